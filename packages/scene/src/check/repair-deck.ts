import { layoutOf } from '../layouts/layouts.ts'
import { resolveDeck } from '../resolve/resolve-deck.ts'
import type { DeckResources } from '../resolve/resolve-deck.ts'
import { SlideSpec } from '../spec/deck-spec.ts'
import type { DeckSpec } from '../spec/deck-spec.ts'
import { checkScene } from './check-scene.ts'
import type { Issue } from './check-scene.ts'

/** What a model is asked: a slide, and by how much what of it is wrong. */
export interface RewriteRequest {
  slide: SlideSpec
  problems: string[]
}

export interface RepairedDeck {
  spec: DeckSpec
  /** What was done, one sentence each. */
  changes: string[]
  /** What is left. */
  issues: Issue[]
}

/** A slide is cut in two at most this often: what then does not fit is a matter of words. */
const mostRounds = 5

/**
 * Makes a deck fit. Sizes are chosen when slides are resolved; lists that are too long go on on
 * another slide; what words alone can mend is asked for once, with amounts, and what comes back is
 * taken only when it is better. The order of slides stays.
 *
 * @example
 * const { spec, issues } = await repairDeck(draft, { fonts }, askModel)
 */
export async function repairDeck(
  spec: DeckSpec,
  resources: DeckResources,
  rewrite?: (requests: RewriteRequest[]) => Promise<unknown[]>,
): Promise<RepairedDeck> {
  const changes: string[] = []
  let current = splitSlides(spec, resources, changes)
  let issues = issuesOf(current, resources)
  const requests = requestsFor(current, issues)
  if (!rewrite || requests.length === 0) return { spec: current, changes, issues }

  const answers = new Map(
    (await rewrite(requests)).flatMap((answer) => {
      const { success, data } = SlideSpec.safeParse(answer)
      return success ? [[(data as SlideSpec).id, data as SlideSpec] as const] : []
    }),
  )
  for (const { slide } of requests) {
    const answer = answers.get(slide.id)
    if (!answer) continue
    const changed = {
      ...current,
      slides: current.slides.map((one) => (one.id === slide.id ? answer : one)),
    }
    const found = issuesOf(changed, resources)
    if (severity(found) >= severity(issues)) continue
    changes.push(`“${nameOf(slide)}” was written anew to fit.`)
    current = changed
    issues = found
  }
  return { spec: current, changes, issues }
}

function splitSlides(spec: DeckSpec, resources: DeckResources, changes: string[]): DeckSpec {
  let { slides } = spec
  for (let round = 0; round < mostRounds; round++) {
    const issues = issuesOf({ ...spec, slides }, resources)
    const full = new Set(issues.filter(({ rule }) => rule === 'overflow').map(({ slide }) => slide))
    const cut = slides.flatMap((slide) =>
      full.has(slide.id) ? splitSlide(slide, changes) : [slide],
    )
    if (cut.length === slides.length) break
    slides = cut
  }
  return { ...spec, slides }
}

/** One slide as two, or as it is where its layout has no list that can be cut. */
function splitSlide(slide: SlideSpec, changes: string[]): SlideSpec[] {
  const { list } = layoutOf(slide.layout)
  const entries = list ? (slide[list.key] as unknown[]) : []
  if (!list || entries.length < list.least * 2 || entries.length < 2) return [slide]
  const middle = Math.ceil(entries.length / 2)
  changes.push(`“${nameOf(slide)}” goes on on a second slide.`)
  return [
    { ...slide, [list.key]: entries.slice(0, middle) },
    { ...slide, id: `${slide.id}-more`, notes: '', [list.key]: entries.slice(middle) },
  ]
}

function issuesOf(spec: DeckSpec, resources: DeckResources): Issue[] {
  const deck = resolveDeck(spec, resources)
  return deck.scenes.flatMap((scene) => checkScene(deck, scene))
}

/** What words can mend. */
const isOfWords = ({ rule }: Issue) => rule === 'overflow' || rule === 'empty'

function requestsFor(spec: DeckSpec, issues: readonly Issue[]): RewriteRequest[] {
  return spec.slides.flatMap((slide) => {
    const problems = issues
      .filter((issue) => issue.slide === slide.id && isOfWords(issue))
      .map(({ message }) => message)
    return problems.length > 0 ? [{ slide, problems }] : []
  })
}

const severity = (issues: readonly Issue[]) =>
  issues.reduce((sum, { rule, amount }) => sum + (rule === 'overflow' ? 1 + amount : 1), 0)

const nameOf = (slide: SlideSpec) => String(slide['title'] ?? slide['quote'] ?? slide.id)

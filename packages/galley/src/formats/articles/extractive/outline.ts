import type { SourceText } from '../../../flow/sources/index.ts'
import { tokenize } from '../../../platform/text/index.ts'
import { similarity } from '../../../platform/text/ranking/index.ts'
import type { Outline, OutlineSection, Sentence } from '../content.ts'
import { nameSections, phrasesOf, titleFrom } from './headings.ts'
import { escapeMarkdown } from './markdown.ts'
import { readMaterial } from './material.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable, rankMaterial } from './quality.ts'
import type { Ranking } from './quality.ts'
import { planSections } from './sections.ts'
import type { SectionPlan } from './sections.ts'
import { selectPassages } from './select.ts'

export interface ExtractOutlineInput {
  sources: SourceText[]
  /** How many sections; where the text is too short for them there are fewer. */
  sections?: number
  /** BCP 47; counts only where the sources do not say their own. */
  language?: string
}

/**
 * Plans an article from the sources' own words: title, standfirst, sections in the sources'
 * order, takeaways. Nothing is invented; every sentence cites its exact range.
 *
 * @example
 * extractOutline({ sources: [talk] }).sections.map((section) => section.heading)
 */
export default function extractOutline(input: ExtractOutlineInput): Outline {
  const material = readMaterial(input.sources, input.language)
  return planOutline(material, rankMaterial(material), input.sections)
}

/** The same from material that has been read already. */
export function planOutline(material: Material, ranking: Ranking, sections?: number): Outline {
  if (material.statements.length === 0) return emptyOutline(material.sources)
  const phrases = phrasesOf(material, ranking.quality)
  const plans = planSections(material, ranking.quality, sections)
  const headings = nameSections(material, plans, phrases, printWeights(material, plans, ranking))
  const standfirst = pickStandfirst(material, plans, ranking)
  return {
    title: titleOf(material.sources) ?? titleFrom(material, phrases, ranking.quality),
    standfirst: standfirst.map((statement, at) =>
      sentenceOf(statement, at > 0 && statement.index === standfirst[at - 1]!.index + 1),
    ),
    sections: plans.map((plan, at) => sectionOf(material, plan, at, headings[at]!, ranking)),
    takeaways: pickTakeaways(material, plans, ranking, standfirst).map((statement) =>
      sentenceOf(statement, false),
    ),
  }
}

function titleOf(sources: readonly SourceText[]): string | null {
  const titles = sources.map((source) => source.title?.trim()).filter((title) => title)
  return sources.length === 1 || titles.length === 1 ? (titles[0] ?? null) : null
}

function emptyOutline(sources: readonly SourceText[]): Outline {
  const title = sources.find((source) => source.title?.trim())?.title?.trim() ?? 'Untitled'
  const segmentIds = sources.flatMap((source) => source.segments.map((segment) => segment.id))
  return {
    title,
    standfirst: [],
    sections: [{ id: 'section_1', heading: title, summary: '', segmentIds }],
    takeaways: [],
  }
}

function sentenceOf(statement: Statement, isJoined: boolean): Sentence {
  return {
    text: escapeMarkdown(isJoined ? statement.joined || statement.text : statement.text),
    citations: statement.citations,
  }
}

function sectionOf(
  material: Material,
  plan: SectionPlan,
  at: number,
  heading: string,
  ranking: Ranking,
): OutlineSection {
  const statements = material.statements.slice(plan.start, plan.end)
  const segmentIds = [
    ...new Set(
      statements.flatMap((statement) => statement.citations.map((citation) => citation.segmentId)),
    ),
  ]
  return { id: `section_${at + 1}`, heading, summary: summaryOf(statements, ranking), segmentIds }
}

/** What will be printed names its section; the rest has little say. */
function printWeights(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
): number[] {
  const printed = new Set<number>()
  for (const plan of plans) {
    const { passages } = selectPassages(
      material.statements.slice(plan.start, plan.end),
      ranking,
      material.language,
      'medium',
    )
    for (const statement of passages.flat()) printed.add(statement.index)
  }
  return ranking.quality.map((quality, at) => quality * (printed.has(at) ? 1.5 : 0.8))
}

/** The section's best sentence that stands alone, as plain text. */
function summaryOf(statements: readonly Statement[], ranking: Ranking): string {
  const best =
    bestOf(statements.filter(isSelfContained), (statement) => ranking.quality[statement.index]!) ??
    bestOf(statements, ({ traits }) => Math.min(20, traits.words))
  return best?.text ?? ''
}

/** A sentence that a reader understands with nothing around it. */
function isSelfContained(statement: Statement): boolean {
  const { traits } = statement
  return (
    isPrintable(statement) &&
    traits.kind === 'statement' &&
    traits.dependence === 0 &&
    !traits.isChatter &&
    traits.words >= 9 &&
    traits.words <= 36 &&
    traits.contentWords >= 4
  )
}

function bestOf(
  statements: readonly Statement[],
  score: (statement: Statement) => number,
): Statement | null {
  let best: Statement | null = null
  for (const statement of statements) if (!best || score(statement) > score(best)) best = statement
  return best
}

/** Less for every word that points elsewhere. */
function standsAlone({ traits }: Statement): number {
  return 0.86 ** traits.pronouns
}

/** One to three neighbouring sentences from the first half that say what it is about. */
function pickStandfirst(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
): Statement[] {
  const { statements } = material
  const titleStems = new Set(
    tokenize(material.sources[0]?.title ?? '', material.language)
      .filter((token) => !token.isStopWord)
      .map((token) => token.stem),
  )
  // A section is not robbed of its only sentences.
  const companyOf = (statement: Statement): number => {
    const plan = plans.find(({ end }) => statement.index < end)
    return statements.slice(plan?.start, plan?.end).filter(isPrintable).length
  }
  const reach = Math.max(12, statements.length * 0.4)
  const opener = bestOf(
    statements.filter(
      (statement) =>
        statement.index < reach && isSelfContained(statement) && companyOf(statement) >= 4,
    ),
    (statement) => {
      const named = statement.stems.some((stem) => titleStems.has(stem)) ? 1.35 : 1
      const early = 1 - 0.45 * (statement.index / reach)
      const next = statements[statement.index + 1]
      const company = next && canFollow(statement, next) ? 0.25 * ranking.quality[next.index]! : 0
      return (
        (ranking.quality[statement.index]! + company) *
        early *
        named *
        standsAlone(statement) *
        (statement.traits.isAnnouncement && statement.index < reach / 3 ? 1.5 : 1)
      )
    },
  )
  if (!opener) return []
  const chosen = [opener]
  const most = Math.min(3, Math.floor(companyOf(opener) / 2))
  let words = opener.traits.words
  for (let at = opener.index + 1; chosen.length < most; at++) {
    const next = statements[at]
    if (!next || !canFollow(chosen.at(-1)!, next) || words + next.traits.words > 60) break
    if (ranking.quality[next.index]! < ranking.quality[opener.index]! * 0.35) break
    chosen.push(next)
    words += next.traits.words
  }
  return chosen
}

function canFollow(statement: Statement, next: Statement): boolean {
  return (
    statement.speaker === next.speaker &&
    statement.source === next.source &&
    isPrintable(next) &&
    next.traits.kind === 'statement' &&
    !next.traits.isChatter
  )
}

/** Three to six sentences that stand alone, spread over the sections, in order. */
function pickTakeaways(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
  standfirst: readonly Statement[],
): Statement[] {
  const wanted = Math.max(3, Math.min(6, plans.length))
  const weigh = ({ index, traits }: Statement): number =>
    ranking.quality[index]! *
    0.86 ** traits.pronouns *
    (traits.isCue ? 1.3 : 1) *
    (traits.isFirstPerson ? 0.5 : 1) *
    (traits.words > 28 ? 0.75 : 1)
  const pool = material.statements
    .filter((statement) => isSelfContained(statement) && !standfirst.includes(statement))
    .sort((a, b) => weigh(b) - weigh(a) || a.index - b.index)
  const chosen: Statement[] = []
  const sectionOfStatement = (statement: Statement): number =>
    plans.findIndex((plan) => statement.index < plan.end)
  for (const perSection of [1, 2, wanted]) {
    for (const statement of pool) {
      if (chosen.length >= wanted) break
      if (chosen.includes(statement)) continue
      const inSection = chosen.filter(
        (other) => sectionOfStatement(other) === sectionOfStatement(statement),
      ).length
      const repeats = [...chosen, ...standfirst].some(
        (other) =>
          similarity(ranking.vectors[other.index]!, ranking.vectors[statement.index]!) > 0.4,
      )
      if (inSection < perSection && !repeats) chosen.push(statement)
    }
  }
  return chosen.sort((a, b) => a.index - b.index)
}

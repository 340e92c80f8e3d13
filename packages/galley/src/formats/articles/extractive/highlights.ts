import { tokenize } from '../../../platform/text/index.ts'
import { similarity } from '../../../platform/text/ranking/index.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { Ranking } from './quality.ts'
import type { SectionPlan } from './sections.ts'

/** One to three neighbouring sentences from the first half that say what it is about. */
export function pickStandfirst(
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
      (statement) => statement.index < reach && canPresent(statement) && companyOf(statement) >= 4,
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
        announcement(statement, reach)
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

/** Three to six sentences that stand alone, spread over the sections, in order. */
export function pickTakeaways(
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

/** A sentence that a reader understands with nothing around it. */
export function isSelfContained(statement: Statement): boolean {
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

/** The statement with the highest score. */
export function bestOf(
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

/** As a self-contained sentence, but "Today I talk about" may be as personal as it is. */
function canPresent(statement: Statement): boolean {
  const { traits } = statement
  return (
    isSelfContained(statement) ||
    (isPrintable(statement) &&
      traits.isAnnouncement &&
      traits.kind === 'statement' &&
      traits.dependence === 0 &&
      traits.contentWords >= 5 &&
      traits.words <= 36)
  )
}

/** What a speaker says the talk is about, near its start, makes up for its chattiness. */
function announcement({ traits, index }: Statement, reach: number): number {
  if (!traits.isAnnouncement || index > reach / 4) return 1
  return (traits.isChatter ? 2.4 : 1.4) * (traits.isFirstPerson ? 1.3 : 1)
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

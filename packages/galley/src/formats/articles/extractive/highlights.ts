import { similarity } from '../../../platform/text/ranking/index.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { Ranking } from './quality.ts'
import type { SectionPlan } from './sections.ts'

/** A section with fewer sentences is not robbed of one. */
export const fewInCompany = 4

/** How many sentences that could be printed the statement's section has. */
export function companyOf(
  statement: Statement,
  { statements }: Material,
  plans: readonly SectionPlan[],
): number {
  const plan = plans.find(({ end }) => statement.index < end)
  return statements.slice(plan?.start, plan?.end).filter(isPrintable).length
}

/** Three to six sentences that stand alone, spread over the sections, in order. */
export function pickTakeaways(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
  standfirst: readonly Statement[],
): Statement[] {
  const wanted = Math.max(3, Math.min(6, plans.length))
  const weigh = (statement: Statement): number =>
    ranking.quality[statement.index]! *
    standsAlone(statement) ** 3 *
    generality(statement) *
    (statement.traits.isCue ? 1.3 : 1) *
    (statement.traits.words > 28 ? 0.75 : 1)
  const pool = material.statements
    .filter(
      (statement) =>
        isSelfContained(statement) &&
        !standfirst.includes(statement) &&
        companyOf(statement, material, plans) >= fewInCompany,
    )
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
export function standsAlone({ traits }: Statement): number {
  return 0.86 ** traits.pronouns
}

/** A rule rather than what happened once or what one person did. */
export function generality({ traits, text }: Statement): number {
  const isPersonal = traits.isFirstPerson && !traits.isAnnouncement
  return (
    (isPersonal ? 0.5 : 1) *
    (traits.isAnecdote ? 0.5 : 1) *
    (traits.isWhole ? 1 : 0.3) *
    (/\s–\s/.test(text) ? 0.5 : 1)
  )
}

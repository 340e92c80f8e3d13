import type { Statement } from './material.ts'
import type { Ranking } from './quality.ts'
import { isNamed } from './speakers.ts'

/**
 * Vivid sentences of named speakers that no paragraph holds: an opinion or a feeling, readable
 * alone, at a place where no paragraph runs across.
 */
export function pickQuotes(
  candidates: readonly Statement[],
  runs: readonly (readonly Statement[])[],
  ranking: Ranking,
  most: number,
): Statement[] {
  const printed = runs.map((run) => [run[0]!.index, run.at(-1)!.index] as const)
  return candidates
    .filter(
      (statement) =>
        isVivid(statement) &&
        !ranking.hosts.has(statement.speaker!) &&
        // A section does not open with a quote.
        statement.index > (printed[0]?.[0] ?? Infinity) &&
        printed.every(([first, last]) => statement.index < first - 1 || statement.index > last + 1),
    )
    .map((statement) => ({ statement, score: vividness(statement, ranking) }))
    .filter(({ score }) => score > 0.3)
    .sort((a, b) => b.score - a.score || a.statement.index - b.statement.index)
    .slice(0, most)
    .map(({ statement }) => statement)
    .sort((a, b) => a.index - b.index)
}

function isVivid({ traits, speaker }: Statement): boolean {
  return (
    isNamed(speaker) &&
    traits.kind === 'statement' &&
    traits.isOpinion &&
    traits.isWhole &&
    traits.pronouns <= 1 &&
    traits.dependence === 0 &&
    !traits.isChatter &&
    traits.words >= 8 &&
    traits.words <= 32
  )
}

function vividness(statement: Statement, ranking: Ranking): number {
  // Quality discounts the first person, which is what a quote is for.
  return ranking.quality[statement.index]! * (statement.traits.isFirstPerson ? 2 : 1)
}

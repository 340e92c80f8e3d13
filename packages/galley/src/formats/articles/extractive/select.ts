import { chooseRuns, similarity } from '../../../platform/text/ranking/index.ts'
import type { RunItem } from '../../../platform/text/ranking/index.ts'
import type { Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { Ranking } from './quality.ts'
import { answeredQuestions } from './questions.ts'
import type { AnsweredQuestion } from './questions.ts'

export type ChapterLength = 'short' | 'medium' | 'long'

/** Words: at least, at most, and the share of the section's own words; and questions shown. */
const lengths = {
  short: { least: 90, most: 150, share: 0.15, questions: 1 },
  medium: { least: 140, most: 250, share: 0.28, questions: 2 },
  long: { least: 200, most: 350, share: 0.45, questions: 3 },
}

/** What a section prints: passages of neighbouring statements, and the questions some answer. */
export interface Selection {
  readonly passages: readonly (readonly Statement[])[]
  /** By the index of the answer's first statement. */
  readonly answers: ReadonlyMap<number, AnsweredQuestion>
  /** Statements that were open to choice. */
  readonly candidates: readonly Statement[]
}

/**
 * Chooses what a section prints.
 *
 * @param statements of the section, all of them, in order
 * @param mayPrint leaves out what the article prints elsewhere
 */
export function selectPassages(
  statements: readonly Statement[],
  ranking: Ranking,
  language: string,
  length: ChapterLength,
  mayPrint: (statement: Statement) => boolean = () => true,
): Selection {
  const words = statements.reduce(
    (sum, { traits }) => sum + (traits.kind === 'noise' ? 0 : traits.words),
    0,
  )
  const { least, most, share, questions } = lengths[length]
  const budget = Math.min(
    Math.max(least, Math.min(most, words * share)),
    Math.max(40, words * 0.75),
  )
  const answered = answeredQuestions(statements, ranking, questions, language, mayPrint)
  const answers = new Map(answered.map((question) => [question.answerIndex, question]))
  const asked = new Set(answered.map((question) => question.statement))
  const candidates = statements.filter(
    (statement) => isPrintable(statement) && mayPrint(statement) && !asked.has(statement),
  )
  return { passages: withoutEchoes(candidates, ranking, answers, budget), answers, candidates }
}

/** Chooses again without what repeats a better sentence, until nothing does. */
function withoutEchoes(
  candidates: readonly Statement[],
  ranking: Ranking,
  answers: ReadonlyMap<number, AnsweredQuestion>,
  budget: number,
): Statement[][] {
  const dropped = new Set<number>()
  for (let round = 0; ; round++) {
    const items = candidates.map((statement, at) =>
      itemOf(statement, candidates[at - 1], ranking, answers, dropped),
    )
    const passages = chooseRuns(items, budget).map((run) => candidates.slice(run.start, run.end))
    const echo = round < 6 ? findEcho(passages.flat(), ranking) : null
    if (!echo) return passages
    dropped.add(echo.index)
  }
}

function findEcho(chosen: readonly Statement[], ranking: Ranking): Statement | null {
  for (const [at, one] of chosen.entries()) {
    for (const other of chosen.slice(at + 1)) {
      if (similarity(ranking.vectors[one.index]!, ranking.vectors[other.index]!) < 0.55) continue
      return ranking.quality[one.index]! < ranking.quality[other.index]! ? one : other
    }
  }
  return null
}

function itemOf(
  statement: Statement,
  previous: Statement | undefined,
  ranking: Ranking,
  answers: ReadonlyMap<number, AnsweredQuestion>,
  dropped: ReadonlySet<number>,
): RunItem {
  const { traits, index } = statement
  const isAnswer = answers.has(index)
  const gain =
    ranking.quality[index]! * Math.sqrt(Math.min(30, traits.words)) + (isAnswer ? 0.8 : 0)
  return {
    gain: dropped.has(index) ? -5 : gain,
    words: traits.words,
    startCost: isAnswer ? 0 : startCost(statement) + answerCost(statement, previous),
    endCost: traits.kind === 'question' ? 2 : 0,
    // An answer opens a passage of its own, below its question.
    follows: !isAnswer && previous !== undefined && readsOn(previous, statement),
  }
}

function startCost({ traits }: Statement): number {
  if (traits.dependence === 2) return Infinity
  return (
    (traits.dependence === 1 ? 5 : 0) +
    (traits.kind === 'question' ? 1.4 : 0) +
    (traits.isChatter ? 1 : 0) +
    (traits.isFirstPerson ? 0.8 : 0) +
    (traits.isWhole ? 0 : 1.5) +
    Math.min(1.5, traits.pronouns * 0.5)
  )
}

/** "With the ear, believe it or not": the short answer to a question that is not printed. */
function answerCost(
  { traits, index, speaker }: Statement,
  previous: Statement | undefined,
): number {
  const isAnswer =
    previous?.index === index - 1 &&
    previous.traits.kind === 'question' &&
    previous.speaker !== speaker
  return isAnswer ? (traits.words <= 8 ? Infinity : 1) : 0
}

/** Whether `next` was said right after `previous` by the same person. */
function readsOn(previous: Statement, next: Statement): boolean {
  if (previous.source !== next.source || previous.speaker !== next.speaker) return false
  const gap = next.index - previous.index
  return (
    gap === 1 ||
    (gap === 2 && previous.paragraph === next.paragraph && next.traits.dependence === 0)
  )
}

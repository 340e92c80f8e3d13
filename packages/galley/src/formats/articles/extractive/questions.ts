import type { Statement } from './material.ts'
import type { Ranking } from './quality.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'
import { isNamed } from './speakers.ts'

/** A question that somebody else answers right away. */
export interface AnsweredQuestion {
  readonly statement: Statement
  /** Index in the material of the answer's first sentence worth printing. */
  readonly answerIndex: number
  /** Null where the source does not name who asks. */
  readonly speaker: string | null
}

/** "Do you remember" asks about the person and not the subject. */
const personal = /^(?:are|do|did|have|were|can) you\b|\byou guys\b/i

/** An answer that begins this many sentences after the question is one to something else. */
const answerReach = 3
const leastScore = 0.02

/**
 * The section's best questions that are followed by an answer from another speaker.
 *
 * @param statements of the section, all of them, in order
 * @param mayPrint what the article prints elsewhere is neither asked nor answered here: below the
 * question would stand a sentence that answers something else
 */
export function answeredQuestions(
  statements: readonly Statement[],
  ranking: Ranking,
  most: number,
  language: string,
  mayPrint: (statement: Statement) => boolean,
): AnsweredQuestion[] {
  const found: (AnsweredQuestion & { score: number })[] = []
  for (const [at, statement] of statements.entries()) {
    const next = statements[at + 1]
    if (
      !next ||
      !mayPrint(statement) ||
      !isGoodQuestion(statement, language) ||
      next.speaker === statement.speaker ||
      statement.speaker === null
    )
      continue
    const answer = statements
      .slice(at + 1, at + 1 + answerReach)
      .find(
        (candidate) =>
          candidate.speaker === next.speaker &&
          candidate.traits.kind === 'statement' &&
          !candidate.traits.isChatter &&
          !candidate.isFlawed,
      )
    if (!answer || !mayPrint(answer) || ranking.quality[answer.index] === 0) continue
    const turn = statements
      .slice(at + 1, at + 9)
      .filter((candidate) => candidate.speaker === next.speaker)
    found.push({
      statement,
      answerIndex: answer.index,
      speaker: isNamed(statement.speaker) ? statement.speaker : null,
      score: worthOf(statement, turn, ranking),
    })
  }
  return found
    .filter(({ score }) => score > leastScore)
    .sort((a, b) => b.score - a.score || a.statement.index - b.statement.index)
    .slice(0, most)
    .sort((a, b) => a.statement.index - b.statement.index)
}

/** A question about the subject that a full turn takes up is worth most. */
function worthOf(question: Statement, turn: readonly Statement[], { quality }: Ranking): number {
  const said = new Set(turn.flatMap(({ stems }) => stems))
  const answerQuality = turn.reduce((sum, { index }) => sum + quality[index]!, 0) / 8
  return (
    (quality[question.index]! + 0.1) *
    answerQuality *
    (turn.length >= 3 ? 1 : 0.4) *
    (question.traits.pronouns > 0 ? 0.3 : 1) *
    (question.stems.some((stem) => said.has(stem)) ? 1 : 0.3) *
    (personal.test(question.text) ? 0.3 : 1)
  )
}

function isGoodQuestion({ traits, isFlawed, text }: Statement, language: string): boolean {
  const first =
    /[\p{L}']+/u
      .exec(text.toLowerCase().replaceAll('’', "'"))?.[0]
      ?.replace(/'(?:s|re|d|ll)$/, '') ?? ''
  const { questionWords } = speechPhrases(language)
  if (questionWords.length > 0 && !questionWords.includes(first)) return false
  return (
    traits.kind === 'question' &&
    traits.words >= 4 &&
    traits.words <= 28 &&
    traits.contentWords >= 1 &&
    traits.dependence === 0 &&
    !traits.isChatter &&
    !isFlawed
  )
}

import type { BoundaryFeature } from './boundary-features.ts'

export type BoundaryWeights = Readonly<Record<BoundaryFeature, number>>

/**
 * Log-odds that a section starts at a place, per unit of each feature. Learned by logistic
 * regression on where people put headings into transcripts of talks: `bench/outline/train.ts`
 * learns them anew, and `bench/outline/outline.ts` shows what they are worth on talks left out.
 */
export const boundaryWeights: BoundaryWeights = {
  differentWords: 0.3,
  similarity: -0.46,
  newWords: 0.32,
  endedWords: -0.24,
  nextLength: 0.45,
  previousLength: 0.38,
  question: 0.72,
  questionSoon: 0.24,
  cueOpens: 0.53,
  cueOpensSecond: 0.06,
  cueMentioned: 0.2,
}

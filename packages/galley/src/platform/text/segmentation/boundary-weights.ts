import type { BoundaryFeature } from './boundary-features.ts'

/**
 * Log-odds that a section starts at a place, per unit of each feature. Learned by logistic
 * regression on where people put headings into transcripts of talks: `bench/outline/train.ts`
 * learns them anew, and `bench/outline/outline.ts` shows what they are worth on talks left out.
 */
export const boundaryWeights: Readonly<Record<BoundaryFeature, number>> = {
  differentWords: 0.3,
  similarity: -0.4,
  newWords: 0.4,
  endedWords: -0.2,
  nextLength: 0.6,
  previousLength: 0.4,
  question: 0.6,
  questionSoon: 0.5,
  cueOpens: 0.5,
  cueOpensSecond: 0.3,
  cueMentioned: 0.2,
}

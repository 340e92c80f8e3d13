import type { BoundaryFeature } from './boundary-features.ts'

/** What the segmentation learns from talks with headings. */
export interface SegmentationSettings {
  /** Log-odds that a section starts at a place, per unit of each feature. */
  readonly weights: Readonly<Record<BoundaryFeature, number>>
  /** How much one unit of log-odds of a boundary weighs against one of word likelihood. */
  readonly boundaryWeight: number
  /** How strongly a section's length, in logs of the mean length, is held to the mean. */
  readonly lengthWeight: number
}

/**
 * The weights come from logistic regression on where people put headings into thirty transcripts
 * of talks; the other two are those of a small grid that find the headings best, each talk tried
 * with weights learned without it. `bench/outline/train.ts` learns all of them anew, and
 * `bench/outline/outline.ts` shows what they are worth on talks left out of the learning.
 */
export const learnedSettings: SegmentationSettings = {
  weights: {
    differentWords: 0.3,
    similarity: -0.44,
    newWords: 0.31,
    endedWords: -0.25,
    nextLength: 0.45,
    previousLength: 0.4,
    question: 0.47,
    questionSoon: 0.29,
    cueOpens: 0.53,
    cueOpensSecond: 0.12,
    cueMentioned: 0.25,
  },
  boundaryWeight: 12,
  lengthWeight: 3,
}

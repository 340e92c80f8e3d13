import { segmentWith } from '../../packages/galley/src/platform/text/segmentation/index.ts'
import type { SegmentationSettings } from '../../packages/galley/src/platform/text/segmentation/index.ts'
import { examplesOf, learnWeights } from './learn-weights.ts'
import { turnsOnly } from './read-talk.ts'
import type { Talk } from './read-talk.ts'
import { pk, windowDiff } from './score.ts'

/** Settings learned from all talks, and for each talk those learned from all the others. */
export interface LearnedSettings {
  readonly all: SegmentationSettings
  /** By the name of the talk left out. */
  readonly without: ReadonlyMap<string, SegmentationSettings>
}

const grid = [6, 9, 12, 18].flatMap((boundaryWeight) =>
  [0, 3, 6].map((lengthWeight) => ({ boundaryWeight, lengthWeight })),
)

/**
 * Learns everything: the weights, and by the errors they lead to on talks they have not seen, the
 * cell of the grid. For a talk left out the grid is judged on the other talks alone. (The weights
 * those were tried with have seen the one left out; learning them for every pair would take hours
 * and change next to nothing.)
 */
export function learnSettings(talks: readonly Talk[]): LearnedSettings {
  const turns = talks.map(turnsOnly)
  const examples = turns.map(examplesOf)
  const weightsWithout = talks.map((_, left) =>
    learnWeights(examples.filter((_, index) => index !== left).flat()),
  )
  const errors = grid.map((cell) =>
    turns.map((talk, index) => errorOf(talk, { ...cell, weights: weightsWithout[index]! })),
  )
  const bestCell = (left: number): (typeof grid)[number] => {
    const sums = errors.map((cell) =>
      cell.reduce((sum, error, index) => (index === left ? sum : sum + error), 0),
    )
    return grid[sums.indexOf(Math.min(...sums))]!
  }
  const without = talks.map(
    (talk, left) => [talk.name, { ...bestCell(left), weights: weightsWithout[left]! }] as const,
  )
  return {
    all: { ...bestCell(-1), weights: learnWeights(examples.flat()) },
    without: new Map(without),
  }
}

/** Pk and WindowDiff, both for the text with its breaks and for its sentences alone. */
function errorOf(talk: Talk, settings: SegmentationSettings): number {
  const { sentences, breaks, speakers, sections } = talk
  const language = 'en'
  const inputs = [
    { sentences, breaks, speakers, language },
    { sentences, language },
  ]
  return inputs.reduce((sum, input) => {
    const guess = segmentWith(settings, input, { sections: sections.length })
    const { length } = sentences
    return sum + pk(length, sections, guess) + windowDiff(length, sections, guess)
  }, 0)
}

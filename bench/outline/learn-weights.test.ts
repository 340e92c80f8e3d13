import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaryFeatureNames } from '../../packages/galley/src/platform/text/segmentation/index.ts'
import { examplesOf, learnWeights, solve } from './learn-weights.ts'
import type { Example } from './learn-weights.ts'
import { readTalk } from './read-talk.ts'

test('solves a system of equations', () => {
  const matrix = [Float64Array.of(4, 1), Float64Array.of(1, 3)]
  const [x, y] = solve(matrix, Float64Array.of(9, 5))
  assert.ok(Math.abs(x! - 2) < 1e-9 && Math.abs(y! - 1) < 1e-9)
})

test('finds the log-odds a feature carries, and leaves one without effect at nothing', () => {
  const example = (question: number, isBoundary: boolean): Example => {
    const values = new Float64Array(boundaryFeatureNames.length + 1)
    values[0] = 1
    values[boundaryFeatureNames.indexOf('question') + 1] = question
    return { values, isBoundary }
  }
  // One in 4 without a question, 3 in 4 with one: log-odds of 2 ln 3, a little less for the ridge.
  const examples = Array.from({ length: 8000 }, (_, i) =>
    example(i % 2, i % 2 === 0 ? i % 8 === 0 : i % 8 !== 1),
  )
  const weights = learnWeights(examples)
  assert.ok(Math.abs(weights.question - 2 * Math.log(3)) < 0.03, `${weights.question}`)
  assert.equal(weights.newWords, 0)
})

test('a talk gives one example for each place but the first', () => {
  const talk = readTalk('talk', 'Wallets.\n\nKeys.\n\n# Bread\n\nFlour.\n\nOvens.\n')
  assert.deepEqual(
    examplesOf(talk).map((example) => example.isBoundary),
    [false, true, false],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaryFeatureNames, boundaryFeatures } from './boundary-features.ts'
import { readTranscript } from './transcript.ts'
import { wordModel } from './word-model.ts'

const sentences = [
  'The wallet holds the keys.',
  'The keys open the wallet.',
  'The wallet hides keys.',
  'Next question, what makes bread rise?',
  'Yeast makes the bread dough rise.',
  'The dough and the yeast need flour.',
  'Flour and yeast make dough.',
]
const breaks = [true, false, true, true, false, true, false]

function featuresOf(places: readonly number[], withBreaks = true) {
  const input = { sentences, language: 'en', ...(withBreaks ? { breaks } : {}) }
  const transcript = readTranscript(input)
  return boundaryFeatures(transcript, wordModel(transcript), places)
}

test('the change of subject stands out in every feature of words', () => {
  const places = [2, 3, 5]
  const features = featuresOf(places)
  const highest = (values: Float64Array): number => places[values.indexOf(Math.max(...values))]!
  assert.equal(highest(features.differentWords), 3)
  assert.equal(highest(features.similarity.map((value) => -value)), 3)
  assert.ok(features.newWords[1]! > features.newWords[2]!)
  assert.deepEqual([...features.question], [0, 1, 0])
  assert.deepEqual([...features.questionSoon], [1, 0, 0])
  assert.deepEqual([...features.cueOpens], [0, 1, 0])
})

test('lengths are in standard deviations where there are breaks, and 0 where there are none', () => {
  const { nextLength } = featuresOf([0, 2, 3, 5])
  assert.ok(Math.abs(nextLength.reduce((sum, value) => sum + value, 0)) < 1e-9)
  assert.ok(nextLength[1]! < nextLength[2]!)
  const bare = featuresOf([0, 1, 2, 3, 4, 5, 6], false)
  assert.ok(bare.nextLength.every((value) => value === 0))
  for (const name of boundaryFeatureNames) assert.ok(bare[name].every(Number.isFinite), name)
})

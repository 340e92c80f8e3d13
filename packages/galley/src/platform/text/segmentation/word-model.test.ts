import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTranscript } from './transcript.ts'
import { StretchScorer, wordModel } from './word-model.ts'

const transcript = readTranscript({
  sentences: ['wallet wallet wallet keys', 'bread oven flour yeast', 'wallet bread rocket violin'],
  language: 'en',
})
const scorer = new StretchScorer(transcript, wordModel(transcript))

test('a stretch that repeats itself is likelier than one that does not', () => {
  assert.ok(scorer.score(0, 4) > scorer.score(4, 8))
})

test('one pass gives what single scores give, and leaves no counts behind', () => {
  const ends = [2, 2, 7, 12]
  const once = [...scorer.scoreEach(1, ends)]
  assert.deepEqual(
    once,
    ends.map((end) => scorer.score(1, end)),
  )
  assert.deepEqual([...scorer.scoreEach(1, ends)], once)
})

test('the likelihoods of all single words sum to one', () => {
  const { prior } = wordModel(transcript)
  const total = prior.reduce((sum, weight) => sum + weight, 0)
  const firstUses = new Map([...transcript.words].map((word, i) => [word, i]))
  const sum = [...firstUses.values()].reduce((s, i) => s + Math.exp(scorer.score(i, i + 1)), 0)
  assert.ok(Math.abs(sum - 1) < 1e-9, `${sum} of ${total}`)
})

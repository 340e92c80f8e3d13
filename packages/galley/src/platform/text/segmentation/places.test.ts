import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placesFor } from './places.ts'
import { readTranscript } from './transcript.ts'

const places = (sentences: number, breaks: readonly number[], sections: number): number[] =>
  placesFor(
    readTranscript({
      sentences: Array.from({ length: sentences }, (_, i) => `word${i}.`),
      language: 'en',
      breaks: Array.from({ length: sentences }, (_, i) => breaks.includes(i)),
    }),
    sections,
  )

test('breaks are the places, every sentence is where they are too few', () => {
  assert.deepEqual(places(10, [0, 3, 6], 3), [0, 3, 6])
  assert.deepEqual(places(5, [0, 3], 3), [0, 1, 2, 3, 4])
})

test('a paragraph much longer than a section may be cut inside', () => {
  const all = places(40, [0, 2, 4, 6, 8], 5)
  assert.deepEqual(all.slice(0, 6), [0, 2, 4, 6, 8, 9])
  assert.equal(all.at(-1), 39)
})

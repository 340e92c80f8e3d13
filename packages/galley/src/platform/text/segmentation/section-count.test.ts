import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sectionRange, sharpestBend } from './section-count.ts'
import { readTranscript } from './transcript.ts'

const ofWords = (words: number, breaks?: readonly boolean[]) => {
  const sentences = Array.from(
    { length: words / 10 },
    () => 'one two three four five six seven eight nine ten.',
  )
  return readTranscript({ sentences, language: 'en', ...(breaks ? { breaks } : {}) })
}

test('a long text gets five to nine sections, a short one fewer', () => {
  assert.deepEqual(sectionRange(ofWords(100), {}), { least: 1, most: 1 })
  assert.deepEqual(sectionRange(ofWords(30_000), {}), { least: 5, most: 9 })
  const { least, most } = sectionRange(ofWords(1000), {})
  assert.ok(least >= 2 && most <= 4)
})

test('bounds that are given win', () => {
  const text = ofWords(30_000)
  assert.deepEqual(sectionRange(text, { sections: 20 }), { least: 20, most: 20 })
  assert.deepEqual(sectionRange(text, { minSections: 12 }), { least: 12, most: 12 })
  assert.deepEqual(sectionRange(text, { maxSections: 3 }), { least: 3, most: 3 })
  assert.deepEqual(sectionRange(text, { minSections: 4, maxSections: 6 }), { least: 4, most: 6 })
  assert.deepEqual(sectionRange(ofWords(20), { minSections: 5 }), { least: 2, most: 2 })
})

test('not more sections than paragraphs, where that leaves a choice', () => {
  const breaks = Array.from({ length: 3000 }, (_, i) => i % 500 === 0)
  assert.deepEqual(sectionRange(ofWords(30_000, breaks), {}), { least: 5, most: 6 })
})

test('the bend is where the gains fall off', () => {
  assert.equal(sharpestBend(Float64Array.of(0, 0, 10, 20, 30, 31, 32, 33), 2, 6), 4)
  assert.equal(sharpestBend(Float64Array.of(0, 0, 10, 11, 12), 2, 4), 2)
})

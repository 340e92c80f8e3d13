import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTranscript } from './transcript.ts'

test('words of one stem share a number; stop words are left out of the content', () => {
  const { words, wordStarts, spoken } = readTranscript({
    sentences: ['The wallets.', 'A wallet and keys?'],
    language: 'en',
  })
  assert.deepEqual([...words], [0, 0, 1])
  assert.deepEqual([...wordStarts], [0, 1, 3])
  assert.deepEqual(spoken[0], ['the', 'wallets'])
})

test('questions are told by their mark, in any script and before a quote', () => {
  const sentences = ['Why?', 'He said “why?”', '本当ですか？', 'No.']
  assert.deepEqual(readTranscript({ sentences, language: 'en' }).isQuestion, [
    true,
    true,
    true,
    false,
  ])
})

test('breaks come from paragraphs and speakers, and are undefined where neither says anything', () => {
  const sentences = ['A.', 'B.', 'C.']
  const read = (more: object) => readTranscript({ sentences, language: 'en', ...more }).breaks
  assert.deepEqual(read({ breaks: [true, false, true] }), [true, false, true])
  assert.deepEqual(read({ speakers: ['x', 'y', 'y'] }), [true, true, false])
  assert.equal(read({ speakers: [null, null, null] }), undefined)
  assert.equal(read({}), undefined)
})

test('without a stop-word list, the words of most sentences count as such', () => {
  const sentences = Array.from({ length: 20 }, (_, i) => `zu wort${i}`)
  assert.equal(readTranscript({ sentences, language: 'tlh' }).wordCounts.length, 20)
})

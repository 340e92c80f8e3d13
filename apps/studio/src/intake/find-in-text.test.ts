import assert from 'node:assert/strict'
import test from 'node:test'
import { findInText } from './find-in-text.ts'

test('finds words in any case, and signs as they are', () => {
  assert.deepEqual(findInText('A worm, a Worm', 'worm'), [
    { start: 2, end: 6 },
    { start: 10, end: 14 },
  ])
  assert.deepEqual(findInText('1+1 (and)', '1+1'), [{ start: 0, end: 3 }])
  assert.deepEqual(findInText('anything', '  '), [])
})

test('stops where nobody reads on', () => {
  assert.equal(findInText('a'.repeat(10_000), 'a').length, 500)
})

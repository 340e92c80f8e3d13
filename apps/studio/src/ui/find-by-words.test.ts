import assert from 'node:assert/strict'
import test from 'node:test'
import { findByWords } from './find-by-words.ts'

const find = (typed: string) =>
  findByWords(['Europe/Zürich', 'America/New York', 'Europe/Berlin'], typed, (name) => name)

test('every word typed must be in the name, in any order', () => {
  assert.deepEqual(find('york america'), ['America/New York'])
  assert.deepEqual(find('york europe'), [])
})

test('case and accents do not matter', () => {
  assert.deepEqual(find('zurich'), ['Europe/Zürich'])
  assert.deepEqual(find('ZÜRICH'), ['Europe/Zürich'])
})

test('nothing typed finds everything, as it was', () => {
  assert.equal(find('  ').length, 3)
})

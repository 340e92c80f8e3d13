import assert from 'node:assert/strict'
import test from 'node:test'
import { best, rank } from './match.ts'

test('what begins with the word comes before what only contains it', () => {
  const names = ['Overview of jobs', 'Jobs', 'Go to articles', 'Sub-jobs']
  assert.deepEqual(
    best(names, 'jobs', (name) => name),
    ['Jobs', 'Sub-jobs', 'Overview of jobs'],
  )
})

test('every word typed must be found, in any order', () => {
  assert.equal(rank('Usage by model', 'jobs usage'), null)
  assert.ok(rank('Usage by model', 'model usage') !== null)
})

test('case and accents do not matter', () => {
  assert.ok(rank('Über uns', 'uber') !== null)
  assert.ok(rank('Schlüssel', 'SCHLÜ') !== null)
})

test('letters in order are found, but two letters are too few to guess by', () => {
  assert.ok(rank('New article', 'nwa') !== null)
  assert.equal(rank('New article', 'wt'), null)
})

test('nothing typed leaves the order as it is', () => {
  assert.deepEqual(
    best(['b', 'a'], '  ', (name) => name),
    ['b', 'a'],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pk, windowDiff, windowSize } from './score.ts'

test('the window is half the mean section', () => {
  assert.equal(windowSize(12, [0, 4, 8]), 2)
  assert.equal(windowSize(10, [0]), 5)
  assert.equal(windowSize(3, [0, 1, 2]), 1)
})

test('the right answer scores 0', () => {
  assert.equal(pk(12, [0, 4, 8], [0, 4, 8]), 0)
  assert.equal(windowDiff(12, [0, 4, 8], [0, 4, 8]), 0)
})

test('values worked out by hand', () => {
  // 12 sentences, boundary at 6, k = 3, so 9 windows [i, i + 3]. The truth parts i = 3, 4, 5.
  // A guess at 7 parts i = 4, 5, 6: windows 3 and 6 are wrong.
  assert.equal(pk(12, [0, 6], [0, 7]), 2 / 9)
  assert.equal(windowDiff(12, [0, 6], [0, 7]), 2 / 9)
  // No boundary at all misses the three windows; so does one in all the wrong places.
  assert.equal(pk(12, [0, 6], [0]), 3 / 9)
  // Boundaries at 6 and 7: i = 3 is right; 4 and 5 hold two instead of one; 6 holds one too many.
  assert.equal(pk(12, [0, 6], [0, 6, 7]), 1 / 9)
  assert.equal(windowDiff(12, [0, 6], [0, 6, 7]), 3 / 9)
})

test('Pk forgives a boundary too many beside a right one, WindowDiff does not', () => {
  const [truth, guess] = [
    [0, 20],
    [0, 20, 21, 22],
  ]
  assert.ok(windowDiff(40, truth, guess) > pk(40, truth, guess))
})

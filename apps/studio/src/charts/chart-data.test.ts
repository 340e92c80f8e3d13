import assert from 'node:assert/strict'
import test from 'node:test'
import { isEmpty, labelEvery, totalAt } from './chart-data.ts'

const points = ['1 Nov', '2 Nov', '3 Nov'].map((label) => ({ id: label, label }))
const series = [
  { id: 'a', name: 'A', values: [1, null, 3] },
  { id: 'b', name: 'B', values: [2, null, 0] },
]

test('what is not known adds nothing', () => {
  assert.equal(totalAt(series, 0), 3)
  assert.equal(totalAt(series, 1), 0)
})

test('a chart of nothing known is empty, one of zeros is not', () => {
  assert.ok(isEmpty({ points: [], series }))
  assert.ok(isEmpty({ points, series: [{ id: 'a', name: 'A', values: [null, null, null] }] }))
  assert.ok(!isEmpty({ points, series: [{ id: 'a', name: 'A', values: [0, 0, 0] }] }))
})

test('labels are left out where there is no room for all', () => {
  assert.equal(labelEvery(3, 600, points), 1)
  assert.ok(labelEvery(90, 600, points) > 5)
  assert.equal(labelEvery(3, 0, points) > 1, true)
})

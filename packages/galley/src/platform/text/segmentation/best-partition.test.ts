import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bestPartition } from './best-partition.ts'

/** Every way to cut `size` places into `parts` stretches. */
function partitions(size: number, parts: number, from = 0): number[][] {
  if (parts === 1) return [[from]]
  const all: number[][] = []
  for (let next = from + 1; next <= size - parts + 1; next++) {
    for (const rest of partitions(size, parts - 1, next)) all.push([from, ...rest])
  }
  return all
}

test('finds what trying every partition finds', () => {
  const table = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 7 }), (scores, parts) => {
      const size = 7
      const score = (start: number, end: number): number => scores[start * 8 + end]!
      const value = (starts: readonly number[]): number =>
        starts.reduce((sum, start, i) => sum + score(start, starts[i + 1] ?? size), 0)
      const { starts, totals } = bestPartition(size, parts, score)
      assert.equal(starts.length, parts)
      assert.equal(value(starts), totals[parts])
      assert.equal(totals[parts], Math.max(...partitions(size, parts).map(value)))
    }),
  )
})

test('keeps to the longest stretch', () => {
  const oneLong = (start: number, end: number): number => (end - start) ** 2
  assert.deepEqual(bestPartition(9, 3, oneLong, 4).starts, [0, 1, 5])
  assert.deepEqual(bestPartition(9, 3, oneLong, 3).starts, [0, 3, 6])
})

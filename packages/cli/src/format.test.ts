import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatCost, formatDuration } from './format.ts'

test('durations are as exact as a person wants them', () => {
  const cases: [number, string][] = [
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [4249, '4.2 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_199_999, '120 min 00 s'],
  ]
  for (const [milliseconds, text] of cases) assert.equal(formatDuration(milliseconds), text)
})

test('a cost that is not known is not nothing, and a small one is not rounded away', () => {
  const cases: [number | null, string][] = [
    [null, 'cost not known'],
    [0, '$0'],
    [1, '$0.000001'],
    [1200, '$0.0012'],
    [10_000, '$0.01'],
    [1_234_567, '$1.23'],
  ]
  for (const [micros, text] of cases) assert.equal(formatCost(micros), text)
})

import assert from 'node:assert/strict'
import test from 'node:test'
import { arrangeSteps } from './arrange-steps.ts'

const step = (key: string, from: number, to: number | null) => ({
  key,
  started_at: new Date(from * 1000).toISOString(),
  finished_at: to === null ? null : new Date(to * 1000).toISOString(),
})

const keys = (groups: { key: string }[][]) => groups.map((group) => group.map(({ key }) => key))

test('what ran one after the other stands one after the other', () => {
  assert.deepEqual(keys(arrangeSteps([step('b', 2, 3), step('a', 0, 1)])), [['a'], ['b']])
})

test('what overlaps is one group, also through a third', () => {
  const steps = [
    step('a', 0, 1),
    step('b', 2, 4),
    step('c', 3, 8),
    step('d', 5, 6),
    step('e', 8, 9),
  ]
  assert.deepEqual(keys(arrangeSteps(steps)), [['a'], ['b', 'c', 'd'], ['e']])
})

test('what is still running overlaps with all that comes', () => {
  const steps = [step('a', 0, null), step('b', 100, 101)]
  assert.deepEqual(keys(arrangeSteps(steps)), [['a', 'b']])
})

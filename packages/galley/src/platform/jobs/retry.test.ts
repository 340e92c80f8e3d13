import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BudgetError, InvalidError, RateLimitError, UnavailableError } from '../error.ts'
import { isRetryable, retryDelay } from './retry.ts'

const code = { code: 'x', message: 'x' }
const policy = { attempts: 9, baseMs: 100, maximumMs: 1000 }

test('delays are spread over the whole range, doubling up to the maximum', () => {
  const ceilings = [1, 2, 3, 4, 5, 6].map((n) => retryDelay(policy, n, null, () => 1))
  assert.deepEqual(ceilings, [100, 200, 400, 800, 1000, 1000])
  assert.equal(
    retryDelay(policy, 3, null, () => 0),
    0,
  )
})

test('Retry-After is a lower bound, and nonsense in its place is ignored', () => {
  const wait = (retryAfterSeconds: unknown) =>
    retryDelay(policy, 1, new RateLimitError(code, { retryAfterSeconds }), () => 0.5)
  assert.deepEqual(
    [wait(7), wait('2'), wait(-1), wait('soon'), wait(0.01)],
    [7000, 2000, 50, 50, 50],
  )
})

test('what cannot change is final, the rest is worth another try', () => {
  const final = [
    new InvalidError(code),
    new BudgetError(code),
    new UnavailableError(code, { isFinal: true }),
  ]
  assert.deepEqual(final.map(isRetryable), [false, false, false])
  const passing = [new RateLimitError(code), new UnavailableError(code), new Error('x'), 'text']
  assert.deepEqual(passing.map(isRetryable), [true, true, true, true])
})

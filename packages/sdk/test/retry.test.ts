import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiError, ConnectionError } from '../src/index.ts'
import { retryDelay } from '../src/retry.ts'

const refusal = (status: number, code = 'x', headers: Record<string, string> = {}) =>
  new ApiError(new Response(null, { status, headers }), { code })

describe('whether and when to try again', () => {
  const cases: [string, unknown, boolean, boolean][] = [
    ['a request that was limited', refusal(429), false, true],
    ['a request that took too long', refusal(408), false, true],
    ['a failure of the server', refusal(503), true, true],
    ['a failure of the server that may have acted', refusal(503), false, false],
    ['what is not implemented', refusal(501), true, false],
    ['a first attempt still running', refusal(409, 'idempotency_in_progress'), true, true],
    ['a real conflict', refusal(409, 'version_conflict'), true, false],
    ['a wrong request', refusal(422), true, false],
    ['a lost connection', new ConnectionError('lost'), true, true],
    ['a lost connection that may have acted', new ConnectionError('lost'), false, false],
    ['a mistake of the program', new TypeError('oops'), true, false],
  ]
  for (const [what, error, canRepeat, isRetried] of cases) {
    it(`${isRetried ? 'repeats' : 'does not repeat'} ${what}`, () => {
      assert.equal(retryDelay(error, 0, canRepeat) !== null, isRetried)
    })
  }

  it('waits anywhere between nothing and a growing limit', () => {
    for (const [attempt, limit] of [500, 1000, 2000, 4000, 8000, 8000].entries()) {
      const delays = Array.from({ length: 200 }, () => retryDelay(refusal(500), attempt, true)!)
      assert.ok(Math.max(...delays) <= limit)
      assert.ok(Math.min(...delays) < limit / 2 && Math.max(...delays) > limit / 2)
    }
  })

  it('waits for as long as it is told, in seconds or until a date, but not for ever', () => {
    const told = retryDelay(refusal(429, 'x', { 'retry-after': '3' }), 0, true)!
    assert.ok(told >= 3000 && told < 3200)
    const date = new Date(Date.now() + 10_000).toUTCString()
    const until = retryDelay(refusal(503, 'x', { 'retry-after': date }), 0, true)!
    assert.ok(until > 8000 && until < 10_200)
    assert.equal(retryDelay(refusal(429, 'x', { 'retry-after': '600' }), 0, true), null)
  })
})

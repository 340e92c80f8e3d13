import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isRetryable, pauseBefore } from './retry.ts'

it('retries what may pass, and nothing else', () => {
  assert.equal(isRetryable({}), true, 'no answer at all')
  assert.equal(isRetryable({ status: 503, code: 'SlowDown' }), true)
  assert.equal(isRetryable({ status: 400, code: 'RequestTimeout' }), true)
  assert.equal(isRetryable({ status: 200, code: 'InternalError' }), true)
  assert.equal(isRetryable({ status: 403, code: 'AccessDenied' }), false)
  assert.equal(isRetryable({ status: 301, code: 'PermanentRedirect' }), false)
  assert.equal(isRetryable({ status: 501, code: 'NotImplemented' }), false)
})

it('doubles the pause up to ten seconds, and obeys Retry-After up to a minute', () => {
  for (const [attempt, longest] of [
    [1, 200],
    [3, 800],
    [20, 10_000],
  ] as const) {
    const pause = pauseBefore(attempt, 200)
    assert.ok(pause >= longest / 2 && pause <= longest, `${attempt}: ${pause}`)
  }
  assert.equal(pauseBefore(1, 200, '3'), 3000)
  assert.equal(pauseBefore(1, 200, '86400'), 60_000)
  const pause = pauseBefore(1, 200, new Date(Date.now() + 20_000).toUTCString())
  assert.ok(pause > 10_000 && pause <= 20_000)
  assert.ok(pauseBefore(1, 200, 'soon') <= 200)
})

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { withoutInternals } from './present-job.ts'

it('keeps what a mistake of ours says from callers, and passes on what was said on purpose', () => {
  const mistake = { error: { code: 'internal', message: "Cannot read '/etc/galley/secret'" } }
  assert.doesNotMatch(withoutInternals(mistake).error.message, /secret/)
  const meant = {
    error: { code: 'source_not_found', kind: 'not_found', message: 'No such source.' },
  }
  assert.equal(withoutInternals(meant), meant)
  assert.deepEqual(withoutInternals({ error: null }), { error: null })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ConflictError, defineCodes, GalleyError } from './error.ts'

const codes = defineCodes({ JOB_LOST: 'Job {jobId} is {status}; see {jobId}.' })

test('an error has its code, its kind, its name, and the message filled in', () => {
  const cause = new Error('inside')
  const error = new ConflictError(codes.JOB_LOST, { jobId: 'job_1', status: 'gone' }, { cause })
  assert.ok(error instanceof GalleyError)
  assert.deepEqual(
    [error.code, error.kind, error.name, error.message, error.cause],
    ['job_lost', 'conflict', 'ConflictError', 'Job job_1 is gone; see job_1.', cause],
  )
})

test('whatever a detail holds comes out as it is, and nothing else is filled in', () => {
  fc.assert(
    fc.property(fc.string(), (jobId) => {
      const { message } = new ConflictError(codes.JOB_LOST, { jobId })
      assert.equal(message, `Job ${jobId} is {status}; see ${jobId}.`)
    }),
  )
  const inherited = new ConflictError({ code: 'x', message: '{toString} {constructor}' }, {})
  assert.equal(inherited.message, '{toString} {constructor}')
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ForbiddenError, InvalidError, NotFoundError } from '../../platform/error.ts'
import type { Worker } from '../../platform/jobs/index.ts'
import { cancelJob } from './cancel-job.ts'
import { createToyApp, runs } from './fixtures/toy-app.ts'
import type { ToyApp } from './fixtures/toy-app.ts'
import { getJob } from './get-job.ts'
import type { Job } from './job.ts'
import { listJobs } from './list-jobs.ts'
import { redriveJob } from './redrive-job.ts'
import { runStep } from './run-step.ts'
import { startPipeline } from './start-pipeline.ts'
import { waitForJob } from './wait-for-job.ts'

describe('jobs of pipelines and steps', () => {
  let toy: ToyApp
  let worker: Worker
  before(async () => {
    toy = await createToyApp()
    worker = await toy.app.startWorker()
  })
  after(async () => {
    await worker.stop({ graceMs: 0 })
    await toy.close()
  })

  async function finish(pipeline: string, input: unknown = {}): Promise<Job> {
    const ctx = toy.contextOf()
    const { jobId } = await startPipeline({ ctx, input: { pipeline, input } })
    return waitForJob(ctx, jobId, 20_000)
  }

  it('run with the defaults of their inputs filled in, and give JSON', async () => {
    const job = await finish('toys_twice', { size: 5 })
    assert.deepEqual([job.status, job.output], ['succeeded', { sizes: [5, 3] }])
    assert.deepEqual(
      job.steps.map(({ key, step }) => [key, step]),
      [
        ['first', 'toys.measure@1'],
        ['second', 'toys.measure@1'],
      ],
    )
  })

  it('say plainly, and without a second try, that code does not keep to what it declares', async () => {
    const cases: [pipeline: string, code: string, says: RegExp][] = [
      ['toys_same_key', 'job_step_key_repeated', /toys\.measure/],
      ['toys_wrong_call', 'input_misfit', /toys\.measure@1 .*\/size/],
      ['toys_wrong_end', 'internal', /toys_wrong_end@1 .*\/sizes/],
    ]
    for (const [pipeline, code, says] of cases) {
      const { status, error, attempts } = await finish(pipeline)
      assert.deepEqual([status, error?.code, attempts], ['failed', code, 1], pipeline)
      assert.match(error!.message, says)
    }
    const job = await runStep({ ctx: toy.contextOf(), input: { step: 'toys.misfit', input: {} } })
    assert.deepEqual([job.status, job.error?.code], ['failed', 'internal'])
    assert.match(job.error!.message, /toys\.misfit@1 .*\/size/)
    assert.equal(runs.get('toys.misfit'), 1)
  })

  it('are refused before they are queued when the input is wrong, with a pointer', async () => {
    const ctx = toy.contextOf()
    const wrong = { size: 'big' }
    const pointsAtSize = (error: unknown) =>
      error instanceof InvalidError && error.fields[0]?.pointer === '/size'
    const before = (await listJobs({ ctx, input: {} })).items.length
    await assert.rejects(
      startPipeline({ ctx, input: { pipeline: 'toys_twice', input: wrong } }),
      pointsAtSize,
    )
    await assert.rejects(
      runStep({ ctx, input: { step: 'toys.measure', input: wrong } }),
      pointsAtSize,
    )
    await assert.rejects(
      startPipeline({ ctx, input: { pipeline: 'nope', input: {} } }),
      NotFoundError,
    )
    await assert.rejects(runStep({ ctx, input: { step: 'nope', input: {} } }), NotFoundError)
    assert.equal((await listJobs({ ctx, input: {} })).items.length, before)
  })

  it('need their permission, each', async () => {
    const ctx = toy.contextOf({ permissions: ['something.else'] })
    const jobId = 'job_1'
    const calls = [
      () => startPipeline({ ctx, input: { pipeline: 'toys_twice', input: {} } }),
      () => runStep({ ctx, input: { step: 'toys.measure', input: {} } }),
      () => getJob({ ctx, input: { jobId } }),
      () => listJobs({ ctx, input: {} }),
      () => cancelJob({ ctx, input: { jobId } }),
      () => redriveJob({ ctx, input: { jobId } }),
    ]
    for (const call of calls) await assert.rejects(call(), ForbiddenError)
  })

  it('are waited for as long as was asked, or until the caller is gone', async () => {
    const gone = new AbortController()
    const ctx = toy.contextOf({ signal: gone.signal })
    const input = { step: 'toys.wait', input: {} }
    const impatient = await runStep({ ctx, input: { ...input, waitSeconds: 0 } })
    assert.equal(impatient.finishedAt, null)
    const waiting = runStep({ ctx, input: { ...input, waitSeconds: 60 } })
    setTimeout(() => gone.abort(), 50)
    const left = await waiting
    assert.equal(left.finishedAt, null)
    for (const { id } of [impatient, left]) {
      await cancelJob({ ctx: toy.contextOf(), input: { jobId: id } })
      const ended = await waitForJob(toy.contextOf(), id, 20_000)
      assert.equal(ended.status, 'cancelled')
    }
  })

  it('leave nothing on a signal that outlives many waits', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const watched = new Proxy(signal, {
      get(target, name) {
        if (name === 'addEventListener') listeners += 1
        if (name === 'removeEventListener') listeners -= 1
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const ctx = toy.contextOf({ signal: watched })
    const { id } = await runStep({ ctx, input: { step: 'toys.wait', input: {}, waitSeconds: 0 } })
    listeners = 0
    for (let round = 0; round < 5; round += 1) await waitForJob(ctx, id, 10)
    assert.equal(listeners, 0)
    await cancelJob({ ctx, input: { jobId: id } })
  })

  it('are one job while their dedupe key is at work', async () => {
    const ctx = toy.contextOf()
    const input = { step: 'toys.wait', input: {}, waitSeconds: 0, dedupeKey: 'once' }
    const started = await Promise.all(Array.from({ length: 5 }, () => runStep({ ctx, input })))
    assert.equal(new Set(started.map(({ id }) => id)).size, 1)
    await cancelJob({ ctx, input: { jobId: started[0]!.id } })
  })
})

describe('a step with no worker anywhere', () => {
  it('is a job that waits', async () => {
    const toy = await createToyApp()
    const ctx = toy.contextOf()
    const job = await runStep({
      ctx,
      input: { step: 'toys.measure', input: {}, waitSeconds: 0.05 },
    })
    assert.deepEqual([job.status, job.finishedAt], ['queued', null])
    await toy.close()
  })
})

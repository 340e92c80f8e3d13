import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidError } from '../../error.ts'
import { deleteFinishedJobs } from '../retention.ts'
import { hang, kind, pause, until } from './stage.ts'
import type { Stage } from './stage.ts'

const used = {
  calls: 1,
  inputTokens: 3,
  outputTokens: 0,
  cachedTokens: 0,
  costMicros: 9,
  models: [],
}
const refused = new InvalidError({ code: 'refused', message: 'No.' })

export function endTests(stage: () => Stage): void {
  test('cancel ends a waiting job at once and a running one by its signal', async () => {
    const { startWorker, enqueue, cancel, finished, reaches, newWorkspace, steps, events } = stage()
    let isAborted = false
    const long = kind(async (run) => {
      await run.step('done', async () => 1)
      await run.step('paid', async ({ signal, recordUsage }) => {
        recordUsage(used)
        await hang(signal).catch(() => {
          isAborted = true
          recordUsage(used) // what the provider billed until the connection was cut
        })
      })
      await run.step('never', async () => assert.fail('a cancelled job goes on'))
    })
    const workspace = newWorkspace()
    const queued = await enqueue(workspace, long)
    assert.equal((await cancel(workspace, queued))?.status, 'cancelled')

    await startWorker([long])
    const running = await enqueue(workspace, long)
    await until(
      async () => ((await steps(workspace, running)).length === 2 ? true : undefined),
      'the second step',
    )
    await cancel(workspace, running)
    const job = await finished(workspace, running)
    assert.deepEqual([job.status, isAborted, job.usage.costMicros], ['cancelled', true, 18])
    const types = (await events(workspace, running)).map((event) => event.type)
    assert.equal(types.at(-1), 'job.cancelled')
    assert.deepEqual(
      (await steps(workspace, running)).map((step) => step.status),
      ['succeeded', 'failed'],
    )

    const asleep = kind(async (run) => run.sleepUntil('night', new Date(Date.now() + 3_600_000)))
    await startWorker([asleep])
    const sleeping = await enqueue(workspace, asleep)
    await reaches(workspace, sleeping, 'waiting')
    assert.equal((await cancel(workspace, sleeping))?.status, 'cancelled')
  })

  test('a cancel that meets a commit wins or loses, never both', async () => {
    const { startWorker, enqueue, cancel, finished, newWorkspace, steps, events } = stage()
    const brief = kind(async (run) => {
      for (let index = 0; index < 30; index += 1) await run.step(`step-${index}`, async () => index)
      return 'end'
    })
    const workspace = newWorkspace()
    await startWorker([brief])
    for (let round = 0; round < 12; round += 1) {
      const jobId = await enqueue(workspace, brief)
      await pause(round * 3)
      await cancel(workspace, jobId)
      const job = await finished(workspace, jobId)
      const after = (await steps(workspace, jobId)).length
      await pause(20)
      const seen = await events(workspace, jobId)
      assert.equal((await steps(workspace, jobId)).length, after)
      assert.equal(seen.at(-1)!.type, `job.${job.status}`)
      assert.equal(seen.filter((event) => event.type === 'job.step_succeeded').length, after)
      assert.equal(job.output, job.status === 'succeeded' ? 'end' : null)
    }
  })

  test('a failed job continues behind its finished steps, or from a step on', async () => {
    const { startWorker, enqueue, finished, redrive, newWorkspace } = stage()
    const done: string[] = []
    let isBroken = true
    const five = kind(async (run) => {
      for (const key of ['a', 'b', 'c']) await run.step(key, async () => done.push(key))
      await run.step('d', async () => {
        if (isBroken) throw refused
        done.push('d')
      })
      return done.length
    })
    const workspace = newWorkspace()
    await startWorker([five])
    const jobId = await enqueue(workspace, five)
    assert.equal((await finished(workspace, jobId)).status, 'failed')
    await redrive(workspace, jobId)
    await finished(workspace, jobId)
    assert.deepEqual(done, ['a', 'b', 'c'])
    isBroken = false
    await redrive(workspace, jobId, 'b')
    const job = await finished(workspace, jobId)
    assert.deepEqual(done, ['a', 'b', 'c', 'b', 'c', 'd'])
    assert.deepEqual([job.status, job.error, job.attempts], ['succeeded', null, 3])
    await assert.rejects(redrive(workspace, jobId), { code: 'job_not_finished' })
    assert.equal(await redrive(workspace, 'job_00000000000000000000000000'), null)
  })

  test('redrive names a step that is not there, and respects a newer job with the key', async () => {
    const { startWorker, enqueue, finished, redrive, newWorkspace } = stage()
    const wrong = kind(async (run) => run.step('a', async () => Promise.reject(refused)))
    const workspace = newWorkspace()
    const worker = await startWorker([wrong])
    const jobId = await enqueue(workspace, wrong, { dedupeKey: 'k' })
    await finished(workspace, jobId)
    await worker.stop()
    await assert.rejects(redrive(workspace, jobId, 'zzz'), { code: 'job_step_unknown' })
    await enqueue(workspace, wrong, { dedupeKey: 'k' })
    await assert.rejects(redrive(workspace, jobId), { code: 'job_duplicate' })
  })

  test('a deadline ends a job that runs, waits or stands in line', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const long = kind(async (run) => run.step('long', ({ signal }) => hang(signal)))
    const asleep = kind(async (run) => run.sleepUntil('night', new Date(Date.now() + 3_600_000)))
    const workspace = newWorkspace()
    await startWorker([long, asleep])
    for (const [definition, inMs] of [
      [long, 150],
      [asleep, 150],
      [long, -1],
    ] as const) {
      const deadlineAt = new Date(Date.now() + inMs)
      const job = await finished(workspace, await enqueue(workspace, definition, { deadlineAt }))
      assert.deepEqual([job.status, job.error?.code], ['failed', 'job_deadline'])
    }
  })

  test('a worker that stops hands its jobs back: no attempt, no crash, no step twice', async () => {
    const { db, startWorker, enqueue, finished, reaches, newWorkspace } = stage()
    const done: string[] = []
    let goOn = false
    let isInSecond = false
    const steady = kind(async (run) => {
      await run.step('first', async () => done.push('first'))
      await run.step('second', async () => {
        isInSecond = true
        await until(async () => (goOn ? true : undefined), 'the test')
        return done.push('second')
      })
      await run.step('third', async () => done.push('third'))
    })
    const workspace = newWorkspace()
    const leaving = await startWorker([steady])
    const jobId = await enqueue(workspace, steady)
    await until(async () => (isInSecond ? true : undefined), 'the second step')
    const stopped = leaving.stop({ graceMs: 5_000 })
    goOn = true
    await stopped
    const between = await reaches(workspace, jobId, 'queued')
    assert.deepEqual([between.attempts, done], [0, ['first', 'second']])
    await startWorker([steady])
    const job = await finished(workspace, jobId)
    assert.deepEqual(done, ['first', 'second', 'third'])
    const { rows } = await db.system.$client.query(
      'select crashes from galley.jobs where id = $1',
      [jobId],
    )
    assert.deepEqual([job.attempts, rows[0].crashes], [1, 0])
  })

  test('the stop does not wait for ever: what is under way is cut off and comes back', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    let tries = 0
    const stubborn = kind(async (run) =>
      run.step('hangs', async ({ signal }) => {
        tries += 1
        return tries === 1 ? hang(signal) : tries
      }),
    )
    const workspace = newWorkspace()
    const leaving = await startWorker([stubborn])
    const jobId = await enqueue(workspace, stubborn)
    await until(async () => (tries === 1 ? true : undefined), 'the step')
    await leaving.stop({ graceMs: 50 })
    await startWorker([stubborn])
    const job = await finished(workspace, jobId)
    assert.deepEqual([job.output, job.attempts], [2, 1])
  })

  test('a job that is its worker’s by the book only comes back by itself', async () => {
    const { db, startWorker, enqueue, finished, newWorkspace } = stage()
    const simple = kind(async () => 'done')
    const workspace = newWorkspace()
    const jobId = await enqueue(workspace, simple)
    const worker = await startWorker([])
    // As if the answer to a claim had been lost on the way.
    await db.system.$client.query(
      `update galley.jobs set status = 'running', owner = $2, epoch = 1, attempts = 1 where id = $1`,
      [jobId, worker.id],
    )
    await startWorker([simple])
    const job = await finished(workspace, jobId)
    assert.deepEqual([job.output, job.attempts], ['done', 1])
  })

  test('old families are deleted whole, young and unfinished ones stay', async () => {
    const { db, startWorker, enqueue, finished, newWorkspace } = stage()
    const child = kind(async () => 'child')
    const parent = kind(async (run) => {
      const jobId = await run.spawn('child', { ...child, input: null })
      await run.join([jobId])
    })
    const workspace = newWorkspace()
    await startWorker([parent, child])
    const old = await enqueue(workspace, parent)
    const young = await enqueue(workspace, parent)
    const open = await enqueue(
      workspace,
      kind(async () => null),
    )
    await finished(workspace, old)
    await finished(workspace, young)
    await db.system.$client.query(
      `update galley.jobs set finished_at = finished_at - interval '40 days' where id = $1`,
      [old],
    )
    await deleteFinishedJobs(db, 30)
    const { rows } = await db.system.$client.query(
      'select id, parent_id from galley.jobs where workspace_id = $1 order by id',
      [workspace],
    )
    const ids = new Set(rows.map((row) => row.id))
    assert.ok(!ids.has(old) && ids.has(young) && ids.has(open))
    assert.equal(rows.filter((row) => row.parent_id === old).length, 0)
    assert.equal(rows.filter((row) => row.parent_id === young).length, 1)
  })
}

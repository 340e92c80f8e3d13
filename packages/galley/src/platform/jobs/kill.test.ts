import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { articleOutput } from './kill/article.ts'
import { startPaidCalls } from './kill/paid-calls.ts'
import type { WorkerProcessOptions } from './kill/worker-process.ts'
import { openStage, pause, quick, until } from './suite/stage.ts'
import type { Stage } from './suite/stage.ts'

const script = fileURLToPath(new URL('./kill/worker-process.ts', import.meta.url))
const article = { name: 'article', version: 1 }

describe('jobs under kill -9', () => {
  let database: TestDatabase
  let stage: Stage
  let paid: Awaited<ReturnType<typeof startPaidCalls>>
  const processes = new Set<ChildProcess>()

  before(async () => {
    database = await createTestDatabase()
    const { db, close } = database
    stage = await openStage({ create: async () => ({ db, close, wakeUps: [] }) })
    paid = await startPaidCalls()
  })
  afterEach(() => {
    for (const child of processes) child.kill('SIGKILL')
    processes.clear()
    paid.calls.length = 0
  })
  after(async () => {
    await paid.close()
    await stage.close()
  })

  async function startProcess(options: Partial<WorkerProcessOptions> = {}): Promise<ChildProcess> {
    const all: WorkerProcessOptions = {
      url: database.url,
      paidCalls: paid.url,
      timing: quick,
      hasSessionLock: true,
      crashLimit: 1000,
      ...options,
    }
    const child = fork(script, [JSON.stringify(all)], { stdio: 'inherit' })
    processes.add(child)
    await Promise.race([once(child, 'message'), once(child, 'exit')])
    return child
  }

  async function kill(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await gone
  }

  /** `job step` of all steps that are on disk. */
  async function finishedSteps(): Promise<Set<string>> {
    const { rows } = await database.db.system.$client.query<{ id: string }>(
      `select job_id || ' ' || key as id from galley.job_steps where status = 'succeeded'`,
    )
    return new Set(rows.map((row) => row.id))
  }

  test('killed at random: no finished step runs again, every output is whole', async () => {
    const workspace = stage.newWorkspace()
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => stage.enqueue(workspace, article)))
    const cuts: { callsBefore: number; finished: Set<string> }[] = []
    let child = await startProcess()
    for (let round = 0; round < 12; round += 1) {
      await pause(Math.random() * 160)
      await kill(child)
      cuts.push({ callsBefore: paid.calls.length, finished: await finishedSteps() })
      child = await startProcess()
    }
    for (const id of ids) {
      const job = await stage.finished(workspace, id)
      assert.deepEqual([job.status, job.output], ['succeeded', articleOutput])
    }
    for (const { callsBefore, finished } of cuts) {
      const repeated = paid.calls
        .slice(callsBefore)
        .filter((call) => finished.has(`${call.jobId} ${call.key}`))
      assert.deepEqual(repeated, [])
    }
    for (const id of ids) {
      const types = (await stage.events(workspace, id)).map((event) => event.type)
      assert.equal(types.filter((type) => type === 'job.step_succeeded').length, 12)
      assert.equal(types.filter((type) => type === 'job.succeeded').length, 1)
    }
  })

  test('another worker takes over by the session lock, long before the lease ends', async () => {
    const workspace = stage.newWorkspace()
    const timing = { ...quick, lease: 120_000, heartbeat: 30_000 }
    const doomed = await startProcess({ timing })
    const jobId = await stage.enqueue(workspace, article)
    await until(async () => (paid.calls.length >= 3 ? true : undefined), 'the third call')
    paid.hold()
    const heir = await startProcess({ timing })
    await kill(doomed)
    paid.release()
    const finished = await finishedSteps()
    const callsBefore = paid.calls.length
    const job = await stage.finished(workspace, jobId)
    assert.deepEqual([job.output, job.attempts], [articleOutput, 2])
    const later = paid.calls.slice(callsBefore)
    assert.ok(later.every((call) => call.pid === heir.pid))
    assert.deepEqual(
      later.filter((call) => finished.has(`${call.jobId} ${call.key}`)),
      [],
    )
  })

  test('a worker that was frozen beyond its lease starts nothing when it thaws', async () => {
    const workspace = stage.newWorkspace()
    const frozen = await startProcess({ hasSessionLock: false })
    const jobId = await stage.enqueue(workspace, article)
    await until(async () => (paid.calls.length >= 3 ? true : undefined), 'the third call')
    frozen.kill('SIGSTOP')
    await startProcess({ hasSessionLock: false })
    await until(
      async () => (paid.calls.some((call) => call.pid !== frozen.pid) ? true : undefined),
      'the second worker',
    )
    const before = paid.calls.filter((call) => call.pid === frozen.pid).length
    frozen.kill('SIGCONT')
    const job = await stage.finished(workspace, jobId)
    assert.deepEqual(job.output, articleOutput)
    await pause(300)
    assert.equal(paid.calls.filter((call) => call.pid === frozen.pid).length, before)
    const ends = (await stage.events(workspace, jobId)).filter((e) => e.type === 'job.succeeded')
    assert.equal(ends.length, 1)
  })

  test('a job that kills its worker three times is dead; its neighbours are not', async () => {
    const workspace = stage.newWorkspace()
    const poison = await stage.enqueue(workspace, { name: 'poison', version: 1 })
    const neighbour = await stage.enqueue(workspace, article)
    let starts = 0
    const dead = await until(async () => {
      const job = await stage.read(workspace, poison)
      if (job.status === 'failed') return job
      if ([...processes].every((child) => child.exitCode !== null)) {
        starts += 1
        await startProcess({ crashLimit: 3 })
      }
      return undefined
    }, 'the end of the poison job')
    assert.deepEqual([dead.error?.code, dead.attempts], ['job_crashed', 3])
    const job = await stage.finished(workspace, neighbour)
    assert.deepEqual(job.output ?? job.error, articleOutput)
    assert.ok(starts >= 3)
  })
})

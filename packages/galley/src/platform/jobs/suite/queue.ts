import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStuckJobs } from '../stuck.ts'
import type { StuckJob } from '../stuck.ts'
import { hang, kind, pause, until } from './stage.ts'
import type { Stage } from './stage.ts'

export function queueTests(stage: () => Stage): void {
  test('a job exists with its transaction, or not at all', async () => {
    const { db, jobs, startWorker, newWorkspace } = stage()
    const ran: string[] = []
    const noted = kind(async (run) => ran.push(run.job.id))
    const workspace = newWorkspace()
    await startWorker([noted])
    const request = {
      workspaceId: workspace,
      name: noted.name,
      version: 1,
      input: null,
      actor: { kind: 'system', id: 'test' } as const,
      permissions: [],
    }
    const attempt = db.tenant(workspace, async (tx) => {
      await jobs.enqueue(tx, request)
      throw new Error('the verb failed')
    })
    await assert.rejects(attempt, /the verb failed/)
    const kept = await db.tenant(workspace, (tx) => jobs.enqueue(tx, request))
    await until(async () => (ran.length > 0 ? true : undefined), 'the kept job')
    await pause(100)
    assert.deepEqual(ran, [kept.jobId])
    const { items: listed } = await db.tenant(workspace, (tx) =>
      jobs.list(tx, workspace, {}, { limit: 10 }),
    )
    assert.deepEqual(
      listed.map((job) => job.id),
      [kept.jobId],
    )
  })

  test('another workspace sees, cancels and redrives nothing', async () => {
    const { db, jobs, enqueue, newWorkspace, read } = stage()
    const [mine, other] = [newWorkspace(), newWorkspace()]
    const jobId = await enqueue(
      mine,
      kind(async () => null),
    )
    await db.tenant(other, async (tx) => {
      assert.equal(await jobs.get(tx, other, jobId), null)
      assert.equal(await jobs.get(tx, mine, jobId), null)
      assert.equal(await jobs.cancel(tx, other, jobId), null)
      assert.equal(await jobs.cancel(tx, mine, jobId), null)
      assert.equal(await jobs.redrive(tx, mine, jobId), null)
      assert.deepEqual(await jobs.steps(tx, jobId), [])
    })
    assert.equal((await read(mine, jobId)).status, 'queued')
  })

  test('no cap is ever exceeded, no job runs twice, whatever the number of workers', async () => {
    const { db, startWorker, enqueue, newWorkspace } = stage()
    const caps = [1, 2, 3, 5]
    const workspaces = caps.map(() => newWorkspace())
    const active = new Map<string, number>()
    const most = new Map<string, number>()
    const ran = new Map<string, number>()
    const counted = kind(async (run) => {
      const { workspaceId, id } = run.job
      const now = (active.get(workspaceId) ?? 0) + 1
      active.set(workspaceId, now)
      most.set(workspaceId, Math.max(now, most.get(workspaceId) ?? 0))
      ran.set(id, (ran.get(id) ?? 0) + 1)
      await pause(Math.random() * 5)
      active.set(workspaceId, active.get(workspaceId)! - 1)
    })
    await Promise.all(
      workspaces.map((workspace) =>
        Promise.all(Array.from({ length: 60 }, () => enqueue(workspace, counted))),
      ),
    )
    for (const [index, workspace] of workspaces.entries()) {
      await db.system.$client.query(
        'update galley.job_lanes set cap = $2 where workspace_id = $1',
        [workspace, caps[index]],
      )
    }
    await Promise.all([1, 2, 3].map(() => startWorker([counted], { concurrency: 6 })))
    await until(async () => (ran.size === 240 ? true : undefined), '240 jobs')
    assert.ok([...ran.values()].every((count) => count === 1))
    for (const [index, workspace] of workspaces.entries()) {
      assert.ok(most.get(workspace)! <= caps[index]!, `cap ${caps[index]} was exceeded`)
    }
  })

  test('a newcomer does not stand behind another workspace', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const [busy, small] = [newWorkspace(), newWorkspace()]
    const order: string[] = []
    const short = kind(async (run) => {
      order.push(run.job.workspaceId)
      await pause(5)
    })
    await Promise.all(Array.from({ length: 200 }, () => enqueue(busy, short)))
    await startWorker([short], { concurrency: 4, workspaceConcurrency: 4 })
    await until(async () => (order.length > 20 ? true : undefined), 'the busy workspace')
    const before = order.length
    await finished(small, await enqueue(small, short))
    // It may wait for what was running and what was claimed meanwhile, not for the line.
    assert.ok(order.indexOf(small) - before < 60, `${order.indexOf(small) - before} went first`)
  })

  test('fifty starts with one key are one job', async () => {
    const { db, jobs, startWorker, enqueue, finished, newWorkspace } = stage()
    const once = kind(async () => 'done')
    const workspace = newWorkspace()
    const starts = await Promise.all(
      Array.from({ length: 50 }, () => enqueue(workspace, once, { dedupeKey: 'same' })),
    )
    assert.equal(new Set(starts).size, 1)
    await startWorker([once])
    await finished(workspace, starts[0]!)
    const next = await db.tenant(workspace, (tx) =>
      jobs.enqueue(tx, {
        workspaceId: workspace,
        name: once.name,
        version: 1,
        input: null,
        actor: { kind: 'system', id: 'test' },
        permissions: [],
        dedupeKey: 'same',
      }),
    )
    assert.equal(next.isNew, true)
  })

  test('higher priority first, then the order of arrival', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const order: unknown[] = []
    const noted = kind(async (_run, input) => order.push(input))
    const workspace = newWorkspace()
    for (const [input, priority] of [
      ['a', 0],
      ['b', 5],
      ['c', 0],
      ['d', 5],
    ] as const) {
      await enqueue(workspace, noted, { input, priority })
    }
    const last = await enqueue(workspace, noted, { input: 'z', priority: -1 })
    await startWorker([noted], { concurrency: 1 })
    await finished(workspace, last)
    assert.deepEqual(order, ['b', 'd', 'a', 'c', 'z'])
  })

  test('a delayed job waits for its moment, whatever the clocks of the workers say', async () => {
    const { db, startWorker, enqueue, finished, newWorkspace } = stage()
    const realNow = Date.now
    const runAt = new Date(realNow() + 500)
    const delayed = kind(async () => null)
    const workspace = newWorkspace()
    const jobId = await enqueue(workspace, delayed, { runAt })
    try {
      for (const skew of [600_000, -600_000]) {
        Date.now = () => realNow() + skew
        await startWorker([delayed])
      }
      await db.ping()
    } finally {
      Date.now = realNow
    }
    const job = await finished(workspace, jobId)
    assert.ok(job.startedAt! >= runAt, 'not too early')
    assert.equal(job.attempts, 1)
  })

  test('a version that no worker knows stays in line and is reported', async () => {
    const { db, startWorker, enqueue, finished, read, newWorkspace } = stage()
    const old = kind(async () => 'old')
    const workspace = newWorkspace()
    const strange = await enqueue(workspace, { name: old.name, version: 2 })
    const known = await enqueue(workspace, old)
    await startWorker([old])
    await finished(workspace, known)
    assert.equal((await read(workspace, strange)).status, 'queued')
    const kinds = [`${old.name}@1`]
    const stuck = await findStuckJobs({ db, runs: () => [], kinds, afterMs: 1 })
    assert.ok(stuck.some((job) => job.jobId === strange && job.reason === 'unclaimed'))
    await startWorker([{ ...old, version: 2 }])
    await finished(workspace, strange)
  })

  test('a job that shows no sign of life is reported by its worker, with the steps under way', async () => {
    const { startWorker, enqueue, cancel, finished, newWorkspace } = stage()
    const silent = kind((run) => run.step('think', ({ signal }) => hang(signal)))
    const workspace = newWorkspace()
    const reported: StuckJob[] = []
    const onStuck = (job: StuckJob) => void reported.push(job)
    await startWorker([silent], { onStuck, timing: { stuckAfter: 100 } })
    const jobId = await enqueue(workspace, silent)
    const own = () => reported.find((job) => job.jobId === jobId && job.reason === 'silent')
    const job = await until(async () => own(), 'the report')
    assert.deepEqual([job.kind, job.steps], [`${silent.name}@1`, ['think']])
    await cancel(workspace, jobId)
    await finished(workspace, jobId)
  })

  test('changed code continues an old job: steps added and removed', async () => {
    const { startWorker, stopWorkers, enqueue, finished, reaches, newWorkspace } = stage()
    const done: string[] = []
    const note = (key: string) => async () => done.push(key)
    const before = kind(async (run) => {
      await run.step('kept', note('kept'))
      await run.step('removed', note('removed'))
      await run.sleepUntil('night', new Date(Date.now() + 300))
    })
    const after = {
      ...before,
      run: async (run: Parameters<typeof before.run>[0]) => {
        await run.step('added', note('added'))
        await run.step('kept', note('kept'))
        await run.sleepUntil('night', new Date(Date.now() + 60_000))
        await run.step('last', note('last'))
      },
    }
    const workspace = newWorkspace()
    await startWorker([before])
    const jobId = await enqueue(workspace, before)
    await reaches(workspace, jobId, 'waiting')
    await stopWorkers()
    await startWorker([after])
    const job = await finished(workspace, jobId)
    assert.equal(job.status, 'succeeded')
    assert.deepEqual(done, ['kept', 'removed', 'added', 'last'])
  })
}

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestDatabase } from '../db/testing.ts'
import { GalleyError } from '../error.ts'
import { postgresWakeUp } from './drivers/postgres.ts'
import { kind, openStage, pause, until } from './suite/stage.ts'
import type { Stage } from './suite/stage.ts'
import type { Worker } from './worker.ts'

const usage = {
  calls: 1,
  inputTokens: 1,
  outputTokens: 1,
  cachedTokens: 0,
  costMicros: 1,
  models: ['model'],
}
const DURATION_MS = 3_000

/** Everything at once, at random: what must hold afterwards holds whatever happened. */
describe('jobs in chaos', () => {
  let stage: Stage
  before(async () => {
    const { db, close } = await createTestDatabase({ poolSize: 20 })
    stage = await openStage({ create: async () => ({ db, close, wakeUps: [postgresWakeUp(db)] }) })
  })
  after(() => stage.close())

  const flaky = async (step: { recordUsage(amount: typeof usage): void }) => {
    step.recordUsage(usage)
    await pause(Math.random() * 10)
    if (Math.random() < 0.1) throw new Error('flaky')
  }
  const retry = { baseMs: 20, attempts: 8 }
  const leaf = kind(async (run) => run.step('x', flaky, { retry }))
  const tree = kind(async (run, depth: number) => {
    await run.map('part', [1, 2, 3], (_, step) => flaky(step), { retry })
    run.progress(0.5)
    const child = { name: depth > 0 ? tree.name : leaf.name, version: 1, input: depth - 1 }
    const children = await Promise.all([1, 2].map((n) => run.spawn(`child-${n}`, child)))
    await run.sleepUntil('nap', new Date(Date.now() + Math.random() * 150))
    await run.join(children)
  })

  /** Does something to a random job, again and again. */
  async function harass(act: (job: { id: string; workspace_id: string }) => Promise<unknown>) {
    const end = Date.now() + DURATION_MS
    while (Date.now() < end) {
      await pause(Math.random() * 60)
      const { rows } = await query(
        'select id, workspace_id from galley.jobs order by random() limit 1',
      )
      // A job in the wrong state is a fair answer; a deadlock or a broken row is not.
      if (rows[0])
        await act(rows[0]).catch((e: unknown) => assert.ok(e instanceof GalleyError, String(e)))
    }
  }
  const query = (text: string, values: unknown[] = []) =>
    stage.db.system.$client.query(text, values)
  const count = async (text: string) => Number((await query(text)).rows[0].count)

  test('cancels, redrives, takeovers and restarts leave whole jobs and a whole log', async () => {
    const { startWorker, enqueue, cancel, redrive, takeAway, newWorkspace } = stage
    const workspaces = [newWorkspace(), newWorkspace()]
    const start = () => startWorker([leaf, tree], { concurrency: 8, crashLimit: 1000 })
    const workers: Worker[] = [await start(), await start()]
    await Promise.all([
      harass(() => enqueue(workspaces[0]!, tree, { input: Math.random() < 0.3 ? 1 : 0 })),
      harass(() => enqueue(workspaces[1]!, tree, { input: 0, priority: 1, dedupeKey: 'one' })),
      enqueue(workspaces[0]!, tree, { input: 1 }),
      harass((job) => cancel(job.workspace_id, job.id)),
      harass((job) => redrive(job.workspace_id, job.id)),
      harass((job) => takeAway(job.id)),
      harass(() => query('delete from galley.job_workers where random() < 0.1')),
      harass(async () => {
        await pause(500)
        workers.push(await start())
        await workers.shift()!.stop({ graceMs: Math.random() * 50 })
      }),
    ])
    const open = 'select count(*) from galley.jobs where finished_at is null'
    await until(async () => ((await count(open)) === 0 ? true : undefined), 'the last job')

    const violations = {
      'a gap in the log': `select count(*) from (select 1 from galley.events group by workspace_id
        having count(*) <> max(seq)) as gap`,
      'a step that succeeded twice': `select count(*) from (select 1 from galley.events
        where type = 'job.step_succeeded' group by job_id, data->>'key' having count(*) > 1) as twice`,
      'more ends than beginnings': `select count(*) from (select 1 from galley.events
        where job_id is not null group by job_id having
        count(*) filter (where type in ('job.succeeded', 'job.failed', 'job.cancelled'))
        <> count(*) filter (where type = 'job.queued')) as ends`,
      'a success with a step missing': `select count(*) from galley.jobs j where j.status = 'succeeded'
        and j.name = '${tree.name}' and 6 <> (select count(*) from galley.job_steps s
          where s.job_id = j.id and s.status = 'succeeded')`,
      'usage that got lost': `select count(*) from galley.jobs j where j.calls < (
        select coalesce(sum((s.usage->>'calls')::int), 0) from galley.job_steps s where s.job_id = j.id)`,
    }
    for (const [name, text] of Object.entries(violations)) assert.equal(await count(text), 0, name)
    const deadlocks = `select deadlocks as count from pg_stat_database where datname = current_database()`
    assert.equal(await count(deadlocks), 0, 'a deadlock')
    assert.ok((await count('select count(*) from galley.jobs')) > 10) // few on a busy machine
  })
})

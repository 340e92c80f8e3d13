import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../db/drivers/embedded/index.ts'
import type { EmbeddedPostgres } from '../db/drivers/embedded/index.ts'
import { createDatabase, migrateDatabase } from '../db/index.ts'
import { readRoutines } from '../db/testing.ts'
import { postgresWakeUp } from './drivers/postgres.ts'
import { kind, openStage, pause, until } from './suite/stage.ts'
import type { Stage } from './suite/stage.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

describe('jobs when the database dies', () => {
  let folder: string
  let server: EmbeddedPostgres
  let stage: Stage

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-jobs-'))
    server = await startEmbeddedPostgres({ dataDirectory: folder })
    await migrateDatabase({ url: server.url, migrationsFolder, routines: await readRoutines() })
    const db = createDatabase({ url: server.url })
    stage = await openStage({
      create: async () => ({ db, close: () => db.close(), wakeUps: [postgresWakeUp(db)] }),
    })
  })
  after(async () => {
    await stage.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Asks on whatever connection there is, until the server answers. */
  const ended = (jobId: string) =>
    until(async () => {
      const { rows } = await stage.db.system.$client
        .query('select status, output, attempts from galley.jobs where id = $1', [jobId])
        .catch(() => ({ rows: [] }))
      return ['succeeded', 'failed'].includes(rows[0]?.status) ? rows[0] : undefined
    }, 'the end of the job')

  test('a crash of the server in mid-run repeats no call and loses no step', async () => {
    const { startWorker, enqueue, newWorkspace } = stage
    const calls: string[] = []
    const counted = kind(async (run) => {
      const parts = await run.map('part', [0, 1, 2, 3, 4, 5, 6, 7], async (n, step) => {
        calls.push(step.key)
        await pause(60)
        return n
      })
      return await run.step('sum', async () => parts.reduce((sum, n) => sum + n, 0))
    })
    const workspace = newWorkspace()
    // The lease outlives the outage, as the promise demands.
    await startWorker([counted], { timing: { lease: 60_000 } })
    const jobId = await enqueue(workspace, counted)
    await until(async () => (calls.length >= 5 ? true : undefined), 'the fifth call')
    process.kill(server.pid, 'SIGKILL')
    const job = await ended(jobId)
    assert.deepEqual(job, { status: 'succeeded', output: 28, attempts: 1 })
    assert.equal(calls.length, 8)
    assert.equal(new Set(calls).size, 8)
  })

  test('cut connections repeat no call and wake the listeners again', async () => {
    const { db, startWorker, enqueue, newWorkspace } = stage
    let calls = 0
    const counted = kind(async (run) => {
      for (let index = 0; index < 10; index += 1) {
        await run.step(`step-${index}`, async () => {
          calls += 1
          await pause(10)
        })
      }
    })
    const workspace = newWorkspace()
    await startWorker([counted], { timing: { lease: 60_000 } })
    const jobId = await enqueue(workspace, counted)
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = current_database() and usename = current_user`
    for (let round = 0; round < 4; round += 1) {
      await pause(40)
      await db.system.$client.query(cut)
    }
    const job = await ended(jobId)
    assert.deepEqual([job.status, calls], ['succeeded', 10])
  })
})

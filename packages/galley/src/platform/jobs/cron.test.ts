import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { createTestDatabase } from '../db/testing.ts'
import { fireDueCrons, nextTick, registerCrons } from './cron.ts'
import { openStage, until } from './suite/stage.ts'
import type { Stage } from './suite/stage.ts'

function ticks(schedule: string, timeZone: string, after: string, count: number): string[] {
  const found: string[] = []
  let at = new Date(after)
  while (found.length < count) {
    at = nextTick({ id: 'test', schedule, timeZone }, at)
    found.push(at.toISOString())
  }
  return found
}

describe('ticks', () => {
  test('a daily time in a zone follows its clock change in spring and in autumn', () => {
    assert.deepEqual(ticks('30 7 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z', 3), [
      '2026-03-28T06:30:00.000Z',
      '2026-03-29T05:30:00.000Z',
      '2026-03-30T05:30:00.000Z',
    ])
    assert.deepEqual(ticks('30 7 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z', 2), [
      '2026-10-24T05:30:00.000Z',
      '2026-10-25T06:30:00.000Z',
    ])
  })

  test('a time that the change skips comes right after it; one that comes twice counts once', () => {
    assert.deepEqual(ticks('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2), [
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
    assert.deepEqual(ticks('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2), [
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  test('a schedule that cannot be read is named', () => {
    assert.throws(() => nextTick({ id: 'x', schedule: '99 * * * *' }, new Date()), {
      code: 'job_cron_invalid',
    })
  })
})

describe('crons', () => {
  let stage: Stage
  before(async () => {
    const { db, close } = await createTestDatabase()
    stage = await openStage({ create: async () => ({ db, close, wakeUps: [] }) })
  })
  afterEach(() => stage.stopWorkers())
  after(() => stage.close())

  const cron = (id: string, missed: 'once' | 'skip') => ({
    id,
    schedule: '*/5 * * * *',
    timeZone: 'UTC',
    missed,
    name: `work-${id}`,
    version: 1,
  })
  const age = (id: string, seconds: number) =>
    stage.db.system.$client.query(
      `update galley.job_schedules set next_at = clock_timestamp() - $2 * interval '1 s' where id = $1`,
      [id, seconds],
    )
  async function fired(id: string): Promise<number> {
    const { rows } = await stage.db.system.$client.query(
      'select count(*)::int as count from galley.jobs where name = $1',
      [`work-${id}`],
    )
    return rows[0].count
  }

  test('many workers fire one tick once', async () => {
    const crons = [cron('busy', 'skip')]
    const look = () => fireDueCrons({ db: stage.db, crons, wakeUps: [] })
    await registerCrons(stage.db, crons)
    for (let tick = 1; tick <= 3; tick += 1) {
      await age('busy', 1)
      await Promise.all([look(), look(), look()])
      assert.equal(await fired('busy'), tick)
    }
    const waitMs = await look()
    assert.ok(waitMs > 0 && waitMs <= 300_000)
  })

  test('missed ticks: once for all of them, or not at all', async () => {
    const crons = [cron('once', 'once'), cron('skip', 'skip')]
    await registerCrons(stage.db, crons)
    await age('once', 3600)
    await age('skip', 3600)
    // A restart with the same schedules forgets nothing.
    await registerCrons(stage.db, crons)
    await fireDueCrons({ db: stage.db, crons, wakeUps: [] })
    await fireDueCrons({ db: stage.db, crons, wakeUps: [] })
    assert.deepEqual([await fired('once'), await fired('skip')], [1, 0])
  })

  test('a worker runs what its cron asks for', async () => {
    const crons = [cron('whole', 'once')]
    await registerCrons(stage.db, crons)
    await age('whole', 3)
    const inputs: unknown[] = []
    const definition = {
      name: 'work-whole',
      version: 1,
      run: async (_: unknown, input: unknown) => inputs.push(input),
    }
    await Promise.all([1, 2].map(() => stage.startWorker([definition], { crons })))
    const [input] = await until(async () => (inputs.length > 0 ? inputs : undefined), 'the cron')
    assert.equal((input as { cron: string }).cron, 'whole')
    assert.equal(await fired('whole'), 1)
  })
})

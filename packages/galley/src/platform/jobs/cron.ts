import { CronExpressionParser } from 'cron-parser'
import type { Database } from '../db/index.ts'
import { InvalidError } from '../error.ts'
import { newId } from '../id.ts'
import { jobCodes } from './codes.ts'
import { systemWorkspaceId } from './contract.ts'
import type { CronDefinition } from './contract.ts'
import { toJson } from './json.ts'
import type { WakeUp } from './wake-up.ts'

export interface CronOptions {
  db: Database
  crons: readonly CronDefinition[]
  wakeUps: readonly WakeUp[]
  onError(error: unknown): void
}

/** A tick later than this was missed: nobody was there. */
const MISSED_MS = 60_000
const LOOK_MS = 5_000

/**
 * The first tick after a moment, in the cron's time zone. A wall clock time that a daylight saving
 * change skips is taken right after the change; one that comes twice is taken once.
 *
 * @throws InvalidError when the schedule cannot be read.
 * @example
 * nextTick({ id: 'digest', schedule: '30 7 * * 1', timeZone: 'Europe/Berlin' }, new Date())
 */
export function nextTick(
  cron: Pick<CronDefinition, 'id' | 'schedule' | 'timeZone'>,
  after: Date,
): Date {
  try {
    const tz = cron.timeZone ?? 'UTC'
    return CronExpressionParser.parse(cron.schedule, { currentDate: after, tz }).next().toDate()
  } catch (error) {
    const details = { id: cron.id, schedule: cron.schedule, reason: (error as Error).message }
    throw new InvalidError(jobCodes.JOB_CRON_INVALID, details, { cause: error })
  }
}

/** Registers the schedules, and fires what is due. Returns the function that ends it. */
export async function startCrons(options: CronOptions): Promise<() => void> {
  const { db, crons, onError } = options
  await registerCrons(db, crons)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  async function look(): Promise<void> {
    let waitMs = LOOK_MS
    try {
      waitMs = Math.min(LOOK_MS, await fireDueCrons(options))
    } catch (error) {
      if (!isStopped) onError(error)
    }
    if (!isStopped) timer = setTimeout(() => void look(), Math.max(10, waitMs))
  }
  void look()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

/** Writes new and changed schedules down; an unchanged one keeps its next tick, missed or not. */
export async function registerCrons(db: Database, crons: readonly CronDefinition[]): Promise<void> {
  const pool = db.system.$client
  const clock = await pool.query<{ now: Date }>('select clock_timestamp() as now')
  for (const cron of crons) {
    await pool.query(
      `insert into galley.job_schedules as s (id, schedule, time_zone, next_at) values ($1, $2, $3, $4)
       on conflict (id) do update set schedule = excluded.schedule, time_zone = excluded.time_zone,
         next_at = excluded.next_at
       where s.schedule <> excluded.schedule or s.time_zone <> excluded.time_zone`,
      [cron.id, cron.schedule, cron.timeZone ?? 'UTC', nextTick(cron, clock.rows[0]!.now)],
    )
  }
}

/** Resolves to the milliseconds until the next tick. */
export async function fireDueCrons(
  options: Pick<CronOptions, 'db' | 'crons' | 'wakeUps'>,
): Promise<number> {
  const { db, crons, wakeUps } = options
  const byId = new Map(crons.map((cron) => [cron.id, cron]))
  const client = await db.system.$client.connect()
  let isBroken = false
  try {
    await client.query('begin')
    // The row lock makes it one firing per tick, whatever the number of workers.
    const { rows } = await client.query<{ id: string; next_at: Date; now: Date }>(
      `select id, next_at, clock_timestamp() as now from galley.job_schedules
       where id = any($1) and next_at <= clock_timestamp() order by id for update skip locked`,
      [[...byId.keys()]],
    )
    for (const row of rows) {
      const cron = byId.get(row.id)!
      const isMissed = row.now.getTime() - row.next_at.getTime() >= MISSED_MS
      const next = nextTick(cron, row.now)
      const jobId = isMissed && cron.missed === 'skip' ? null : newId('job')
      if (jobId) await client.query(enqueueSql, enqueueValues(cron, jobId, row.next_at))
      await client.query(
        `update galley.job_schedules set next_at = $2, last_job_id = coalesce($3, last_job_id)
         where id = $1`,
        [row.id, next, jobId],
      )
    }
    const due = await client.query<{ ms: number | null }>(
      `select extract(epoch from min(next_at) - clock_timestamp())::float8 * 1000 as ms
       from galley.job_schedules where id = any($1)`,
      [[...byId.keys()]],
    )
    await client.query('commit')
    if (rows.length > 0) for (const wakeUp of wakeUps) await wakeUp.ring({})
    return due.rows[0]!.ms ?? LOOK_MS
  } catch (error) {
    await client.query('rollback').catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    client.release(isBroken)
  }
}

const enqueueSql =
  'select * from galley.jobs_enqueue($1, $2, $3, $4, $5, $6, $7, 0, null, null, $8, null, null)'

const enqueueValues = (cron: CronDefinition, jobId: string, tick: Date) => [
  jobId,
  cron.workspaceId ?? systemWorkspaceId,
  cron.name,
  cron.version,
  toJson('The input', cron.input ?? { cron: cron.id, tick: tick.toISOString() }).text,
  JSON.stringify({ kind: 'system', id: `cron:${cron.id}` }),
  ['*'],
  `cron:${cron.id}:${tick.toISOString()}`,
]

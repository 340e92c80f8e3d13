import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Actor } from '../context.ts'
import {
  createdAt,
  galley,
  id,
  micros,
  moment,
  projectId,
  projectPolicy,
  tenantPolicy,
  workspaceId,
} from '../db/index.ts'
import type { StepUsage } from '../models/usage.ts'
import type { JobError } from './contract.ts'

const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)

/** `json`, not `jsonb`: what a step returned comes back letter by letter, `\u0000` included. */
export const jobs = galley.table(
  'jobs',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    status: text('status').notNull().default('queued'),
    priority: integer('priority').notNull().default(0),
    input: json('input'),
    output: json('output'),
    error: jsonb('error').$type<JobError>(),
    progress: doublePrecision('progress').notNull().default(0),
    progressMessage: text('progress_message'),
    actor: jsonb('actor').$type<Actor>().notNull(),
    permissions: text('permissions').array().notNull(),
    budgetMicros: micros('budget_micros'),
    calls: count('calls'),
    inputTokens: count('input_tokens'),
    outputTokens: count('output_tokens'),
    cachedTokens: count('cached_tokens'),
    /** Null once a call whose price is not known was made. */
    costMicros: micros('cost_micros').default(0),
    models: text('models').array().notNull().default([]),
    /** Starts that were not handed back: 1, and one more for each crash or redrive. */
    attempts: integer('attempts').notNull().default(0),
    /** Owners that died while they ran it. */
    crashes: integer('crashes').notNull().default(0),
    /** Grows with each claim: an owner with an older one can write nothing. */
    epoch: integer('epoch').notNull().default(0),
    owner: text('owner'),
    isCancelRequested: boolean('is_cancel_requested').notNull().default(false),
    dedupeKey: text('dedupe_key'),
    parentId: text('parent_id'),
    /** Ancestors. Rows are locked by (depth, id), so parents and children cannot deadlock. */
    depth: integer('depth').notNull().default(0),
    /** Unfinished children that a waiting job waits for. */
    waitingFor: text('waiting_for').array(),
    createdAt: createdAt(),
    runAt: moment('run_at').notNull().defaultNow(),
    deadlineAt: moment('deadline_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    check(
      'jobs_status',
      sql`status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')`,
    ),
    index('jobs_ready')
      .on(table.workspaceId, table.priority.desc(), table.runAt, table.id)
      .where(sql`status in ('queued', 'waiting') and waiting_for is null`),
    index('jobs_due')
      .on(table.runAt)
      .where(sql`status in ('queued', 'waiting') and waiting_for is null`),
    index('jobs_shaken')
      .on(table.workspaceId)
      .where(sql`crashes > 0 and status in ('queued', 'waiting') and waiting_for is null`),
    index('jobs_running')
      .on(table.workspaceId, table.owner)
      .where(sql`status = 'running'`),
    uniqueIndex('jobs_dedupe')
      .on(table.workspaceId, table.projectId, table.name, table.dedupeKey)
      .where(sql`dedupe_key is not null and status in ('queued', 'running', 'waiting')`),
    index('jobs_listed').on(table.workspaceId, table.id),
    index('jobs_dead_letters')
      .on(table.workspaceId, table.id)
      .where(sql`status = 'failed'`),
    index('jobs_children')
      .on(table.parentId)
      .where(sql`parent_id is not null`),
    index('jobs_finished')
      .on(table.finishedAt)
      .where(sql`finished_at is not null`),
    tenantPolicy(),
    projectPolicy(),
  ],
)

/** One row a step key: the checkpoint. A succeeded one is never written again. */
export const jobSteps = galley.table(
  'job_steps',
  {
    jobId: text('job_id').notNull(),
    workspaceId: workspaceId(),
    key: text('key').notNull(),
    step: text('step'),
    status: text('status').notNull(),
    attempts: integer('attempts').notNull(),
    /** SQL null stands for `undefined`. */
    output: json('output'),
    usage: jsonb('usage').$type<StepUsage>(),
    error: jsonb('error').$type<JobError>(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
    /** When the next try, or the end of a sleep, is due. */
    wakeAt: moment('wake_at'),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.key] }),
    check('job_steps_status', sql`status in ('running', 'retrying', 'succeeded', 'failed')`),
    tenantPolicy(),
  ],
)

/** One row a workspace: its limit, and its turn. Locked while a worker claims from it. */
export const jobLanes = galley.table(
  'job_lanes',
  {
    workspaceId: workspaceId().primaryKey(),
    /** Jobs that may run at once; null: the operator's default. */
    cap: integer('cap'),
    isPaused: boolean('is_paused').notNull().default(false),
    lastClaim: moment('last_claim')
      .notNull()
      .default(sql`'epoch'`),
  },
  () => [tenantPolicy()],
)

/** Live workers. A lease that ran out, or a session lock that is gone, frees the worker's jobs. */
export const jobWorkers = galley.table('job_workers', {
  id: id(),
  leaseUntil: moment('lease_until').notNull(),
  /** Key of the advisory lock that the worker's session holds; null: by lease only. */
  sessionKey: integer('session_key'),
})

/** The next tick of each cron. */
export const jobSchedules = galley.table('job_schedules', {
  id: id(),
  schedule: text('schedule').notNull(),
  timeZone: text('time_zone').notNull(),
  nextAt: moment('next_at').notNull(),
  lastJobId: text('last_job_id'),
})

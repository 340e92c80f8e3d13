import type { Actor } from '../context.ts'
import type { Transaction } from '../db/index.ts'
import type { StepUsage } from '../models/usage.ts'

export type JobStatus = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled'

/** How a failed step is tried again: full jitter, `random() * min(maximumMs, baseMs * 2^n)`. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  attempts: number
  baseMs: number
  maximumMs: number
}

export interface JobRequest {
  workspaceId: string
  name: string
  version: number
  /** JSON. */
  input: unknown
  actor: Actor
  /** The actor's permissions, under which the work runs. */
  permissions: readonly string[]
  /** Higher runs first, within one workspace. Default 0. */
  priority?: number
  /** Not before this moment. */
  runAt?: Date
  /** After this moment it is stopped, and failed. */
  deadlineAt?: Date
  /** While a job with this key is unfinished, the same job is returned. */
  dedupeKey?: string
  parentId?: string
  /** What the job may spend in all, in micro-units; null or absent: no limit of its own. */
  budgetMicros?: number | null
}

export interface JobError {
  code: string
  /** The kind of a GalleyError: what HTTP would answer. */
  kind?: string
  message: string
  step?: string
}

export interface StepRecord {
  key: string
  /** `id@version` of the declared step, where it is one. */
  step: string | null
  status: 'running' | 'retrying' | 'succeeded' | 'failed'
  attempts: number
  startedAt: Date
  finishedAt: Date | null
  /** When the next try, or the end of a sleep, is due. */
  wakeAt: Date | null
  usage: StepUsage | null
  error: JobError | null
}

export interface JobRecord {
  id: string
  workspaceId: string
  /** The project that it works in, and sees; null: all of the workspace. */
  projectId: string | null
  name: string
  version: number
  status: JobStatus
  priority: number
  input: unknown
  output: unknown
  error: JobError | null
  /** 0 to 1. */
  progress: number
  progressMessage: string | null
  attempts: number
  actor: Actor
  budgetMicros: number | null
  usage: StepUsage
  parentId: string | null
  /** Unfinished children that it waits for. */
  waitingFor: readonly string[] | null
  createdAt: Date
  runAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

/** Which jobs a list is of. */
export interface JobFilter {
  status?: JobStatus | undefined
  /** Those that still have something to do, those that have not, those that wait for a person. */
  group?: 'active' | 'finished' | 'dead_letters' | undefined
  name?: string | undefined
  /** Only those whose name contains this, or whose id it is. */
  search?: string | undefined
  projectId?: string | undefined
  parentId?: string | undefined
  /** The id of whoever started it. */
  startedBy?: string | undefined
}

/** The order of a list, and where it goes on: its cursor is not the engine's affair. */
export interface JobPage {
  /** Default: newest first. */
  sort?: 'created' | 'cost' | 'duration' | undefined
  order?: 'asc' | 'desc' | undefined
  cursor?: string | undefined
  limit: number
}

/** What the rest of the code asks of the engine. All state changes happen in the given transaction. */
export interface Jobs {
  enqueue(tx: Transaction, request: JobRequest): Promise<{ jobId: string; isNew: boolean }>
  get(tx: Transaction, workspaceId: string, jobId: string): Promise<JobRecord | null>
  steps(tx: Transaction, jobId: string): Promise<StepRecord[]>
  list(
    tx: Transaction,
    workspaceId: string,
    filter: JobFilter,
    page: JobPage,
  ): Promise<{ items: JobRecord[]; nextCursor: string | null }>
  /** How many there are of each status, of those that fit the filter. */
  count(
    tx: Transaction,
    workspaceId: string,
    filter: Omit<JobFilter, 'status' | 'group'>,
  ): Promise<Record<JobStatus, number>>
  /** Stops it: at once when queued, at its next heartbeat or commit when running. Children too. */
  cancel(tx: Transaction, workspaceId: string, jobId: string): Promise<JobRecord | null>
  /** Puts a failed or cancelled job back in line; it continues behind its finished steps. */
  redrive(
    tx: Transaction,
    workspaceId: string,
    jobId: string,
    options?: { fromStep?: string },
  ): Promise<JobRecord | null>
}

/** One attempt of one durable step. */
export interface StepRun {
  readonly key: string
  readonly attempt: number
  readonly signal: AbortSignal
  readonly idempotencyKey: string
  recordUsage(usage: StepUsage): void
}

export interface StepOptions {
  /** `id@version` of a declared step, for the record. */
  step?: string
  retry?: Partial<RetryPolicy>
  timeoutMs?: number
}

/**
 * One run of a job. A key names a step for ever: what finished under it is never done again for
 * this job, on any worker, after any crash.
 */
export interface Run {
  readonly job: JobRecord & { permissions: readonly string[] }
  readonly signal: AbortSignal
  step<T>(key: string, work: (step: StepRun) => Promise<T>, options?: StepOptions): Promise<T>
  map<I, T>(
    key: string,
    items: readonly I[],
    work: (item: I, step: StepRun) => Promise<T>,
    options?: StepOptions & { concurrency?: number; keyOf?: (item: I, index: number) => string },
  ): Promise<T[]>
  /** Gives the worker back until then; any length. The first call's moment counts. */
  sleepUntil(key: string, at: Date): Promise<void>
  /** Starts a child job, once. */
  spawn(key: string, request: { name: string; version: number; input: unknown }): Promise<string>
  /** Waits for children without holding a worker; their records, in order. */
  join(jobIds: readonly string[]): Promise<JobRecord[]>
  progress(fraction: number, message?: string): void
}

export interface JobDefinition {
  name: string
  version: number
  run(run: Run, input: unknown): Promise<unknown>
}

/** Runs on one worker a tick, whatever their number. */
export interface CronDefinition {
  id: string
  /** Five-field cron expression. */
  schedule: string
  timeZone?: string
  /** After downtime: run once for all missed ticks, or not at all. */
  missed: 'once' | 'skip'
  name: string
  version: number
  input?: unknown
  /** Whose job it becomes. Default: `systemWorkspaceId`, which belongs to nobody. */
  workspaceId?: string
}

/** The owner of work that belongs to no workspace: crons. */
export const systemWorkspaceId = 'ws_00000000000000000000000000'

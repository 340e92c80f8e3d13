import { isTransient } from '../db/index.ts'
import type { Database } from '../db/index.ts'
import type { StepUsage } from '../models/usage.ts'
import type { JobError, JobRecord, StepRecord } from './contract.ts'
import { createGroupCommit } from './group-commit.ts'
import { toJobRecord } from './record.ts'
import type { JobRow, MemoRow } from './record.ts'
import { addUsage } from './usage.ts'

/** A job as its owner holds it. */
export interface ClaimedJob {
  record: JobRecord & { permissions: readonly string[] }
  epoch: number
  deadlineAt: number | null
  /** What earlier owners wrote, by step key. */
  memo: Map<string, MemoRow>
}

export interface Claim {
  jobs: ClaimedJob[]
  /** The database's clock, in milliseconds. */
  now: number
  /** Until the next job is due, where one is known. */
  dueInMs: number | null
  /** Other workers held lanes that have work: ask again. */
  isContended: boolean
}

export interface JobEvent {
  type: string
  data: Record<string, unknown>
}

/** Things that go into the job's own row with any write. */
export interface JobDelta {
  usage: StepUsage | null
  progress: { fraction: number; message: string | null } | null
}

interface Write extends JobDelta {
  job: ClaimedJob
  events: JobEvent[]
}

export interface StepWrite extends Write {
  /** Absent: only the delta and the events. */
  step?: {
    key: string
    step: string | null
    status: StepRecord['status']
    attempts: number
    startedAt: number
    wakeAt: number | null
    usage: StepUsage | null
    error: JobError | null
    /** JSON; undefined stands for itself. */
    output: string | undefined
  }
}

export interface FinishWrite extends Write {
  status: 'succeeded' | 'failed' | 'cancelled' | 'waiting' | 'queued'
  output: string | undefined
  error: JobError | null
  runAt: number | null
  waitFor: readonly string[] | null
}

export type StepVerdict = 'stored' | 'cancelled' | 'lost'
export type FinishVerdict = FinishWrite['status'] | 'lost'
export interface Heartbeat {
  now: number
  jobs: { id: string; epoch: number; isCancelled: boolean }[] | null
}

/** A worker's way to the database: every state change is one call of a function in `routines.ts`. */
export type JobStore = ReturnType<typeof createJobStore>

export function createJobStore(db: Database, workerId: string, signal: AbortSignal) {
  const pool = db.system.$client
  const shared = { isTransient, signal }
  const steps = createGroupCommit<StepWrite, StepVerdict>({
    ...shared,
    write: writeSteps,
    sizeOf: (item) => item.step?.output?.length ?? 0,
  })
  const finishes = createGroupCommit<FinishWrite, FinishVerdict>({
    ...shared,
    write: writeFinishes,
    sizeOf: (item) => item.output?.length ?? 0,
  })

  async function call<T>(text: string, values: unknown[]): Promise<T> {
    const { rows } = await pool.query(text, values)
    return rows[0].result as T
  }

  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (signal.aborted || !isTransient(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
  }

  /** Verdicts come by job; a run that this same worker has replaced by a newer one is lost. */
  async function verdicts<W extends Write, V>(
    writes: W[],
    send: (current: W[]) => { text: string; values: unknown[] },
  ): Promise<(V | 'lost')[]> {
    const newest = new Map<string, number>()
    for (const { job } of writes) {
      newest.set(job.record.id, Math.max(job.epoch, newest.get(job.record.id) ?? 0))
    }
    const isCurrent = ({ job }: W) => newest.get(job.record.id) === job.epoch
    const { text, values } = send(writes.filter(isCurrent))
    const { rows } = await pool.query(text, values)
    const byJob = new Map<string, V>(rows.map((row) => [row.job_id, row.verdict]))
    return writes.map((write) => (isCurrent(write) ? byJob.get(write.job.record.id)! : 'lost'))
  }

  function writeSteps(writes: StepWrite[]): Promise<StepVerdict[]> {
    return verdicts<StepWrite, StepVerdict>(writes, (current) => {
      const latest = latestPerStep(current)
      return {
        text: 'select * from galley.jobs_commit($1, $2, $3, $4, $5)',
        values: [
          workerId,
          JSON.stringify(mergeJobs(current)),
          JSON.stringify(latest.map(stepRow)),
          latest.map((write) => write.step.output ?? null),
          JSON.stringify(eventsByWorkspace(current)),
        ],
      }
    })
  }

  function writeFinishes(writes: FinishWrite[]): Promise<FinishVerdict[]> {
    return verdicts<FinishWrite, FinishVerdict>(writes, (current) => ({
      text: 'select * from galley.jobs_finish($1, $2, $3, $4)',
      values: [
        workerId,
        JSON.stringify(current.map(finishRow)),
        current.map((write) => write.output ?? null),
        JSON.stringify(current.flatMap(eventRows)),
      ],
    }))
  }

  return {
    /** Stores a step's state; resolves once it is on disk. */
    commitStep: steps.add,
    finish: finishes.add,
    async settled() {
      await steps.settled()
      await finishes.settled()
    },
    async claim(
      kinds: string[],
      limits: { want: number; cap: number; leaseMs: number; suspectCrashes: number },
    ): Promise<Claim> {
      const { want, cap, leaseMs, suspectCrashes } = limits
      const result = await call<ClaimRow>(
        'select galley.jobs_claim($1, $2, $3, $4, $5, $6) as result',
        [workerId, kinds, want, cap, leaseMs, suspectCrashes],
      )
      return { ...result, jobs: (result.jobs ?? []).map((row) => toClaimed(row, result.steps)) }
    },
    heartbeat: (leaseMs: number, sessionKey: number | null) =>
      call<Heartbeat>('select galley.jobs_heartbeat($1, $2, $3) as result', [
        workerId,
        leaseMs,
        sessionKey,
      ]),
    suspects: () => call<string[]>('select galley.jobs_suspects() as result', []),
    reap: (dead: string[], crashLimit: number) =>
      call<number | null>('select galley.jobs_reap($1, $2) as result', [dead, crashLimit]),
    spawn(
      job: ClaimedJob,
      key: string,
      child: { id: string; name: string; version: number; input: string | undefined },
    ) {
      const { id, name, version, input = null } = child
      return insist(() =>
        call<StepVerdict>('select galley.jobs_spawn($1, $2, $3, $4, $5, $6, $7, $8) as result', [
          workerId,
          job.record.id,
          job.epoch,
          key,
          id,
          name,
          version,
          input,
        ]),
      )
    },
    async read(workspaceId: string, ids: readonly string[]): Promise<JobRecord[]> {
      const { rows } = await insist(() =>
        pool.query<{ job: JobRow }>(
          `select row_to_json(j) as job from galley.jobs j where j.workspace_id = $1 and j.id = any($2)`,
          [workspaceId, ids],
        ),
      )
      return rows.map((row) => toJobRecord(row.job))
    },
    /** Hands back a job that this worker owns by the book only. */
    async giveBack(id: string, epoch: number): Promise<void> {
      await pool.query('select * from galley.jobs_finish($1, $2, $3, $4)', [
        workerId,
        JSON.stringify([{ id, epoch, status: 'queued' }]),
        [null],
        '[]',
      ])
    },
    async leave() {
      await pool.query('delete from galley.job_workers where id = $1', [workerId])
    },
  }
}

interface ClaimRow extends Omit<Claim, 'jobs'> {
  jobs: (JobRow & { epoch: number })[] | null
  steps: MemoRow[] | null
}

function toClaimed(row: JobRow, steps: MemoRow[] | null): ClaimedJob {
  const own = (steps ?? []).filter((step) => step.job_id === row.id)
  return {
    record: { ...toJobRecord(row), permissions: row.permissions },
    epoch: row.epoch,
    deadlineAt: row.deadline_at === null ? null : Date.parse(row.deadline_at),
    memo: new Map(own.map((step) => [step.key, step])),
  }
}

const isoDate = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())

const deltaRow = (job: ClaimedJob, delta: JobDelta) => ({
  id: job.record.id,
  epoch: job.epoch,
  usage: delta.usage,
  progress: delta.progress?.fraction,
  message: delta.progress?.message,
})

const finishRow = (write: FinishWrite) => ({
  ...deltaRow(write.job, write),
  status: write.status,
  error: write.error,
  run_at: isoDate(write.runAt),
  wait_for: write.waitFor,
})

function eventsByWorkspace(writes: Write[]): Record<string, object[]> {
  const grouped: Record<string, object[]> = {}
  for (const { w, e } of writes.flatMap(eventRows)) (grouped[w] ??= []).push(e)
  return grouped
}

const eventRows = ({ job, events }: Write) =>
  events.map(({ type, data }) => ({
    w: job.record.workspaceId,
    e: {
      type,
      data,
      subject: job.record.id,
      jobId: job.record.id,
      actor: { kind: 'job', id: job.record.id },
    },
  }))

const stepRow = ({ job, step }: StepWrite & { step: object }) => ({
  job: job.record.id,
  workspace: job.record.workspaceId,
  key: step.key,
  step: step.step,
  status: step.status,
  attempts: step.attempts,
  usage: step.usage,
  error: step.error,
  started: isoDate(step.startedAt),
  wake: isoDate(step.wakeAt),
})

type WithStep = StepWrite & { step: NonNullable<StepWrite['step']> }

/** One statement cannot write a row twice, and the last state is the one that counts. */
function latestPerStep(writes: StepWrite[]): WithStep[] {
  const latest = new Map<string, WithStep>()
  for (const write of writes) {
    if (write.step) latest.set(`${write.job.record.id} ${write.step.key}`, write as WithStep)
  }
  return [...latest.values()]
}

function mergeJobs(writes: StepWrite[]) {
  const merged = new Map<string, { job: ClaimedJob; delta: JobDelta }>()
  for (const { job, usage, progress } of writes) {
    const known = merged.get(job.record.id)
    if (!known) merged.set(job.record.id, { job, delta: { usage, progress } })
    else {
      if (usage) known.delta.usage = addUsage(known.delta.usage, usage)
      known.delta.progress = progress ?? known.delta.progress
    }
  }
  return [...merged.values()].map(({ job, delta }) => deltaRow(job, delta))
}

import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/index.ts'
import { ConflictError, NotFoundError } from '../error.ts'
import { newId } from '../id.ts'
import { jobCodes } from './codes.ts'
import type { JobRecord, JobRequest, Jobs } from './contract.ts'
import { toJson } from './json.ts'
import { countJobs, listJobs } from './list.ts'
import { toJobRecord, toStepRecord } from './record.ts'
import type { JobRow, StepRow } from './record.ts'
import type { WakeUp } from './wake-up.ts'

export interface JobsOptions {
  /** Bells besides PostgreSQL's own, which always rings at the commit. */
  wakeUps?: readonly WakeUp[]
  /** Runs `work` once the transaction is committed. By default a moment later, hoping so. */
  afterCommit?: (tx: Transaction, work: () => void) => void
}

/**
 * The engine as its callers see it: everything happens in the given transaction.
 *
 * @example
 * const jobs = createJobs()
 * const { jobId } = await db.tenant(workspaceId, (tx) =>
 *   jobs.enqueue(tx, { workspaceId, name: 'greet', version: 1, input: {}, actor, permissions: [] }))
 */
export function createJobs(options: JobsOptions = {}): Jobs {
  const { wakeUps = [], afterCommit = (_tx, work) => void setTimeout(work, 20) } = options

  function ring(tx: Transaction, workspaceId: string, isCancel = false): void {
    if (wakeUps.length === 0) return
    afterCommit(tx, () => {
      for (const wakeUp of wakeUps)
        void wakeUp.ring({ workspaceId, isCancel }).catch(() => undefined)
    })
  }

  async function get(tx: Transaction, workspaceId: string, jobId: string) {
    const [job] = await readJobs(tx, sql`where j.workspace_id = ${workspaceId} and j.id = ${jobId}`)
    return job ?? null
  }

  return {
    get,
    async enqueue(tx, request) {
      const result = await insertJob(tx, request)
      ring(tx, request.workspaceId)
      return result
    },
    async steps(tx, jobId) {
      const { rows } = await tx.execute<{ step: StepRow }>(
        sql`select json_build_object('key', s.key, 'step', s.step, 'status', s.status,
              'attempts', s.attempts, 'usage', s.usage, 'error', s.error,
              'started_at', s.started_at, 'finished_at', s.finished_at,
              'wake_at', s.wake_at) as step
            from galley.job_steps s where s.job_id = ${jobId} order by s.started_at, s.key`,
      )
      return rows.map((row) => toStepRecord(row.step))
    },
    list: listJobs,
    count: countJobs,
    async cancel(tx, workspaceId, jobId) {
      await tx.execute(sql`select galley.jobs_cancel(${workspaceId}, ${jobId})`)
      ring(tx, workspaceId, true)
      return get(tx, workspaceId, jobId)
    },
    async redrive(tx, workspaceId, jobId, { fromStep } = {}) {
      const { rows } = await tx.execute<{ status: string }>(
        sql`select galley.jobs_redrive(${workspaceId}, ${jobId}, ${fromStep ?? null}) as status`,
      )
      const status = rows[0]!.status
      if (status === 'missing') return null
      if (status === 'no_step') {
        throw new NotFoundError(jobCodes.JOB_STEP_UNKNOWN, { jobId, step: fromStep })
      }
      if (status === 'duplicate') throw new ConflictError(jobCodes.JOB_DUPLICATE, { jobId })
      const job = await get(tx, workspaceId, jobId)
      // The function answers with the state that it found, when that is not one to start from.
      if (status !== 'queued' || job?.status !== 'queued') {
        throw new ConflictError(jobCodes.JOB_NOT_FINISHED, { jobId, status })
      }
      ring(tx, workspaceId)
      return job
    },
  }
}

async function insertJob(tx: Transaction, request: JobRequest) {
  const input = toJson('The input', request.input).text ?? null
  const { rows } = await tx.execute<{ job_id: string; is_new: boolean }>(
    sql`select * from galley.jobs_enqueue(${newId('job')}, ${request.workspaceId}, ${request.name},
      ${request.version}, ${input}::json, ${JSON.stringify(request.actor)}::jsonb,
      ${sql.param([...request.permissions])}::text[], ${request.priority ?? 0},
      ${request.runAt?.toISOString() ?? null}::timestamptz,
      ${request.deadlineAt?.toISOString() ?? null}::timestamptz,
      ${request.dedupeKey ?? null}, ${request.parentId ?? null},
      ${request.budgetMicros ?? null}::bigint)`,
  )
  return { jobId: rows[0]!.job_id, isNew: rows[0]!.is_new }
}

async function readJobs(tx: Transaction, where: ReturnType<typeof sql>): Promise<JobRecord[]> {
  const { rows } = await tx.execute<{ job: JobRow }>(
    sql`select row_to_json(j) as job from galley.jobs j ${where}`,
  )
  return rows.map((row) => toJobRecord(row.job))
}

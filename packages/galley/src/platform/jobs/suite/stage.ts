import { randomUUID } from 'node:crypto'
import type { Database } from '../../db/index.ts'
import { newId } from '../../id.ts'
import type { JobDefinition, JobRecord, JobRequest, Jobs, JobStatus, Run } from '../contract.ts'
import { createJobs } from '../engine.ts'
import type { WakeUp } from '../wake-up.ts'
import { createWorker } from '../worker.ts'
import type { Worker, WorkerOptions, WorkerTiming } from '../worker.ts'

/** What a wake-up driver brings to be tested. */
export interface JobsSuiteOptions {
  create(): Promise<{
    db: Database
    /** The bells between producers and workers, one list for all of them. */
    wakeUps: readonly WakeUp[]
    close(): Promise<void>
  }>
}

/** Everything quicker than in production, so that a test waits for moments only. */
export const quick: Partial<WorkerTiming> = {
  lease: 900,
  heartbeat: 200,
  watch: 200,
  sweep: 250,
  announce: 20,
  inlineRetry: 300,
  inlineSleep: 50,
  settle: 300,
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** One engine on a database of its own, with its workers and the questions that tests ask. */
export async function openStage(options: JobsSuiteOptions) {
  const { db, wakeUps, close } = await options.create()
  const jobs: Jobs = createJobs({ wakeUps })
  const workers = new Set<Worker>()

  async function read(workspaceId: string, jobId: string): Promise<JobRecord> {
    const job = await db.tenant(workspaceId, (tx) => jobs.get(tx, workspaceId, jobId))
    if (!job) throw new Error(`job ${jobId} is gone`)
    return job
  }

  async function reaches(workspaceId: string, jobId: string, ...wanted: JobStatus[]) {
    return until(
      async () => {
        const job = await read(workspaceId, jobId)
        return wanted.includes(job.status) ? job : undefined
      },
      `job ${jobId} to be ${wanted.join(' or ')}`,
    )
  }

  return {
    db,
    jobs,
    wakeUps,
    read,
    reaches,
    newWorkspace: () => newId('ws'),
    finished: (workspaceId: string, jobId: string) =>
      reaches(workspaceId, jobId, 'succeeded', 'failed', 'cancelled'),
    async startWorker(
      definitions: readonly JobDefinition[],
      more: Partial<WorkerOptions> = {},
    ): Promise<Worker> {
      const timing = { ...quick, ...more.timing }
      const worker = await createWorker({ db, definitions, wakeUps, ...more, timing })
      workers.add(worker)
      return worker
    },
    async enqueue(
      workspaceId: string,
      definition: Pick<JobDefinition, 'name' | 'version'>,
      more: Partial<JobRequest> = {},
    ): Promise<string> {
      const { jobId } = await db.tenant(workspaceId, (tx) =>
        jobs.enqueue(tx, {
          workspaceId,
          name: definition.name,
          version: definition.version,
          input: null,
          actor: { kind: 'system', id: 'test' },
          permissions: ['*'],
          ...more,
        }),
      )
      return jobId
    },
    cancel: (workspaceId: string, jobId: string) =>
      db.tenant(workspaceId, (tx) => jobs.cancel(tx, workspaceId, jobId)),
    redrive: (workspaceId: string, jobId: string, fromStep?: string) =>
      db.tenant(workspaceId, (tx) =>
        jobs.redrive(tx, workspaceId, jobId, fromStep === undefined ? {} : { fromStep }),
      ),
    steps: (workspaceId: string, jobId: string) =>
      db.tenant(workspaceId, (tx) => jobs.steps(tx, jobId)),
    async events(workspaceId: string, jobId: string) {
      const { rows } = await db.system.$client.query<{
        seq: number
        type: string
        data: Record<string, unknown>
      }>(
        'select seq, type, data from galley.events where workspace_id = $1 and job_id = $2 order by seq',
        [workspaceId, jobId],
      )
      return rows
    },
    /** Takes a running job away from its worker, as its death would. */
    async takeAway(jobId: string): Promise<void> {
      await db.system.$client.query(
        `update galley.jobs set status = 'queued', owner = null where id = $1 and status = 'running'`,
        [jobId],
      )
    },
    async stopWorkers(): Promise<void> {
      await Promise.all([...workers].map((worker) => worker.stop({ graceMs: 0 })))
      workers.clear()
    },
    async close(): Promise<void> {
      await Promise.all([...workers].map((worker) => worker.stop({ graceMs: 0 })))
      await close()
    },
  }
}

/** A job kind with a name that no other test uses. */
export function kind(
  run: (run: Run, input: never) => Promise<unknown>,
  version = 1,
): JobDefinition {
  return { name: `kind-${randomUUID().slice(0, 8)}`, version, run: run as JobDefinition['run'] }
}

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Asks again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await pause(15)
  }
}

/** Rejects when the signal fires, as a model call would. */
export const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

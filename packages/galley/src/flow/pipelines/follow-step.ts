import type { Context } from '../../platform/context.ts'
import { eventHubOf } from '../../platform/http/event-hub.ts'
import { createTextMailbox, liveTextOf } from '../../platform/jobs/index.ts'
import type { LiveText } from '../../platform/jobs/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { describeJob } from './describe-jobs.ts'
import { getJobInWorkspace } from './job.ts'
import type { Job } from './job.ts'
import { startStep } from './start-step.ts'
import type { StartStepInput } from './start-step.ts'

/** A lost notification costs this much latency, never the answer. */
const LOOK_AGAIN_MS = 1000

export type StepNews =
  | ({ kind: 'text' } & LiveText)
  | { kind: 'progress'; progress: number; message: string | null }
  /** Nothing happened for a while. */
  | { kind: 'quiet' }
  | { kind: 'end'; job: Job }

export interface FollowedStep {
  jobId: string
  /** Ends with the job, or with `close`. The job itself goes on either way. */
  news: AsyncGenerator<StepNews, void>
  close(): void
}

/**
 * Starts one step as a job, and tells how it goes: words as they are written, where the worker is in
 * this process; progress; its end, wherever it ran. Whoever reads slowly is told more at once.
 */
export async function followStep({
  ctx,
  input,
  quietMs = 15_000,
}: VerbArgs<StartStepInput> & { quietMs?: number }): Promise<FollowedStep> {
  const mailbox = createTextMailbox()
  const bell = createBell()
  let stopListening = () => undefined as void
  const unsubscribe = await eventHubOf(ctx.db).subscribe(ctx.workspaceId, () => {
    bell.isDirty = true
    bell.ring()
  })
  const close = () => {
    bell.isClosed = true
    unsubscribe()
    stopListening()
    bell.ring()
  }
  try {
    const { jobId } = await startStep({
      ctx,
      input,
      onEnqueued(id) {
        stopListening = liveTextOf(ctx.db).subscribe(id, (piece) => {
          mailbox.put(piece)
          bell.ring()
        })
      },
    })
    return { jobId, news: tellNews({ ctx, jobId, mailbox, bell, quietMs, close }), close }
  } catch (error) {
    close()
    throw error
  }
}

interface Telling {
  ctx: Context
  jobId: string
  mailbox: ReturnType<typeof createTextMailbox>
  bell: ReturnType<typeof createBell>
  quietMs: number
  close(): void
}

async function* tellNews(telling: Telling): AsyncGenerator<StepNews, void> {
  const { ctx, jobId, mailbox, bell, quietMs, close } = telling
  let told = { progress: 0, message: null as string | null }
  let saidAt = performance.now()
  try {
    while (!bell.isClosed) {
      // The record first: words that were written before its end are in the mailbox by then.
      const record = bell.isDirty ? await read(ctx, jobId, bell) : null
      for (const piece of mailbox.take()) {
        yield { kind: 'text', ...piece }
        saidAt = performance.now()
      }
      if (record?.finishedAt) {
        yield { kind: 'end', job: await withTransaction(ctx, (tx) => describeJob(tx, ctx, record)) }
        return
      }
      if (record) {
        const next = { progress: record.progress, message: record.progressMessage }
        if (next.progress !== told.progress || next.message !== told.message) {
          told = next
          yield { kind: 'progress', ...next }
          saidAt = performance.now()
        }
      }
      if (await bell.wait(LOOK_AGAIN_MS)) continue
      bell.isDirty = true
      if (performance.now() - saidAt < quietMs) continue
      saidAt = performance.now()
      yield { kind: 'quiet' }
    }
  } finally {
    close()
  }
}

function read(ctx: Context, jobId: string, bell: Telling['bell']) {
  bell.isDirty = false
  return withTransaction(ctx, (tx) => getJobInWorkspace(tx, ctx, jobId))
}

/** Something to wait for that may ring while nobody waits. */
function createBell() {
  let hasRung = false
  let wake: () => void = () => undefined
  return {
    /** The job's record may have changed. */
    isDirty: true,
    isClosed: false,
    ring() {
      hasRung = true
      wake()
    },
    /** True when it rang, false when the time is up. */
    async wait(milliseconds: number): Promise<boolean> {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      const rang = hasRung
      hasRung = false
      return rang
    },
  }
}

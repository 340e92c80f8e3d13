import type { Context } from '../../platform/context.ts'
import { withTransaction } from '../../platform/verb.ts'
import { describeJob } from './describe-jobs.ts'
import { getJobInWorkspace } from './job.ts'
import type { Job } from './job.ts'

/** A lost notification costs this much latency, never the answer. */
const LOOK_AGAIN_MS = 1000

/** The job as soon as it is finished, or as it stands when the time is up. */
export async function waitForJob(ctx: Context, jobId: string, waitMs: number): Promise<Job> {
  const until = Date.now() + waitMs
  let ring = Promise.withResolvers<void>()
  const stop = await ctx.db.listen('galley_events', (workspaceId) => {
    if (workspaceId === null || workspaceId === ctx.workspaceId) ring.resolve()
  })
  try {
    for (;;) {
      ring = Promise.withResolvers<void>()
      const record = await withTransaction(ctx, (tx) => getJobInWorkspace(tx, ctx, jobId))
      const startsAt = record.status === 'queued' ? record.runAt.getTime() : 0
      const left = until - Date.now()
      // What is not to start before then is not worth waiting for.
      const isOver = record.finishedAt || left <= 0 || startsAt > until
      if (isOver || ctx.signal.aborted) {
        return await withTransaction(ctx, (tx) => describeJob(tx, ctx, record))
      }
      await firstOf(ring.promise, Math.min(left, LOOK_AGAIN_MS), ctx.signal)
    }
  } finally {
    await stop()
  }
}

/** The bell, the time or the caller's end. Leaves nothing behind on the signal, which may live long. */
function firstOf(bell: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end, { once: true })
    void bell.then(end)
  })
}

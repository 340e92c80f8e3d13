import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import type { Context } from '../../platform/context.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { JobAccepted } from './job.ts'

export const JobOptions = z.object({
  budget: z
    .int('Give whole micro-units of US dollars: 500000 is half a dollar')
    .min(0)
    .optional()
    .describe(
      'What the job may spend, in micro-units of US dollars; it stops before it spends more.',
    ),
  priority: z.int().min(-100).max(100).optional().describe('Higher runs first in the workspace.'),
  runAt: z.date().optional().describe('Not before this moment.'),
  dedupeKey: z
    .string()
    .max(200)
    .optional()
    .describe('While such a job is unfinished, it is the answer.'),
  projectId: z
    .string()
    .optional()
    .describe('Works in this project, and sees it only. Default: your only one, or all.'),
})
export type JobOptions = z.infer<typeof JobOptions>

/**
 * The job in the caller's project, its budget and its audit entry, in one transaction.
 *
 * @param onEnqueued called with the id before any worker can have begun
 */
export async function enqueueJob(
  ctx: Context,
  job: Omit<JobOptions, 'projectId'> & { name: string; version: number; input: unknown },
  onEnqueued: (jobId: string) => void = () => undefined,
): Promise<JobAccepted> {
  const { budget, ...rest } = job
  return withTransaction(ctx, async (tx) => {
    const { jobId, isNew } = await ctx.jobs.enqueue(tx, {
      ...rest,
      workspaceId: ctx.workspaceId,
      actor: ctx.actor,
      permissions: [...ctx.permissions],
      budgetMicros: budget ?? null,
    })
    onEnqueued(jobId)
    if (!isNew) return { jobId }
    if (budget !== undefined) await ctx.meter.openJobBudget(tx, ctx, jobId, budget)
    await audit(tx, ctx, { action: 'job.start', subject: jobId, after: { name: job.name } })
    return { jobId }
  })
}

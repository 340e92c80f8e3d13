import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { describeJob } from './describe-jobs.ts'
import { getJobInWorkspace } from './job.ts'
import type { Job } from './job.ts'

export const CancelJobInput = z.object({ jobId: z.string() })
export type CancelJobInput = z.infer<typeof CancelJobInput>

/** Stops a job and its children. A model call under way is aborted; what it used is settled. */
export async function cancelJob({ ctx, input }: VerbArgs<CancelJobInput>): Promise<Job> {
  requirePermission(ctx, 'jobs.write')
  const { jobId } = CancelJobInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getJobInWorkspace(tx, ctx, jobId)
    const after = (await ctx.jobs.cancel(tx, ctx.workspaceId, jobId)) ?? before
    await audit(tx, ctx, {
      action: 'job.cancel',
      subject: jobId,
      before: { status: before.status },
    })
    return describeJob(tx, ctx, after)
  })
}

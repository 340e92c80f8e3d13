import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { describeJob } from './describe-jobs.ts'
import { getJobInWorkspace } from './job.ts'
import type { Job } from './job.ts'

export const RedriveJobInput = z.object({
  jobId: z.string(),
  fromStep: z.string().optional().describe('Does this step again, and all that finished after it.'),
})
export type RedriveJobInput = z.infer<typeof RedriveJobInput>

/** Puts a failed or cancelled job back in line; finished steps are not done or paid again. */
export async function redriveJob({ ctx, input }: VerbArgs<RedriveJobInput>): Promise<Job> {
  requirePermission(ctx, 'jobs.write')
  const { jobId, fromStep } = RedriveJobInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getJobInWorkspace(tx, ctx, jobId)
    const options = fromStep ? { fromStep } : {}
    const after = (await ctx.jobs.redrive(tx, ctx.workspaceId, jobId, options)) ?? before
    await audit(tx, ctx, {
      action: 'job.redrive',
      subject: jobId,
      before: { status: before.status },
    })
    return describeJob(tx, ctx, after)
  })
}

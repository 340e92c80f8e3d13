import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { describeJob } from './describe-jobs.ts'
import { getJobInWorkspace } from './job.ts'
import type { Job } from './job.ts'

export const GetJobInput = z.object({ jobId: z.string() })
export type GetJobInput = z.infer<typeof GetJobInput>

/** A job with its steps: status, progress, times, attempts, tokens, cost, output. */
export async function getJob({ ctx, input }: VerbArgs<GetJobInput>): Promise<Job> {
  requirePermission(ctx, 'jobs.read')
  const { jobId } = GetJobInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const job = await getJobInWorkspace(tx, ctx, jobId)
    return describeJob(tx, ctx, job)
  })
}

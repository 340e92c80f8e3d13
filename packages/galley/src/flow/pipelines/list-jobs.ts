import { z } from 'zod'
import { Page, pageInput } from '../../platform/http/index.ts'
import { jobSort } from '../../platform/jobs/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { describeJobs } from './describe-jobs.ts'
import { JobStatus, JobSummary } from './job.ts'

export const ListJobsInput = z.object({
  ...pageInput,
  ...jobSort.input,
  status: JobStatus.optional(),
  group: z
    .enum(['active', 'finished', 'dead_letters'])
    .optional()
    .describe('`active` jobs have not ended; `dead_letters` failed, and wait for somebody.'),
  name: z.string().optional().describe('Only runs of this pipeline or step.'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Only those whose name contains this, or whose id it is.'),
  projectId: z.string().optional().describe('Only those of this project.'),
  parentId: z.string().optional().describe('Only those that this job started.'),
  startedBy: z.string().optional().describe('Only those that this person or key started.'),
  include: z.enum(['counts']).optional().describe('`counts`: how many there are, besides.'),
})
export type ListJobsInput = z.input<typeof ListJobsInput>

/** Of all that fits the other filters, whatever its status. */
const JobCounts = z.object({
  total: z.int(),
  active: z.int(),
  deadLetters: z.int(),
  byStatus: z.record(JobStatus, z.int()),
})

export const JobPage = Page(JobSummary).extend({
  counts: JobCounts.nullable().describe('Null unless it was asked for.'),
})
export type JobPage = z.infer<typeof JobPage>

/** A page of jobs; newest first unless another order is asked for. */
export async function listJobs({ ctx, input }: VerbArgs<ListJobsInput>): Promise<JobPage> {
  requirePermission(ctx, 'jobs.read')
  const { limit, cursor, sort, order, include, status, group, ...filter } =
    ListJobsInput.parse(input)
  const { jobs, workspaceId } = ctx
  return withTransaction(ctx, async (tx) => {
    const page = await jobs.list(
      tx,
      workspaceId,
      { ...filter, status, group },
      { limit, cursor, sort, order },
    )
    const items = await describeJobs(tx, ctx, page.items)
    const byStatus = include === 'counts' ? await jobs.count(tx, workspaceId, filter) : null
    return { items, nextCursor: page.nextCursor, counts: byStatus && sumUp(byStatus) }
  })
}

function sumUp(byStatus: Record<JobStatus, number>): z.infer<typeof JobCounts> {
  return {
    total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    active: byStatus.queued + byStatus.running + byStatus.waiting,
    deadLetters: byStatus.failed,
    byStatus,
  }
}

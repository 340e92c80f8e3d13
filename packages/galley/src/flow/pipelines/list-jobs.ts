import { z } from 'zod'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { JobSummary } from './job.ts'

export const ListJobsInput = z.object({
  ...pageInput,
  status: JobSummary.shape.status.optional().describe('`failed` is the dead-letter list.'),
  name: z.string().optional(),
  projectId: z.string().optional().describe('Only those of this project.'),
})
export type ListJobsInput = z.input<typeof ListJobsInput>

const cursor = defineCursor('jobs', z.string())

/** Newest first. */
export async function listJobs({ ctx, input }: VerbArgs<ListJobsInput>): Promise<Page<JobSummary>> {
  requirePermission(ctx, 'jobs.read')
  const { limit, status, name, projectId, ...page } = ListJobsInput.parse(input)
  const options = {
    limit: limit + 1,
    ...(page.cursor ? { before: cursor.decode(page.cursor) } : {}),
    ...(status ? { status } : {}),
    ...(name ? { name } : {}),
    ...(projectId ? { projectId } : {}),
  }
  const rows = await withTransaction(ctx, (tx) => ctx.jobs.list(tx, ctx.workspaceId, options))
  return toPage(rows, limit, (row) => cursor.encode(row.id))
}

import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { events } from '../../platform/events/tables.ts'
import { defineCursor, Page, pageInput, snakeKeys, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getJobInWorkspace } from './job.ts'
import { writeLogLine } from './log-line.ts'

export const ReadJobLogInput = z.object({ jobId: z.string(), ...pageInput })
export type ReadJobLogInput = z.input<typeof ReadJobLogInput>

export const JobLogLine = z
  .object({
    seq: z.int().describe('The number of the event, as the stream gives it.'),
    at: z.date(),
    level: z.enum(['info', 'warning', 'error']),
    type: z.string(),
    step: z.string().nullable().describe('Key of the step that it is about.'),
    message: z.string().describe('One line in English; type and data say the same to programs.'),
    data: z.unknown(),
  })
  .meta({ id: 'JobLogLine' })
export type JobLogLine = z.infer<typeof JobLogLine>

export const JobLogPage = Page(JobLogLine)
export type JobLogPage = z.infer<typeof JobLogPage>

const logCursor = defineCursor('job log', z.int())

/** What happened in a job, oldest first: its events as lines. They are kept as long as events are. */
export async function readJobLog({ ctx, input }: VerbArgs<ReadJobLogInput>): Promise<JobLogPage> {
  requirePermission(ctx, 'jobs.read')
  const { jobId, limit, cursor } = ReadJobLogInput.parse(input)
  const after = cursor ? logCursor.decode(cursor) : 0
  const rows = await withTransaction(ctx, async (tx) => {
    await getJobInWorkspace(tx, ctx, jobId)
    return tx
      .select()
      .from(events)
      .where(
        and(
          eq(events.workspaceId, ctx.workspaceId),
          eq(events.jobId, jobId),
          isNull(events.recipient),
          gt(events.seq, after),
        ),
      )
      .orderBy(asc(events.seq))
      .limit(limit + 1)
  })
  const { items, nextCursor } = toPage(rows, limit, ({ seq }) => logCursor.encode(seq))
  const lines = items.map(({ seq, at, type, data }) => {
    const { data: shown, ...line } = writeLogLine(type, data)
    return { seq, at, type, ...line, data: snakeKeys(shown) }
  })
  return { items: lines, nextCursor }
}

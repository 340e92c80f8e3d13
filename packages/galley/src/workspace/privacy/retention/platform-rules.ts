import { sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { deleteEventsBefore } from '../../../platform/events/sweep-events.ts'
import { deleteJobsFinishedBefore } from '../../../platform/jobs/index.ts'
import { withTransaction } from '../../../platform/verb.ts'
import { pruneAudit } from '../../audit/index.ts'
import { retentionRules } from './retention-rule.ts'

/** The rules of what this module stands on, and which therefore knows nothing of it. */
export const platformRules = [
  retentionRules.contribute({
    kind: 'finishedJobs',
    count: (ctx, olderThan) => countOf(ctx, sql`galley.jobs where finished_at < ${at(olderThan)}`),
    remove: ({ db, workspaceId }, olderThan) =>
      deleteJobsFinishedBefore(db, { workspaceId, olderThan }),
  }),
  retentionRules.contribute({
    kind: 'events',
    count: (ctx, olderThan) => countOf(ctx, sql`galley.events where at < ${at(olderThan)}`),
    remove: ({ db, workspaceId }, olderThan) => deleteEventsBefore(db, { workspaceId, olderThan }),
  }),
  retentionRules.contribute({
    kind: 'audit',
    count: (ctx, olderThan) =>
      countOf(ctx, sql`galley.audit_entries where created_at < ${at(olderThan)}`),
    remove: ({ db, workspaceId }, olderThan) => pruneAudit(db, { workspaceId, olderThan }),
  }),
]

const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`

async function countOf(ctx: Context, from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await withTransaction(ctx, (tx) =>
    tx.execute<{ count: number }>(
      sql`select count(*)::int as count from ${from} and workspace_id = ${ctx.workspaceId}`,
    ),
  )
  return rows[0]!.count
}

import { bigint, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Actor } from '../context.ts'
import { galley, moment, projectId, projectPolicy, tenantPolicy, workspaceId } from '../db/index.ts'

/** Facts, in the order in which they became true: `seq` has no gaps within a workspace. */
export const events = galley.table(
  'events',
  {
    workspaceId: workspaceId(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    at: moment('at').notNull().defaultNow(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    /** The id of what it happened to. */
    subject: text('subject').notNull(),
    jobId: text('job_id'),
    projectId: projectId(),
    /** The one person whom it concerns, and nobody else sees; null: everybody. */
    recipient: text('recipient'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.seq] }),
    index('events_by_job').on(table.workspaceId, table.jobId, table.seq),
    index('events_by_time').on(table.at),
    tenantPolicy(),
    projectPolicy(),
  ],
)

/** The last number given out in each workspace. */
export const eventCursors = galley.table(
  'event_cursors',
  { workspaceId: workspaceId().primaryKey(), seq: bigint('seq', { mode: 'number' }).notNull() },
  () => [tenantPolicy()],
)

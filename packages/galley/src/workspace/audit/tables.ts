import { index, jsonb, text } from 'drizzle-orm/pg-core'
import type { Actor } from '../../platform/context.ts'
import { createdAt, galley, id, tenantPolicy, workspaceId } from '../../platform/db/index.ts'

/** Who did what, written in the same transaction. Append-only: the app role may not change it. */
export const auditEntries = galley.table(
  'audit_entries',
  {
    id: id(),
    workspaceId: workspaceId(),
    createdAt: createdAt(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    requestId: text('request_id').notNull(),
    /** What changed, without content and without secrets. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
  },
  (table) => [
    index('audit_entries_by_subject').on(table.workspaceId, table.subject),
    tenantPolicy(),
  ],
)

import { sql } from 'drizzle-orm'
import { index, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'
import type { NotificationKind } from '../accounts/index.ts'

/** What one person of a workspace is told. */
export const notifications = galley.table(
  'notifications',
  {
    id: id(),
    workspaceId: workspaceId(),
    userId: text('user_id').notNull(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    /** The id of what it is about. */
    subject: text('subject').notNull(),
    /** Ids, states and figures, in the names of the API; never the name of a person. */
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** Told once: a second one with this key is none. */
    dedupeKey: text('dedupe_key').notNull(),
    createdAt: createdAt(),
    readAt: moment('read_at'),
    /** When it is mailed, unless it was read by then; null: not at all, or done. */
    mailAt: moment('mail_at'),
  },
  (table) => [
    uniqueIndex('notifications_once').on(table.workspaceId, table.userId, table.dedupeKey),
    index('notifications_by_person').on(table.workspaceId, table.userId, table.id),
    index('notifications_unread')
      .on(table.workspaceId, table.userId)
      .where(sql`read_at is null`),
    index('notifications_to_mail')
      .on(table.mailAt)
      .where(sql`mail_at is not null`),
    index('notifications_by_time').on(table.createdAt),
    tenantPolicy(),
  ],
)

import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { contextCodes } from '../../platform/context.ts'
import { defineCodes, NotFoundError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { emit, requirePermission } from '../../platform/verb.ts'
import { getUsers, NotificationKind } from '../accounts/index.ts'
import { notifications } from './tables.ts'

export const notificationCodes = defineCodes({
  NOTIFICATION_NOT_FOUND:
    'You have no notification {notificationId} in this workspace. GET /api/v1/account/notifications lists yours.',
})

export const Notification = z
  .object({
    id: z.string(),
    kind: NotificationKind,
    subject: z.string().describe('The id of what it is about.'),
    data: z.record(z.string(), z.unknown()).describe('What there is to say, by kind.'),
    createdAt: z.date(),
    readAt: z.date().nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const notificationCreated = defineEvent({
  type: 'notification.created',
  summary: 'Somebody is told something; nobody else gets this event.',
  data: z.object({ kind: NotificationKind, subject: z.string() }),
})

export const notificationRead = defineEvent({
  type: 'notification.read',
  summary: 'Somebody read notifications, or marked them unread; nobody else gets this event.',
  data: z.object({ unreadCount: z.int() }),
})

export type NotificationRow = typeof notifications.$inferSelect

/** The person who asks, in the workspace that they are in. */
export function requireReader(ctx: Context): { userId: string; workspaceId: string } {
  requirePermission(ctx, ACCOUNT)
  if (!ctx.workspaceId) throw new NotFoundError(contextCodes.WORKSPACE_REQUIRED)
  return { userId: ctx.actor.id, workspaceId: ctx.workspaceId }
}

/** Theirs alone: row-level security knows the workspace, this knows the person. */
export const isTheirs = ({ userId, workspaceId }: { userId: string; workspaceId: string }) =>
  and(eq(notifications.workspaceId, workspaceId), eq(notifications.userId, userId))

export const countUnread = (tx: Transaction, reader: { userId: string; workspaceId: string }) =>
  tx.$count(notifications, and(isTheirs(reader), isNull(notifications.readAt)))

/** Tells the person's other browsers. */
export async function announceRead(tx: Transaction, ctx: Context): Promise<void> {
  const reader = requireReader(ctx)
  const unreadCount = await countUnread(tx, reader)
  const about = { recipient: reader.userId, projectId: ctx.projectIds?.[0] ?? null }
  emit(tx, ctx, notificationRead, reader.userId, { unreadCount }, about)
}

/** With the names that people have now. */
export async function presentNotifications(
  tx: Transaction,
  rows: readonly NotificationRow[],
): Promise<Notification[]> {
  const people = await getUsers(
    tx,
    rows.flatMap(({ data }) => (typeof data['user_id'] === 'string' ? [data['user_id']] : [])),
  )
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map(({ id, kind, subject, data, createdAt, readAt }) => {
    const userId = data['user_id']
    const named = typeof userId === 'string' && { user_name: names.get(userId) ?? null }
    return { id, kind, subject, data: { ...data, ...named }, createdAt, readAt }
  })
}

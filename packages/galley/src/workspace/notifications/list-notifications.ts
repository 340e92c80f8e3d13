import { and, desc, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import {
  countUnread,
  isTheirs,
  Notification,
  presentNotifications,
  requireReader,
} from './notification.ts'
import { notifications } from './tables.ts'

export const ListNotificationsInput = z.object({
  ...pageInput,
  unread: z.boolean().default(false).describe('Only those that were not read.'),
})
export type ListNotificationsInput = z.input<typeof ListNotificationsInput>

export const NotificationPage = Page(Notification).extend({
  unreadCount: z.int().describe('Of all, not of this page.'),
})
export type NotificationPage = z.infer<typeof NotificationPage>

const notificationCursor = defineCursor('notifications', z.string())

/** What a person was told in this workspace, newest first. */
export async function listNotifications({
  ctx,
  input,
}: VerbArgs<ListNotificationsInput>): Promise<NotificationPage> {
  const reader = requireReader(ctx)
  const { limit, cursor, unread } = ListNotificationsInput.parse(input)
  const before = cursor ? lt(notifications.id, notificationCursor.decode(cursor)) : undefined
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(notifications)
      .where(and(isTheirs(reader), before, unread ? isNull(notifications.readAt) : undefined))
      .orderBy(desc(notifications.id))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, ({ id }) => notificationCursor.encode(id))
    return {
      items: await presentNotifications(tx, items),
      nextCursor,
      unreadCount: await countUnread(tx, reader),
    }
  })
}

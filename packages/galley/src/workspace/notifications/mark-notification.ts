import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import {
  announceRead,
  isTheirs,
  notificationCodes,
  presentNotifications,
  requireReader,
} from './notification.ts'
import type { Notification } from './notification.ts'
import { notifications } from './tables.ts'

export const MarkNotificationInput = z.object({
  notificationId: z.string(),
  isRead: z.boolean(),
})
export type MarkNotificationInput = z.infer<typeof MarkNotificationInput>

/** Marks one as read, or as unread again. What was read is not mailed any more. */
export async function markNotification({
  ctx,
  input,
}: VerbArgs<MarkNotificationInput>): Promise<Notification> {
  const reader = requireReader(ctx)
  const { notificationId, isRead } = MarkNotificationInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .update(notifications)
      .set({ readAt: isRead ? new Date() : null, mailAt: null })
      .where(and(isTheirs(reader), eq(notifications.id, notificationId)))
      .returning()
    if (rows.length === 0) {
      throw new NotFoundError(notificationCodes.NOTIFICATION_NOT_FOUND, { notificationId })
    }
    await announceRead(tx, ctx)
    return (await presentNotifications(tx, rows))[0]!
  })
}

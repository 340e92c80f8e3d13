import { and, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { announceRead, isTheirs, requireReader } from './notification.ts'
import { notifications } from './tables.ts'

export const ReadNotificationsInput = z.object({
  upTo: z.string().optional().describe('That one and those before it. Default: all.'),
})
export type ReadNotificationsInput = z.infer<typeof ReadNotificationsInput>

export const ReadNotifications = z.object({ read: z.int().describe('How many were unread.') })
export type ReadNotifications = z.infer<typeof ReadNotifications>

/** Marks what a person has seen as read: what came meanwhile stays unread when they say up to where. */
export async function readNotifications({
  ctx,
  input,
}: VerbArgs<ReadNotificationsInput>): Promise<ReadNotifications> {
  const reader = requireReader(ctx)
  const { upTo } = ReadNotificationsInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const read = await tx
      .update(notifications)
      .set({ readAt: new Date(), mailAt: null })
      .where(
        and(
          isTheirs(reader),
          isNull(notifications.readAt),
          upTo === undefined ? undefined : lte(notifications.id, upTo),
        ),
      )
      .returning({ id: notifications.id })
    if (read.length > 0) await announceRead(tx, ctx)
    return { read: read.length }
  })
}

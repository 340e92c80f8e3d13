import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { notifications } from './tables.ts'

/** Cron: forgets what people were told longer ago than anybody looks. */
export async function sweepNotifications({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.systemTransaction((tx) =>
    tx.delete(notifications).where(lt(notifications.createdAt, sql`now() - interval '90 days'`)),
  )
}

import { lt, sql } from 'drizzle-orm'
import type { Services } from '../context.ts'
import { events } from './tables.ts'

/** Cron: forgets what happened before the retention time. Numbers go on; nothing is counted anew. */
export async function sweepEvents({ db, config }: Pick<Services, 'db' | 'config'>): Promise<void> {
  const days = config.GALLEY_RETENTION_DAYS
  await db.systemTransaction((tx) =>
    tx.delete(events).where(lt(events.at, sql`now() - make_interval(days => ${days}::int)`)),
  )
}

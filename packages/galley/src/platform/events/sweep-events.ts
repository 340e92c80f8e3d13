import { lt, sql } from 'drizzle-orm'
import type { Services } from '../context.ts'
import type { Database } from '../db/index.ts'
import { events } from './tables.ts'

/** Cron: forgets what happened before the retention time. Numbers go on; nothing is counted anew. */
export async function sweepEvents({ db, config }: Pick<Services, 'db' | 'config'>): Promise<void> {
  const days = config.GALLEY_RETENTION_DAYS
  await db.systemTransaction((tx) =>
    tx.delete(events).where(lt(events.at, sql`now() - make_interval(days => ${days}::int)`)),
  )
}

/** Rows of one transaction. */
const BATCH = 5000

/**
 * Forgets a batch of what happened in one workspace before a moment; resolves to how many there were.
 *
 * @example
 * while ((await deleteEventsBefore(db, { workspaceId, olderThan })) > 0);
 */
export async function deleteEventsBefore(
  db: Pick<Database, 'systemTransaction'>,
  { workspaceId, olderThan }: { workspaceId: string; olderThan: Date },
): Promise<number> {
  const { rowCount } = await db.systemTransaction((tx) =>
    tx.execute<never>(sql`
      delete from galley.events where workspace_id = ${workspaceId} and seq = any(array(
        select seq from galley.events where workspace_id = ${workspaceId}
          and at < ${olderThan.toISOString()}::timestamptz
        order by seq limit ${BATCH}))`),
  )
  return rowCount ?? 0
}

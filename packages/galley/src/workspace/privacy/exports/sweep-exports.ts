import { eq, sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { scopedStorage } from '../../../platform/storage/index.ts'
import { privacyExports } from '../tables.ts'

const BATCH = 500

/**
 * Cron: deletes archives whose time is over, the bytes first and then the row. One whose job may
 * still be writing waits for the next round.
 */
export async function sweepExports({ db, storage }: Pick<Services, 'db' | 'storage'>) {
  const over = await db.systemTransaction((tx) =>
    tx
      .select()
      .from(privacyExports)
      .where(
        sql`${privacyExports.expiresAt} < clock_timestamp() and not exists (
          select from galley.jobs j where j.id = ${privacyExports.jobId} and j.finished_at is null)`,
      )
      .limit(BATCH),
  )
  for (const { id, workspaceId, userId, storageKey } of over) {
    await scopedStorage(storage, userId ?? workspaceId).delete(storageKey)
    await db.systemTransaction((tx) => tx.delete(privacyExports).where(eq(privacyExports.id, id)))
  }
}

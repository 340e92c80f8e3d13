import { inArray, lt } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { uploads } from './tables.ts'

/** Deletes what was uploaded, taken or not, once its time is over: the bytes first, then the note. */
export async function sweepUploads({
  db,
  storage,
}: Pick<Services, 'db' | 'storage'>): Promise<void> {
  const expired = await db.systemTransaction((tx) =>
    tx.select().from(uploads).where(lt(uploads.expiresAt, new Date())).limit(10_000),
  )
  const byWorkspace = Map.groupBy(expired, ({ workspaceId }) => workspaceId)
  for (const [workspaceId, group] of byWorkspace) {
    const mine = scopedStorage(storage, workspaceId)
    await mine.delete(group.map(({ storageKey }) => storageKey))
    const ids = group.map(({ id }) => id)
    await db.systemTransaction((tx) => tx.delete(uploads).where(inArray(uploads.id, ids)))
  }
}

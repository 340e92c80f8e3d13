import { lt } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { uploads } from './tables.ts'

/** Deletes what was uploaded, taken or not, once its time is over. */
export async function sweepUploads({
  db,
  storage,
}: Pick<Services, 'db' | 'storage'>): Promise<void> {
  const expired = await db.system
    .delete(uploads)
    .where(lt(uploads.expiresAt, new Date()))
    .returning()
  for (const { workspaceId, storageKey } of expired) {
    await scopedStorage(storage, workspaceId).delete(storageKey)
  }
}

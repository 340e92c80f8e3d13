import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { MEDIA_AREA } from './store-medium.ts'
import { media } from './tables.ts'

/** Younger bytes may belong to a request that has not written its row yet. */
const GRACE_MS = 24 * 3600 * 1000

/** Deletes the bytes, then the rows, of images whose document has ended; then bytes that no row knows. */
export async function sweepMedia(
  services: Pick<Services, 'db' | 'storage'>,
  now = Date.now(),
): Promise<void> {
  await dropRemoved(services)
  await dropUnknown(services, now - GRACE_MS)
}

async function dropRemoved({ db, storage }: Pick<Services, 'db' | 'storage'>): Promise<void> {
  const removed = await db.systemTransaction((tx) =>
    tx.select().from(media).where(isNotNull(media.removedAt)).limit(10_000),
  )
  const byWorkspace = Map.groupBy(removed, ({ workspaceId }) => workspaceId)
  for (const [workspaceId, group] of byWorkspace) {
    await scopedStorage(storage, workspaceId).delete(group.map(({ storageKey }) => storageKey))
    const ids = group.map(({ id }) => id)
    await db.systemTransaction((tx) => tx.delete(media).where(inArray(media.id, ids)))
  }
}

/** Left by a process that died, or a store that failed, between the bytes and the row. */
async function dropUnknown(
  { db, storage }: Pick<Services, 'db' | 'storage'>,
  until: number,
): Promise<void> {
  const used = await db.systemTransaction((tx) =>
    tx.selectDistinct({ workspaceId: media.workspaceId }).from(media),
  )
  for (const { workspaceId } of used) {
    const mine = scopedStorage(storage, workspaceId)
    let cursor: string | undefined
    do {
      const page = await mine.list(MEDIA_AREA, cursor === undefined ? {} : { cursor })
      const old = page.objects.filter(({ modifiedAt }) => modifiedAt.getTime() < until)
      const keys = old.map(({ key }) => key)
      const known = await db.systemTransaction((tx) =>
        tx
          .select({ key: media.storageKey })
          .from(media)
          .where(and(eq(media.workspaceId, workspaceId), inArray(media.storageKey, keys))),
      )
      const kept = new Set(known.map(({ key }) => key))
      const unknown = keys.filter((key) => !kept.has(key))
      if (unknown.length > 0) await mine.delete(unknown)
      cursor = page.cursor ?? undefined
    } while (cursor !== undefined)
  }
}

import { and, eq, inArray } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import type { Storage } from '../../platform/storage/index.ts'
import { sources } from './tables.ts'

/** Younger bytes may belong to a request that has not written its row yet. */
const GRACE_MS = 24 * 3600 * 1000

/**
 * Deletes bytes that no row knows: left by a process that died, or a store that failed, between the
 * two. Only in workspaces of this database, since others may keep theirs in the same bucket.
 */
export async function sweepObjects(
  { db, storage }: Pick<Services, 'db' | 'storage'>,
  now = Date.now(),
): Promise<void> {
  const used = await db.systemTransaction((tx) =>
    tx.selectDistinct({ workspaceId: sources.workspaceId }).from(sources),
  )
  for (const { workspaceId } of used) {
    const mine = scopedStorage(storage, workspaceId)
    for await (const keys of oldKeys(mine, 'sources/', now - GRACE_MS)) {
      const known = await db.systemTransaction((tx) =>
        tx
          .select({ key: sources.storageKey })
          .from(sources)
          .where(and(eq(sources.workspaceId, workspaceId), inArray(sources.storageKey, keys))),
      )
      const kept = new Set(known.map(({ key }) => key))
      await mine.delete(keys.filter((key) => !kept.has(key)))
    }
  }
}

/** Page by page, the keys of what was last changed before `until`. */
async function* oldKeys(storage: Storage, area: string, until: number): AsyncGenerator<string[]> {
  let cursor: string | undefined
  do {
    const page = await storage.list(area, cursor === undefined ? {} : { cursor })
    const old = page.objects.filter(({ modifiedAt }) => modifiedAt.getTime() < until)
    if (old.length > 0) yield old.map(({ key }) => key)
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined)
}

import { asc, eq, gt } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { LOGO_AREA } from './logo-bytes.ts'
import { branding } from './tables.ts'

/** Younger bytes may belong to a request that has not written its row yet. */
const GRACE_MS = 24 * 3600 * 1000
const PAGE = 500

/** Deletes logos that no row names: left by a process that died, or a store that failed. */
export async function sweepLogos(
  { db, storage }: Pick<Services, 'db' | 'storage'>,
  now = Date.now(),
): Promise<void> {
  for (let last = ''; ;) {
    const page = await db.systemTransaction((tx) =>
      tx
        .select({ workspaceId: branding.workspaceId })
        .from(branding)
        .where(gt(branding.workspaceId, last))
        .orderBy(asc(branding.workspaceId))
        .limit(PAGE),
    )
    for (const { workspaceId } of page) {
      const mine = scopedStorage(storage, workspaceId)
      const { objects } = await mine.list(LOGO_AREA) // a thousand a day is plenty
      const old = objects.filter(({ modifiedAt }) => modifiedAt.getTime() < now - GRACE_MS)
      if (old.length === 0) continue
      const [row] = await db.systemTransaction((tx) =>
        tx.select().from(branding).where(eq(branding.workspaceId, workspaceId)),
      )
      const kept = new Set(Object.values(row?.logos ?? {}).map(({ storageKey }) => storageKey))
      await mine.delete(old.map(({ key }) => key).filter((key) => !kept.has(key)))
    }
    if (page.length < PAGE) return
    last = page.at(-1)!.workspaceId
  }
}

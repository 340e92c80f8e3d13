import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import { withTransaction } from '../../platform/verb.ts'
import { retentionRules } from '../../workspace/privacy/index.ts'
import { documentBelongings } from './format.ts'
import { documents, documentVersions, versionNames } from './tables.ts'

const BATCH = 100

/** Documents that were deleted long ago end for good, with all their versions. */
export const retainDocuments = retentionRules.contribute({
  kind: 'deletedDocuments',
  count: (ctx, olderThan) =>
    withTransaction(ctx, (tx) => tx.$count(documents, isOld(ctx.workspaceId, olderThan))),
  // The owner's handle, since the app role may delete no version.
  remove: ({ db, workspaceId, extensions }, olderThan) =>
    db.systemTransaction(async (tx) => {
      const old = await tx
        .select({ id: documents.id })
        .from(documents)
        .where(isOld(workspaceId, olderThan))
        .orderBy(asc(documents.id))
        .limit(BATCH)
        .for('update')
      const ids = old.map(({ id }) => id)
      if (ids.length === 0) return 0
      for (const { remove } of extensions.get(documentBelongings)) await remove(tx, ids)
      await tx.delete(versionNames).where(inArray(versionNames.documentId, ids))
      await tx.delete(documentVersions).where(inArray(documentVersions.documentId, ids))
      await tx.delete(documents).where(inArray(documents.id, ids))
      return ids.length
    }),
})

/** Never null where it is compared: what was not deleted has no such moment. */
const isOld = (workspaceId: string, olderThan: Date) =>
  and(eq(documents.workspaceId, workspaceId), lt(documents.deletedAt, olderThan))

import { and, eq, inArray, isNull } from 'drizzle-orm'
import { documentBelongings, findDocumentsNaming } from '../documents/index.ts'
import { mediaUrl } from './medium.ts'
import { media } from './tables.ts'

/**
 * Images end with their document, unless the text of another one names them. They are only marked
 * here, since their bytes are to go after this transaction and not before.
 */
export const retainMedia = documentBelongings.contribute({
  async remove(tx, documentIds) {
    const ofThem = and(inArray(media.documentId, [...documentIds]), isNull(media.removedAt))
    const rows = await tx
      .select({ id: media.id, workspaceId: media.workspaceId })
      .from(media)
      .where(ofThem)
    for (const { id, workspaceId } of rows) {
      const users = await findDocumentsNaming(tx, { workspaceId }, mediaUrl(id))
      if (users.length > 0) continue
      await tx.update(media).set({ removedAt: new Date() }).where(eq(media.id, id))
    }
  },
})

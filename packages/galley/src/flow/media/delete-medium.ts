import { and, eq } from 'drizzle-orm'
import { audit } from '../../workspace/audit/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { findDocumentsNaming } from '../documents/index.ts'
import { GetMediumInput } from './get-medium.ts'
import { getMediumInWorkspace, mediaCodes, mediaDeleted, mediaUrl } from './medium.ts'
import { media } from './tables.ts'

/**
 * Deletes an image and its bytes. Earlier versions of a text that named it show a gap from then on.
 *
 * @throws ConflictError `media_in_use`, with the documents, while a current text names it
 */
export async function deleteMedium({ ctx, input }: VerbArgs<GetMediumInput>): Promise<void> {
  requirePermission(ctx, 'media.write')
  const { mediaId } = GetMediumInput.parse(input)
  const { storageKey } = await withTransaction(ctx, async (tx) => {
    const row = await getMediumInWorkspace(tx, ctx, mediaId)
    const documents = await findDocumentsNaming(tx, ctx, mediaUrl(mediaId))
    if (documents.length > 0) {
      const titles = documents.map(({ title }) => `"${title}"`).join(', ')
      throw new ConflictError(mediaCodes.MEDIA_IN_USE, { mediaId, titles, documents })
    }
    await tx.delete(media).where(and(eq(media.workspaceId, ctx.workspaceId), eq(media.id, mediaId)))
    const { kind, altText } = row
    await audit(tx, ctx, { action: 'media.delete', subject: mediaId, before: { kind, altText } })
    emit(tx, ctx, mediaDeleted, mediaId, { documentId: row.documentId || null }, row)
    return row
  })
  // It is gone for everybody already. Bytes that a failing store keeps are swept.
  await ctx.storage
    .delete(storageKey)
    .catch((error: unknown) => ctx.logger.warn({ error }, 'the bytes of an image were not deleted'))
}

import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { AltText, getMediumInWorkspace, mediaUpdated, Share, toMedia } from './medium.ts'
import type { Medium } from './medium.ts'
import { media } from './tables.ts'

export const UpdateMediumInput = z.object({
  mediaId: z.string(),
  altText: AltText.optional(),
  focalX: Share.optional(),
  focalY: Share.optional(),
})
export type UpdateMediumInput = z.input<typeof UpdateMediumInput>

/** Says what an image shows, or what has to stay in sight. Texts that name it keep their own words. */
export async function updateMedium({ ctx, input }: VerbArgs<UpdateMediumInput>): Promise<Medium> {
  requirePermission(ctx, 'media.write')
  const { mediaId, ...wanted } = UpdateMediumInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getMediumInWorkspace(tx, ctx, mediaId)
    const { altText, focalX, focalY } = { ...before, ...wanted }
    const after = { altText, focalX, focalY }
    const [row] = await tx
      .update(media)
      .set({ ...after, updatedAt: new Date() })
      .where(and(eq(media.workspaceId, ctx.workspaceId), eq(media.id, mediaId)))
      .returning()
    await audit(tx, ctx, {
      action: 'media.update',
      subject: mediaId,
      before: { altText: before.altText, focalX: before.focalX, focalY: before.focalY },
      after,
    })
    emit(tx, ctx, mediaUpdated, mediaId, { documentId: before.documentId || null }, before)
    return (await toMedia(tx, ctx, [row!]))[0]!
  })
}

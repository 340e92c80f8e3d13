import { z } from 'zod'
import { InvalidError } from '../../platform/error.ts'
import { readImage } from '../../platform/images/index.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { AltText, mediaCodes } from './medium.ts'
import type { Medium } from './medium.ts'
import { placeOf } from './place-of.ts'
import { storeMedium } from './store-medium.ts'

export const UploadMediumInput = z.object({
  file: z.file().optional().describe('A PNG, JPEG, WebP or GIF of up to 20 MB.'),
  documentId: z.string().max(100).optional().describe('The document that it is for.'),
  sectionId: z.string().max(100).optional().describe('The section of it.'),
  altText: AltText.optional(),
  projectId: z.string().optional().describe('Default: that of the document.'),
})
export type UploadMediumInput = z.input<typeof UploadMediumInput>

/**
 * Keeps an image, without what its file says about places and people. The same image for the same
 * section is the same medium.
 */
export async function uploadMedium({ ctx, input }: VerbArgs<UploadMediumInput>): Promise<Medium> {
  requirePermission(ctx, 'media.write')
  const { file, altText, ...wanted } = UploadMediumInput.parse(input)
  if (!file) {
    const fields = [{ pointer: '/file', message: 'Send the image here.' }]
    throw new InvalidError(mediaCodes.MEDIA_FILE_MISSING, {}, { fields })
  }
  const limit = ctx.config.GALLEY_MAX_UPLOAD_MB * 1024 * 1024
  const image = readImage(new Uint8Array(await file.arrayBuffer()), limit)
  const place = await placeOf(ctx, wanted)
  return storeMedium(place, image, {
    origin: 'upload',
    fileName: file.name.replaceAll('\u0000', '').toWellFormed().slice(0, 255) || null,
    altText: altText ?? '',
  })
}

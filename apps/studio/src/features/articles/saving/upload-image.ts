import { call } from '../../../api/call.ts'
import type { Output } from '../../../api/call.ts'

export type Medium = Output<'POST /media'>

/** What can be uploaded, as an input's `accept`. */
export const IMAGE_TYPES = 'image/png,image/jpeg,image/webp,image/gif'

/**
 * Uploads an image for a section; one that the server has not seen yet has no name there, so its
 * image is the article's.
 */
export function uploadImage(
  documentId: string,
  sectionId: string | null,
  file: File,
): Promise<Medium> {
  const isKnown = sectionId !== null && !sectionId.startsWith('new-')
  return call('POST /media', {
    file,
    document_id: documentId,
    ...(isKnown && { section_id: sectionId }),
  })
}

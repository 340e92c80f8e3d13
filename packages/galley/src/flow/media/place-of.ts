import { inProject } from '../../workspace/tenancy/index.ts'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import { getDocument } from '../documents/index.ts'
import { mediaCodes } from './medium.ts'

/** Where an image belongs, and the caller narrowed to its project. */
export interface Place {
  ctx: Context
  documentId: string
  sectionId: string
}

/** @throws NotFoundError for a document that is not there; InvalidError for a section of none. */
export async function placeOf(
  ctx: Context,
  wanted: {
    documentId?: string | undefined
    sectionId?: string | undefined
    projectId?: string | undefined
  },
): Promise<Place> {
  const { documentId = '', sectionId = '' } = wanted
  if (sectionId && !documentId) throw new InvalidError(mediaCodes.MEDIA_SECTION_ALONE)
  const document = documentId ? await getDocument({ ctx, input: { documentId } }) : null
  const projectId = document ? (document.projectId ?? undefined) : wanted.projectId
  return { ctx: await inProject(ctx, projectId), documentId, sectionId }
}

import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCodes, NotFoundError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { imageKinds } from '../../platform/images/index.ts'
import { Author, findJobOrigins, jobIdOf, toAuthor } from '../../platform/jobs/index.ts'
import { media } from './tables.ts'

export const mediaCodes = defineCodes({
  MEDIA_NOT_FOUND:
    'There is no image {mediaId} in this workspace. GET /api/v1/media lists those there are.',
  MEDIA_FILE_MISSING: 'Send the image as the part "file" of multipart/form-data.',
  MEDIA_IN_USE:
    'The image {mediaId} stands in {titles}. Take it out of the text first, then delete it.',
  MEDIA_SECTION_ALONE: 'A section is one of a document. Name the document_id too.',
  EXPORT_IMAGES_TOO_LARGE:
    'The images of this document have more than {limit} bytes together, too many for one page. Export it as Markdown, which names them, or take some out.',
  MEDIA_DELETED_MEANWHILE:
    'The same image was deleted while this request was under way. Send it again.',
})

/** 0 to 1. */
export const Share = z.number().min(0).max(1)

export const AltText = z
  .string()
  .max(1000)
  .transform((text) => text.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim())

export const Medium = z
  .object({
    id: z.string(),
    projectId: z.string().nullable(),
    documentId: z.string().nullable().describe('What it was made or uploaded for.'),
    sectionId: z.string().nullable(),
    url: z.string().describe('Where its bytes are, below this server: for Markdown and pages.'),
    kind: z.enum(Object.keys(imageKinds) as [keyof typeof imageKinds]),
    mediaType: z.string(),
    width: z.int().describe('Pixels, as people see them.'),
    height: z.int(),
    size: z.int().describe('Bytes.'),
    contentHash: z.string(),
    fileName: z.string().nullable(),
    altText: z.string().describe('For people who do not see it. Empty: not said yet.'),
    focalX: Share.describe('What has to stay in sight when it is cut, from the left.'),
    focalY: Share.describe('The same, from the top.'),
    origin: z.enum(['upload', 'model']),
    model: z.string().nullable(),
    prompt: z.string().nullable().describe('What the model was told.'),
    costMicros: z.int().nullable(),
    createdBy: Author,
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Medium' })
export type Medium = z.infer<typeof Medium>

const about = z.object({ documentId: z.string().nullable() })

export const mediaCreated = defineEvent({
  type: 'media.created',
  summary: 'An image was uploaded or made.',
  data: about.extend({ origin: z.enum(['upload', 'model']) }),
})

export const mediaUpdated = defineEvent({
  type: 'media.updated',
  summary: 'The alt text or the focal point of an image was changed.',
  data: about,
})

export const mediaDeleted = defineEvent({
  type: 'media.deleted',
  summary: 'An image was deleted.',
  data: about,
})

export type MediumRow = typeof media.$inferSelect

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getMediumInWorkspace(
  tx: Transaction,
  ctx: Context,
  mediaId: string,
): Promise<MediumRow> {
  const [row] = await tx
    .select()
    .from(media)
    .where(
      and(eq(media.workspaceId, ctx.workspaceId), eq(media.id, mediaId), isNull(media.removedAt)),
    )
  if (!row) throw new NotFoundError(mediaCodes.MEDIA_NOT_FOUND, { mediaId })
  return row
}

/**
 * Where an image is had, and what Markdown calls it.
 *
 * @example
 * `![A worm](${mediaUrl('med_01…')})`
 */
export const mediaUrl = (mediaId: string): string => `/api/v1/media/${mediaId}/content`

export async function toMedia(
  tx: Transaction,
  ctx: Context,
  rows: readonly MediumRow[],
): Promise<Medium[]> {
  const origins = await findJobOrigins(
    tx,
    ctx,
    rows.map(({ createdBy }) => jobIdOf(createdBy)),
  )
  return rows.map(({ removedAt: _removed, storageKey: _key, workspaceId: _workspace, ...row }) => ({
    ...row,
    documentId: row.documentId || null,
    sectionId: row.sectionId || null,
    url: mediaUrl(row.id),
    mediaType: imageKinds[row.kind].mediaType,
    createdBy: toAuthor(row.createdBy, origins),
  }))
}

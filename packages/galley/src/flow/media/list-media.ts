import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { Medium, toMedia } from './medium.ts'
import { media } from './tables.ts'

export const ListMediaInput = z.object({
  ...pageInput,
  documentId: z.string().optional().describe('Only those for this document.'),
  sectionId: z.string().optional().describe('Only those for this section.'),
  origin: z.enum(['upload', 'model']).optional(),
})
export type ListMediaInput = z.input<typeof ListMediaInput>

export const MediaPage = Page(Medium)
export type MediaPage = z.infer<typeof MediaPage>

const cursor = defineCursor('media', z.string())

/** Images, newest first. */
export async function listMedia({ ctx, input }: VerbArgs<ListMediaInput>): Promise<MediaPage> {
  requirePermission(ctx, 'media.read')
  const { limit, documentId, sectionId, origin, ...page } = ListMediaInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(media)
      .where(
        and(
          eq(media.workspaceId, ctx.workspaceId),
          isNull(media.removedAt),
          documentId === undefined ? undefined : eq(media.documentId, documentId),
          sectionId === undefined ? undefined : eq(media.sectionId, sectionId),
          origin && eq(media.origin, origin),
          before === undefined ? undefined : lt(media.id, before),
        ),
      )
      .orderBy(desc(media.id))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, ({ id }) => cursor.encode(id))
    return { items: await toMedia(tx, ctx, items), nextCursor }
  })
}

import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { contains } from '../../platform/db/index.ts'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import type { DocumentSummary } from './document.ts'
import { documents } from './tables.ts'

export const ListDocumentsInput = z.object({
  ...pageInput,
  format: z.string().optional().describe('Only documents of this format.'),
  projectId: z.string().optional().describe('Only those of this project.'),
  search: z.string().trim().max(200).optional().describe('Only those whose title contains this.'),
})
export type ListDocumentsInput = z.input<typeof ListDocumentsInput>

const cursor = defineCursor('documents', z.string())

/** Newest first. */
export async function listDocuments({
  ctx,
  input,
}: VerbArgs<ListDocumentsInput>): Promise<Page<DocumentSummary>> {
  requirePermission(ctx, 'documents.read')
  const { limit, format, projectId, search, ...page } = ListDocumentsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.workspaceId, ctx.workspaceId),
          isNull(documents.deletedAt),
          before ? lt(documents.id, before) : undefined,
          format ? eq(documents.format, format) : undefined,
          projectId ? eq(documents.projectId, projectId) : undefined,
          search ? contains(documents.title, search) : undefined,
        ),
      )
      .orderBy(desc(documents.id))
      .limit(limit + 1),
  )
  const summaries = rows.map((row) => ({ ...row, version: row.currentVersion }))
  return toPage(summaries, limit, (row) => cursor.encode(row.id))
}

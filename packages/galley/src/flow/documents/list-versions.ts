import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getDocumentInWorkspace, VersionNumber } from './document.ts'
import type { VersionSummary } from './document.ts'
import { documentVersions } from './tables.ts'

export const ListVersionsInput = z.object({ documentId: z.string(), ...pageInput })
export type ListVersionsInput = z.input<typeof ListVersionsInput>

const cursor = defineCursor('versions', VersionNumber)

/** Newest first, without the content. */
export async function listVersions({
  ctx,
  input,
}: VerbArgs<ListVersionsInput>): Promise<Page<VersionSummary>> {
  requirePermission(ctx, 'documents.read')
  const { documentId, limit, ...page } = ListVersionsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  const rows = await withTransaction(ctx, async (tx) => {
    await getDocumentInWorkspace(tx, ctx, documentId)
    const { content: _, ...columns } = getTableColumns(documentVersions)
    return tx
      .select(columns)
      .from(documentVersions)
      .where(
        and(
          eq(documentVersions.workspaceId, ctx.workspaceId),
          eq(documentVersions.documentId, documentId),
          before ? lt(documentVersions.version, before) : undefined,
        ),
      )
      .orderBy(desc(documentVersions.version))
      .limit(limit + 1)
  })
  return toPage(rows, limit, (row) => cursor.encode(row.version))
}

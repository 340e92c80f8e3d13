import { and, desc, eq, getColumns, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { contains } from '../../platform/db/index.ts'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import type { SourceSummary } from './source.ts'
import { sources } from './tables.ts'

export const ListSourcesInput = z.object({
  ...pageInput,
  projectId: z.string().optional().describe('Only those of this project.'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Only those whose title or file name contains this.'),
})
export type ListSourcesInput = z.input<typeof ListSourcesInput>

/** Everything but the text, which may be millions of characters, and its metadata. */
const { text: _text, metadata: _metadata, ...summary } = getColumns(sources)

const cursor = defineCursor('sources', z.string())

/** Newest first. */
export async function listSources({
  ctx,
  input,
}: VerbArgs<ListSourcesInput>): Promise<Page<SourceSummary>> {
  requirePermission(ctx, 'sources.read')
  const { limit, projectId, search, ...page } = ListSourcesInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(summary)
      .from(sources)
      .where(
        and(
          eq(sources.workspaceId, ctx.workspaceId),
          before ? lt(sources.id, before) : undefined,
          projectId ? eq(sources.projectId, projectId) : undefined,
          search
            ? or(contains(sources.title, search), contains(sources.fileName, search))
            : undefined,
        ),
      )
      .orderBy(desc(sources.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, (row) => cursor.encode(row.id))
}

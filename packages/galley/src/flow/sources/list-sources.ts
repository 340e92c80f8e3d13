import { and, count, eq, getColumns, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { contains } from '../../platform/db/index.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineSort, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { SourceSummary } from './source.ts'
import { sources } from './tables.ts'

const order = defineSort('sources', sources.id, {
  title: { of: sql`lower(coalesce(${sources.title}, ${sources.fileName}, ''))`, kind: 'text' },
  words: { of: sources.wordCount, kind: 'number' },
})

export const ListSourcesInput = z.object({
  ...pageInput,
  ...order.input,
  kind: z.string().optional().describe('Only sources of this kind: `vtt`, `pdf`.'),
  projectId: z.string().optional().describe('Only those of this project.'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Only those whose title or file name contains this.'),
  include: z.enum(['counts']).optional().describe('`counts`: how many there are, besides.'),
})
export type ListSourcesInput = z.input<typeof ListSourcesInput>

/** Of all that fits the other filters, whatever its kind. */
const SourceCounts = z.object({ total: z.int(), byKind: z.record(z.string(), z.int()) })

export const SourcePage = Page(SourceSummary).extend({
  counts: SourceCounts.nullable().describe('Null unless it was asked for.'),
})
export type SourcePage = z.infer<typeof SourcePage>

/** Everything but the text, which may be millions of characters, and its metadata. */
const { text: _text, metadata: _metadata, ...summary } = getColumns(sources)

/** A page of sources; newest first unless another order is asked for. */
export async function listSources({ ctx, input }: VerbArgs<ListSourcesInput>): Promise<SourcePage> {
  requirePermission(ctx, 'sources.read')
  const { limit, kind, projectId, search, include, ...page } = ListSourcesInput.parse(input)
  const seek = order.seek(page)
  const where = and(
    eq(sources.workspaceId, ctx.workspaceId),
    projectId ? eq(sources.projectId, projectId) : undefined,
    search ? or(contains(sources.title, search), contains(sources.fileName, search)) : undefined,
  )
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select({ ...summary, sortKey: seek.sortKey })
      .from(sources)
      .where(and(where, kind ? eq(sources.kind, kind) : undefined, seek.where))
      .orderBy(...seek.orderBy)
      .limit(limit + 1)
    const counts = include === 'counts' ? await countSources(tx, where) : null
    return { ...toPage(rows, limit, seek.cursorOf), counts }
  })
}

async function countSources(tx: Transaction, where: SQL | undefined) {
  const rows = await tx
    .select({ kind: sources.kind, count: count() })
    .from(sources)
    .where(where)
    .groupBy(sources.kind)
  const byKind = Object.fromEntries(rows.map((row) => [row.kind, row.count]))
  return { total: rows.reduce((sum, row) => sum + row.count, 0), byKind }
}

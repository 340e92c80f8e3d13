import { and, count, eq, getColumns, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { contains } from '../../platform/db/index.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineSort, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { findJobOrigins, jobIdOf, toAuthor } from '../../platform/jobs/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { DocumentSummary } from './document.ts'
import { documents } from './tables.ts'

const order = defineSort('documents', documents.id, {
  updated: { of: documents.updatedAt, kind: 'moment' },
  title: { of: sql`lower(${documents.title})`, kind: 'text' },
  words: { of: documents.wordCount, kind: 'number' },
})

export const ListDocumentsInput = z.object({
  ...pageInput,
  ...order.input,
  format: z.string().optional().describe('Only documents of this format.'),
  status: DocumentSummary.shape.status.optional(),
  projectId: z.string().optional().describe('Only those of this project.'),
  search: z.string().trim().max(200).optional().describe('Only those whose title contains this.'),
  include: z.enum(['counts']).optional().describe('`counts`: how many there are, besides.'),
})
export type ListDocumentsInput = z.input<typeof ListDocumentsInput>

/** Of all that fits the other filters, whatever its status. */
const DocumentCounts = z.object({
  total: z.int(),
  byStatus: z.object({ generated: z.int(), edited: z.int() }),
})

export const DocumentPage = Page(DocumentSummary).extend({
  counts: DocumentCounts.nullable().describe('Null unless it was asked for.'),
})
export type DocumentPage = z.infer<typeof DocumentPage>

const { origin: _, deletedAt: _deletedAt, currentVersion, ...facts } = getColumns(documents)

/** A page of documents; newest first unless another order is asked for. */
export async function listDocuments({
  ctx,
  input,
}: VerbArgs<ListDocumentsInput>): Promise<DocumentPage> {
  requirePermission(ctx, 'documents.read')
  const { limit, format, status, projectId, search, include, ...page } =
    ListDocumentsInput.parse(input)
  const seek = order.seek(page)
  const where = and(
    eq(documents.workspaceId, ctx.workspaceId),
    isNull(documents.deletedAt),
    format ? eq(documents.format, format) : undefined,
    projectId ? eq(documents.projectId, projectId) : undefined,
    search ? contains(documents.title, search) : undefined,
  )
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select({ ...facts, version: currentVersion, sortKey: seek.sortKey })
      .from(documents)
      .where(and(where, status && eq(documents.status, status), seek.where))
      .orderBy(...seek.orderBy)
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, seek.cursorOf)
    const counts = include === 'counts' ? await countDocuments(tx, where) : null
    return { items: await withAuthors(tx, ctx, items), nextCursor, counts }
  })
}

async function withAuthors<Row extends { author: (typeof documents.$inferSelect)['author'] }>(
  tx: Transaction,
  ctx: Context,
  rows: readonly Row[],
) {
  const jobs = await findJobOrigins(
    tx,
    ctx,
    rows.map(({ author }) => jobIdOf(author)),
  )
  return rows.map(({ author, ...row }) => ({
    ...row,
    updatedBy: author && toAuthor(author, jobs),
  }))
}

async function countDocuments(tx: Transaction, where: SQL | undefined) {
  const rows = await tx
    .select({ status: documents.status, count: count() })
    .from(documents)
    .where(where)
    .groupBy(documents.status)
  const byStatus = { generated: 0, edited: 0 }
  for (const row of rows) byStatus[row.status] = row.count
  return { total: byStatus.generated + byStatus.edited, byStatus }
}

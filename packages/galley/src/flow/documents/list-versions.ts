import { and, desc, eq, getColumns, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { findJobOrigins, jobIdOf, toAuthor } from '../../platform/jobs/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getDocumentInWorkspace, VersionNumber } from './document.ts'
import type { VersionRow, VersionSummary } from './document.ts'
import { documentVersions, versionNames } from './tables.ts'

export const ListVersionsInput = z.object({ documentId: z.string(), ...pageInput })
export type ListVersionsInput = z.input<typeof ListVersionsInput>

const cursor = defineCursor('versions', VersionNumber)
const { content: _, ...columns } = getColumns(documentVersions)

/** Newest first, without the content: who made each and how, and what people call it. */
export async function listVersions({
  ctx,
  input,
}: VerbArgs<ListVersionsInput>): Promise<Page<VersionSummary>> {
  requirePermission(ctx, 'documents.read')
  const { documentId, limit, ...page } = ListVersionsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  return withTransaction(ctx, async (tx) => {
    await getDocumentInWorkspace(tx, ctx, documentId)
    const rows = await tx
      .select({ ...columns, name: versionNames.name })
      .from(documentVersions)
      .leftJoin(
        versionNames,
        and(
          eq(versionNames.documentId, documentVersions.documentId),
          eq(versionNames.version, documentVersions.version),
        ),
      )
      .where(
        and(
          eq(documentVersions.workspaceId, ctx.workspaceId),
          eq(documentVersions.documentId, documentId),
          before ? lt(documentVersions.version, before) : undefined,
        ),
      )
      .orderBy(desc(documentVersions.version))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, (row) => cursor.encode(row.version))
    return { items: await describeVersions(tx, ctx, items), nextCursor }
  })
}

/** Versions with the names of people and jobs instead of their ids alone. */
export async function describeVersions(
  tx: Transaction,
  ctx: Context,
  rows: readonly (Omit<VersionRow, 'content'> & { name: string | null })[],
): Promise<VersionSummary[]> {
  const ids = rows.flatMap(({ author, jobId }) => [jobIdOf(author), jobId])
  const jobs = await findJobOrigins(tx, ctx, ids)
  return rows.map((row) => ({
    ...row,
    author: toAuthor(row.author, jobs),
    jobName: (row.jobId && jobs.get(row.jobId)?.name) || null,
  }))
}

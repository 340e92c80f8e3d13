import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { documents } from './tables.ts'

/** What documents are called; deleted ones are left out. */
export async function listDocumentTitles(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  documentIds: readonly string[],
): Promise<{ id: string; title: string }[]> {
  if (documentIds.length === 0) return []
  return tx
    .select({ id: documents.id, title: documents.title })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, ctx.workspaceId),
        inArray(documents.id, [...documentIds]),
        isNull(documents.deletedAt),
      ),
    )
}

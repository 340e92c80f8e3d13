import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { documents, documentVersions } from './tables.ts'

const MOST = 5

/** A few of the documents whose current text has these words, letter by letter: an address, an id. */
export async function findDocumentsNaming(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  words: string,
): Promise<{ id: string; title: string }[]> {
  return tx
    .select({ id: documents.id, title: documents.title })
    .from(documents)
    .innerJoin(
      documentVersions,
      and(
        eq(documentVersions.documentId, documents.id),
        eq(documentVersions.version, documents.currentVersion),
      ),
    )
    .where(
      and(
        eq(documents.workspaceId, ctx.workspaceId),
        isNull(documents.deletedAt),
        sql`strpos(${documentVersions.content}::text, ${words}) > 0`,
      ),
    )
    .limit(MOST)
}

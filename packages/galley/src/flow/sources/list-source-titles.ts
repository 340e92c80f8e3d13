import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { sources } from './tables.ts'

/** What to call the sources that something was made from: title, else file name; deleted ones are left out. */
export async function listSourceTitles(
  tx: Transaction,
  ctx: Context,
  sourceIds: readonly string[],
): Promise<{ id: string; title: string | null; kind: string }[]> {
  if (sourceIds.length === 0) return []
  const title = sql<string | null>`coalesce(${sources.title}, ${sources.fileName})`
  return tx
    .select({ id: sources.id, title, kind: sources.kind })
    .from(sources)
    .where(and(eq(sources.workspaceId, ctx.workspaceId), inArray(sources.id, [...sourceIds])))
}

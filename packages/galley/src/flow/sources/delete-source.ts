import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getSourceInWorkspace, sourceDeleted } from './source.ts'
import { sources } from './tables.ts'

export const DeleteSourceInput = z.object({ sourceId: z.string() })
export type DeleteSourceInput = z.infer<typeof DeleteSourceInput>

/** Deletes a source and its bytes. Documents made from it keep their text and the cited ranges. */
export async function deleteSource({ ctx, input }: VerbArgs<DeleteSourceInput>): Promise<void> {
  requirePermission(ctx, 'sources.write')
  const { sourceId } = DeleteSourceInput.parse(input)
  const source = await withTransaction(ctx, async (tx) => {
    const row = await getSourceInWorkspace(tx, ctx, sourceId)
    await tx
      .delete(sources)
      .where(and(eq(sources.workspaceId, ctx.workspaceId), eq(sources.id, sourceId)))
    await audit(tx, ctx, { action: 'source.delete', subject: sourceId, before: { kind: row.kind } })
    emit(tx, ctx, sourceDeleted, sourceId, {})
    return row
  })
  await ctx.storage.delete(source.storageKey)
}

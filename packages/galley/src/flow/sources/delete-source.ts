import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { sourceCodes, sourceDeleted } from './source.ts'
import { sources } from './tables.ts'

export const DeleteSourceInput = z.object({ sourceId: z.string() })
export type DeleteSourceInput = z.infer<typeof DeleteSourceInput>

/** Deletes a source and its bytes. Documents made from it keep their text and the cited ranges. */
export async function deleteSource({ ctx, input }: VerbArgs<DeleteSourceInput>): Promise<void> {
  requirePermission(ctx, 'sources.write')
  const { sourceId } = DeleteSourceInput.parse(input)
  const { storageKey } = await withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .delete(sources)
      .where(and(eq(sources.workspaceId, ctx.workspaceId), eq(sources.id, sourceId)))
      .returning({
        kind: sources.kind,
        storageKey: sources.storageKey,
        projectId: sources.projectId,
      })
    if (!row) throw new NotFoundError(sourceCodes.SOURCE_NOT_FOUND, { sourceId })
    await audit(tx, ctx, { action: 'source.delete', subject: sourceId, before: { kind: row.kind } })
    emit(tx, ctx, sourceDeleted, sourceId, {}, row)
    return row
  })
  // It is gone for everybody already. Bytes that a failing store keeps are swept.
  await ctx.storage
    .delete(storageKey)
    .catch((error: unknown) => ctx.logger.warn({ error }, 'the bytes of a source were not deleted'))
}

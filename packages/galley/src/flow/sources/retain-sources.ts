import { and, asc, eq, lt } from 'drizzle-orm'
import { NotFoundError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import { retentionRules } from '../../workspace/privacy/index.ts'
import { deleteSource } from './delete-source.ts'
import { sources } from './tables.ts'

const BATCH = 50

/** Sources end as if somebody deleted them: what was made from them keeps its text and citations. */
export const retainSources = retentionRules.contribute({
  kind: 'sources',
  count: (ctx, olderThan) =>
    withTransaction(ctx, (tx) => tx.$count(sources, isOld(ctx.workspaceId, olderThan))),
  async remove(ctx, olderThan) {
    const old = await withTransaction(ctx, (tx) =>
      tx
        .select({ id: sources.id })
        .from(sources)
        .where(isOld(ctx.workspaceId, olderThan))
        .orderBy(asc(sources.id))
        .limit(BATCH),
    )
    for (const { id: sourceId } of old) {
      await deleteSource({ ctx, input: { sourceId } }).catch((error: unknown) => {
        // Somebody was faster.
        if (!(error instanceof NotFoundError)) throw error
      })
    }
    return old.length
  },
})

const isOld = (workspaceId: string, olderThan: Date) =>
  and(eq(sources.workspaceId, workspaceId), lt(sources.createdAt, olderThan))

import { and, eq } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { newId } from '../../../platform/id.ts'
import { emit, withTransaction } from '../../../platform/verb.ts'
import { storable } from '../../documents/index.ts'
import { promptRuns } from '../tables.ts'
import { describeRuns, promptRunCreated } from './prompt-run.ts'
import type { PromptRun, PromptRunRow } from './prompt-run.ts'

export type NewRun = Pick<
  PromptRunRow,
  | 'templateId'
  | 'version'
  | 'content'
  | 'values'
  | 'text'
  | 'model'
  | 'costMicros'
  | 'inputTokens'
  | 'outputTokens'
  | 'durationMs'
>

/** Keeps an answer, once for the durable step that asked for it. */
export async function storeRun(ctx: Context, run: NewRun): Promise<PromptRun> {
  const origin = ctx.step?.idempotencyKey ?? newId('req')
  return withTransaction(ctx, async (tx) => {
    const [made] = await tx
      .insert(promptRuns)
      .values({
        ...storable(run),
        id: newId('ptr'),
        workspaceId: ctx.workspaceId,
        author: ctx.actor,
        jobId: ctx.step?.jobId ?? null,
        origin,
      })
      .onConflictDoNothing()
      .returning()
    if (made) emit(tx, ctx, promptRunCreated, made.id, { templateId: run.templateId })
    const rows = await tx
      .select()
      .from(promptRuns)
      .where(and(eq(promptRuns.workspaceId, ctx.workspaceId), eq(promptRuns.origin, origin)))
    return (await describeRuns(tx, ctx, rows))[0]!
  })
}

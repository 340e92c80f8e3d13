import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { defineEvent } from '../../../platform/event.ts'
import { Author, findJobOrigins, jobIdOf, toAuthor } from '../../../platform/jobs/index.ts'
import { promptCodes } from '../codes.ts'
import { PromptContent, PromptValues } from '../content.ts'
import { promptRuns } from '../tables.ts'

/** What a model answered to a prompt, and what that took. */
export const PromptRun = z
  .object({
    id: z.string(),
    templateId: z.string().nullable(),
    version: z.int().nullable().describe('Null: a draft that was not saved.'),
    content: PromptContent.describe('What was tried, also where the template has changed since.'),
    values: PromptValues,
    text: z.string().describe('The answer, in Markdown.'),
    model: z.string(),
    costMicros: z.int().nullable(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    durationMs: z.int(),
    isFavourite: z.boolean(),
    author: Author,
    jobId: z.string().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'PromptRun' })
export type PromptRun = z.infer<typeof PromptRun>

/** One that was just made: without its moment, which a job's output has no way to hold. */
export const MadePromptRun = PromptRun.omit({ createdAt: true }).meta({ id: 'MadePromptRun' })
export type MadePromptRun = z.infer<typeof MadePromptRun>

export const promptRunCreated = defineEvent({
  type: 'prompt_run.created',
  summary: 'A prompt was tried.',
  data: z.object({ templateId: z.string().nullable() }),
})

export const promptRunUpdated = defineEvent({
  type: 'prompt_run.updated',
  summary: 'A try of a prompt was marked as a favourite, or is none any more.',
  data: z.object({ templateId: z.string().nullable(), isFavourite: z.boolean() }),
})

export const promptRunDeleted = defineEvent({
  type: 'prompt_run.deleted',
  summary: 'A try of a prompt was deleted.',
  data: z.object({ templateId: z.string().nullable() }),
})

export type PromptRunRow = typeof promptRuns.$inferSelect

export const isRun = (ctx: Pick<Context, 'workspaceId'>, runId: string) =>
  and(eq(promptRuns.workspaceId, ctx.workspaceId), eq(promptRuns.id, runId))

export async function getRunInWorkspace(
  tx: Transaction,
  ctx: Context,
  runId: string,
): Promise<PromptRunRow> {
  const [row] = await tx.select().from(promptRuns).where(isRun(ctx, runId)).for('update')
  if (!row) throw new NotFoundError(promptCodes.PROMPT_RUN_NOT_FOUND, { runId })
  return row
}

export async function describeRuns(
  tx: Transaction,
  ctx: Context,
  rows: readonly PromptRunRow[],
): Promise<PromptRun[]> {
  const ids = rows.map(({ author }) => jobIdOf(author))
  const jobs = await findJobOrigins(tx, ctx, ids)
  return rows.map(({ workspaceId: _workspace, projectId: _project, origin: _origin, ...row }) => ({
    ...row,
    author: toAuthor(row.author, jobs),
  }))
}

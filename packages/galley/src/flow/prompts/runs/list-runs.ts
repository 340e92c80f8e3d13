import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { promptRuns } from '../tables.ts'
import { describeRuns, PromptRun } from './prompt-run.ts'

export const ListRunsInput = z.object({
  ...pageInput,
  templateId: z.string().optional().describe('Only those of this prompt.'),
  isFavourite: z.boolean().optional().describe('Only those that are, or are not, favourites.'),
})
export type ListRunsInput = z.input<typeof ListRunsInput>

export const PromptRunPage = Page(PromptRun)
export type PromptRunPage = z.infer<typeof PromptRunPage>

const cursor = defineCursor('prompt-runs', z.string())

/** What was tried, newest first. */
export async function listRuns({ ctx, input }: VerbArgs<ListRunsInput>): Promise<PromptRunPage> {
  requirePermission(ctx, 'prompts.read')
  const { limit, templateId, isFavourite, ...page } = ListRunsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(promptRuns)
      .where(
        and(
          eq(promptRuns.workspaceId, ctx.workspaceId),
          templateId === undefined ? undefined : eq(promptRuns.templateId, templateId),
          isFavourite === undefined ? undefined : eq(promptRuns.isFavourite, isFavourite),
          before === undefined ? undefined : lt(promptRuns.id, before),
        ),
      )
      .orderBy(desc(promptRuns.id))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, ({ id }) => cursor.encode(id))
    return { items: await describeRuns(tx, ctx, items), nextCursor }
  })
}

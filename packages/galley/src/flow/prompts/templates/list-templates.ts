import { and, eq, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { contains } from '../../../platform/db/index.ts'
import { defineSort, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { PromptPurpose } from '../content.ts'
import { promptTemplates } from '../tables.ts'
import { describeTemplates, PromptTemplateSummary } from './template.ts'

const order = defineSort('prompt-templates', promptTemplates.id, {
  updated: { of: promptTemplates.updatedAt, kind: 'moment' },
  name: { of: sql`lower(${promptTemplates.name})`, kind: 'text' },
})

export const ListTemplatesInput = z.object({
  ...pageInput,
  ...order.input,
  purpose: PromptPurpose.optional(),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Only those whose name or description contains this.'),
})
export type ListTemplatesInput = z.input<typeof ListTemplatesInput>

export const TemplatePage = Page(PromptTemplateSummary)
export type TemplatePage = z.infer<typeof TemplatePage>

/** The workspace's prompts, newest first or in another order. */
export async function listTemplates({
  ctx,
  input,
}: VerbArgs<ListTemplatesInput>): Promise<TemplatePage> {
  requirePermission(ctx, 'prompts.read')
  const { limit, purpose, search, ...page } = ListTemplatesInput.parse(input)
  const seek = order.seek(page)
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select({ row: promptTemplates, id: promptTemplates.id, sortKey: seek.sortKey })
      .from(promptTemplates)
      .where(
        and(
          eq(promptTemplates.workspaceId, ctx.workspaceId),
          purpose && eq(promptTemplates.purpose, purpose),
          search
            ? or(
                contains(promptTemplates.name, search),
                contains(promptTemplates.description, search),
              )
            : undefined,
          seek.where,
        ),
      )
      .orderBy(...seek.orderBy)
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, seek.cursorOf)
    const templates = items.map(({ row }) => row)
    return { items: await describeTemplates(tx, ctx, templates), nextCursor }
  })
}

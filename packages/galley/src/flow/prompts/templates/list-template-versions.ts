import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { promptTemplateVersions } from '../tables.ts'
import {
  describeTemplateVersions,
  getTemplateInWorkspace,
  PromptTemplateVersion,
  VersionNumber,
} from './template.ts'

export const ListTemplateVersionsInput = z.object({ templateId: z.string(), ...pageInput })
export type ListTemplateVersionsInput = z.input<typeof ListTemplateVersionsInput>

export const TemplateVersionPage = Page(PromptTemplateVersion)
export type TemplateVersionPage = z.infer<typeof TemplateVersionPage>

const cursor = defineCursor('prompt-versions', VersionNumber)

/** What a prompt said and says, newest first: content too, so that any two can be compared. */
export async function listTemplateVersions({
  ctx,
  input,
}: VerbArgs<ListTemplateVersionsInput>): Promise<TemplateVersionPage> {
  requirePermission(ctx, 'prompts.read')
  const { templateId, limit, ...page } = ListTemplateVersionsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  return withTransaction(ctx, async (tx) => {
    await getTemplateInWorkspace(tx, ctx, templateId)
    const rows = await tx
      .select()
      .from(promptTemplateVersions)
      .where(
        and(
          eq(promptTemplateVersions.workspaceId, ctx.workspaceId),
          eq(promptTemplateVersions.templateId, templateId),
          before ? lt(promptTemplateVersions.version, before) : undefined,
        ),
      )
      .orderBy(desc(promptTemplateVersions.version))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, (row) => cursor.encode(row.version))
    return { items: await describeTemplateVersions(tx, ctx, items), nextCursor }
  })
}

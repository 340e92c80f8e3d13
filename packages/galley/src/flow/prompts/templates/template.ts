import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor, Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { defineEvent } from '../../../platform/event.ts'
import { Author, findJobOrigins, jobIdOf, toAuthor } from '../../../platform/jobs/index.ts'
import { promptCodes } from '../codes.ts'
import { PromptContent, PromptPurpose } from '../content.ts'
import { promptTemplates, promptTemplateVersions } from '../tables.ts'

/** As large as the column that holds it. */
export const VersionNumber = z.int().min(1).max(2_147_483_647)

export const TemplateName = z.string().trim().min(1).max(120)
export const TemplateDescription = z.string().trim().max(500)

export const PromptTemplateSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    purpose: PromptPurpose,
    version: z.int().describe('The current one.'),
    createdAt: z.date(),
    updatedAt: z.date(),
    updatedBy: Author,
  })
  .meta({ id: 'PromptTemplateSummary' })
export type PromptTemplateSummary = z.infer<typeof PromptTemplateSummary>

/** A template with what one of its versions says: the current one, where none is named. */
export const PromptTemplate = PromptTemplateSummary.extend({
  content: PromptContent,
  contentVersion: z.int().describe('The version that `content` is of.'),
}).meta({ id: 'PromptTemplate' })
export type PromptTemplate = z.infer<typeof PromptTemplate>

export const PromptTemplateVersion = z
  .object({
    templateId: z.string(),
    version: z.int(),
    summary: z.string(),
    restoredFrom: z.int().nullable().describe('The version whose content was brought back.'),
    content: PromptContent,
    author: Author,
    createdAt: z.date(),
  })
  .meta({ id: 'PromptTemplateVersion' })
export type PromptTemplateVersion = z.infer<typeof PromptTemplateVersion>

export const templateVersioned = defineEvent({
  type: 'prompt_template.versioned',
  summary: 'A prompt has a new version, or is new itself.',
  data: z.object({ version: z.int() }),
})

export const templateRenamed = defineEvent({
  type: 'prompt_template.renamed',
  summary: 'A prompt has another name or description.',
  data: z.object({ name: z.string() }),
})

export const templateDeleted = defineEvent({
  type: 'prompt_template.deleted',
  summary: 'A prompt was deleted, with its versions and what was tried with them.',
  data: z.object({}),
})

export type TemplateRow = typeof promptTemplates.$inferSelect
export type TemplateVersionRow = typeof promptTemplateVersions.$inferSelect

export const isTemplate = (ctx: Pick<Context, 'workspaceId'>, templateId: string) =>
  and(eq(promptTemplates.workspaceId, ctx.workspaceId), eq(promptTemplates.id, templateId))

export async function getTemplateInWorkspace(
  tx: Transaction,
  ctx: Context,
  templateId: string,
  options: { forUpdate?: boolean } = {},
): Promise<TemplateRow> {
  const query = tx.select().from(promptTemplates).where(isTemplate(ctx, templateId))
  const [row] = await (options.forUpdate ? query.for('update') : query)
  if (!row) throw new NotFoundError(promptCodes.PROMPT_TEMPLATE_NOT_FOUND, { templateId })
  return row
}

/** The current version, where none is named. */
export async function getTemplateVersion(
  tx: Transaction,
  ctx: Context,
  template: TemplateRow,
  version: number = template.currentVersion,
): Promise<TemplateVersionRow> {
  const [row] = await tx
    .select()
    .from(promptTemplateVersions)
    .where(
      and(
        eq(promptTemplateVersions.workspaceId, ctx.workspaceId),
        eq(promptTemplateVersions.templateId, template.id),
        eq(promptTemplateVersions.version, version),
      ),
    )
  if (row) return row
  const { id: templateId, currentVersion } = template
  throw new NotFoundError(promptCodes.PROMPT_VERSION_NOT_FOUND, {
    templateId,
    version,
    currentVersion,
  })
}

export async function describeTemplates(
  tx: Transaction,
  ctx: Context,
  rows: readonly TemplateRow[],
): Promise<PromptTemplateSummary[]> {
  const nameOf = await findAuthors(tx, ctx, rows)
  return rows.map(({ workspaceId: _workspace, currentVersion, author, ...row }) => ({
    ...row,
    version: currentVersion,
    updatedBy: nameOf(author),
  }))
}

export async function describeTemplate(
  tx: Transaction,
  ctx: Context,
  row: TemplateRow,
  { content, version }: TemplateVersionRow,
): Promise<PromptTemplate> {
  const [summary] = await describeTemplates(tx, ctx, [row])
  return { ...summary!, content, contentVersion: version }
}

export async function describeTemplateVersions(
  tx: Transaction,
  ctx: Context,
  rows: readonly TemplateVersionRow[],
): Promise<PromptTemplateVersion[]> {
  const nameOf = await findAuthors(tx, ctx, rows)
  return rows.map(({ workspaceId: _workspace, ...row }) => ({ ...row, author: nameOf(row.author) }))
}

/** Authors with the names of people instead of the ids of jobs alone. */
async function findAuthors(tx: Transaction, ctx: Context, rows: readonly { author: Actor }[]) {
  const ids = rows.map(({ author }) => jobIdOf(author))
  const jobs = await findJobOrigins(tx, ctx, ids)
  return (author: Actor): Author => toAuthor(author, jobs)
}

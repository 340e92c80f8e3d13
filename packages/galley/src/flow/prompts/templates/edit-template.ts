import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../../workspace/audit/index.ts'
import { storable } from '../../documents/index.ts'
import { promptCodes } from '../codes.ts'
import { PromptContent, sameContent } from '../content.ts'
import { promptTemplates } from '../tables.ts'
import {
  describeTemplate,
  describeTemplateVersions,
  getTemplateInWorkspace,
  getTemplateVersion,
  isTemplate,
  TemplateDescription,
  TemplateName,
  templateRenamed,
  VersionNumber,
} from './template.ts'
import type { PromptTemplate, TemplateRow } from './template.ts'
import { writeTemplateVersion } from './write-template-version.ts'

export const EditTemplateInput = z.object({
  templateId: z.string(),
  baseVersion: VersionNumber.describe('The version that the change was made against.'),
  name: TemplateName.optional(),
  description: TemplateDescription.optional(),
  content: PromptContent.optional().describe('All of it; what differs becomes a new version.'),
  summary: z.string().trim().min(1).max(300).optional().describe('A line on what changed.'),
})
export type EditTemplateInput = z.input<typeof EditTemplateInput>

/**
 * Saves another content as a new version; a name or a description changes without one.
 *
 * @throws ConflictError with both sides when somebody was quicker; nothing is overwritten.
 */
export async function editTemplate({
  ctx,
  input,
}: VerbArgs<EditTemplateInput>): Promise<PromptTemplate> {
  requirePermission(ctx, 'prompts.write')
  const { templateId, baseVersion, content, summary, ...names } = EditTemplateInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const template = await getTemplateInWorkspace(tx, ctx, templateId, { forUpdate: true })
    const current = await getTemplateVersion(tx, ctx, template)
    if (template.currentVersion !== baseVersion) {
      const [theirs] = await describeTemplateVersions(tx, ctx, [current])
      throw new ConflictError(promptCodes.PROMPT_VERSION_CONFLICT, {
        templateId,
        baseVersion,
        currentVersion: template.currentVersion,
        mine: { ...names, content: content ?? null },
        theirs,
      })
    }
    const named = await rename(tx, ctx, template, names)
    if (!content || sameContent(content, current.content)) {
      if (named === template) throw new InvalidError(promptCodes.PROMPT_UNCHANGED)
      return describeTemplate(tx, ctx, named, current)
    }
    const written = await writeTemplateVersion(tx, ctx, named, {
      content,
      summary: summary ?? describeChange(current.content, content),
    })
    return describeTemplate(tx, ctx, written.template, written.version)
  })
}

/** The row itself where nothing changes. */
async function rename(
  tx: Transaction,
  ctx: Context,
  before: TemplateRow,
  { name = before.name, description = before.description }: Partial<TemplateRow>,
): Promise<TemplateRow> {
  if (name === before.name && description === before.description) return before
  const [after] = await tx
    .update(promptTemplates)
    .set({ ...storable({ name, description }), updatedAt: new Date() })
    .where(isTemplate(ctx, before.id))
    .returning()
  await audit(tx, ctx, {
    action: 'prompt_template.rename',
    subject: before.id,
    before: { name: before.name },
    after: { name },
  })
  emit(tx, ctx, templateRenamed, before.id, { name })
  return after!
}

const fieldNames: Record<keyof PromptContent, string> = {
  purpose: 'purpose',
  tone: 'tone',
  format: 'format',
  audience: 'audience',
  length: 'length',
  language: 'language',
  instruction: 'instruction',
  variables: 'variables',
  sourceIds: 'sources',
  documentIds: 'documents',
}

function describeChange(before: PromptContent, after: PromptContent): string {
  const changed = (Object.keys(fieldNames) as (keyof PromptContent)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
  return `Changed ${changed.map((field) => fieldNames[field]).join(', ')}`
}

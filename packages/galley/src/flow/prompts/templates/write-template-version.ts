import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/verb.ts'
import { audit } from '../../../workspace/audit/index.ts'
import { storable } from '../../documents/index.ts'
import type { PromptContent } from '../content.ts'
import { promptTemplates, promptTemplateVersions } from '../tables.ts'
import { isTemplate, templateVersioned } from './template.ts'
import type { TemplateRow, TemplateVersionRow } from './template.ts'

export interface NewTemplateVersion {
  content: PromptContent
  summary: string
  restoredFrom?: number
}

/**
 * Appends a version and makes it current: the only way in which what a template says changes. The
 * caller holds the template's row for update, or has just made it.
 */
export async function writeTemplateVersion(
  tx: Transaction,
  ctx: Context,
  template: TemplateRow,
  { content, summary, restoredFrom }: NewTemplateVersion,
): Promise<{ template: TemplateRow; version: TemplateVersionRow }> {
  const number = template.currentVersion + 1
  const [version] = await tx
    .insert(promptTemplateVersions)
    .values({
      ...storable({ content, summary }),
      templateId: template.id,
      version: number,
      workspaceId: ctx.workspaceId,
      restoredFrom: restoredFrom ?? null,
      author: ctx.actor,
    })
    .returning()
  const [updated] = await tx
    .update(promptTemplates)
    .set({
      currentVersion: number,
      purpose: content.purpose,
      author: ctx.actor,
      updatedAt: new Date(),
    })
    .where(isTemplate(ctx, template.id))
    .returning()
  await audit(tx, ctx, {
    action: number === 1 ? 'prompt_template.create' : 'prompt_template.version',
    subject: template.id,
    ...(number > 1 && { before: { version: template.currentVersion } }),
    after: { version: number, ...(restoredFrom && { restoredFrom }) },
  })
  emit(tx, ctx, templateVersioned, template.id, { version: number })
  return { template: updated!, version: version! }
}

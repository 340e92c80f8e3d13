import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../../workspace/audit/index.ts'
import { promptTemplates } from '../tables.ts'
import { getTemplateInWorkspace, isTemplate, templateDeleted } from './template.ts'

export const DeleteTemplateInput = z.object({ templateId: z.string() })
export type DeleteTemplateInput = z.infer<typeof DeleteTemplateInput>

/** Deletes a prompt with its versions and tries. What was written with it stays as it is. */
export async function deleteTemplate({ ctx, input }: VerbArgs<DeleteTemplateInput>): Promise<void> {
  requirePermission(ctx, 'prompts.write')
  const { templateId } = DeleteTemplateInput.parse(input)
  await withTransaction(ctx, async (tx) => {
    const { name, currentVersion } = await getTemplateInWorkspace(tx, ctx, templateId, {
      forUpdate: true,
    })
    await tx.delete(promptTemplates).where(isTemplate(ctx, templateId))
    await audit(tx, ctx, {
      action: 'prompt_template.delete',
      subject: templateId,
      before: { name, version: currentVersion },
    })
    emit(tx, ctx, templateDeleted, templateId, {})
  })
}

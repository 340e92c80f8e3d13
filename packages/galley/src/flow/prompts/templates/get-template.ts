import { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import {
  describeTemplate,
  getTemplateInWorkspace,
  getTemplateVersion,
  VersionNumber,
} from './template.ts'
import type { PromptTemplate } from './template.ts'

export const GetTemplateInput = z.object({
  templateId: z.string(),
  version: VersionNumber.optional().describe('The current one when absent.'),
})
export type GetTemplateInput = z.input<typeof GetTemplateInput>

/** A prompt at its current version, or at the one named. */
export async function getTemplate({
  ctx,
  input,
}: VerbArgs<GetTemplateInput>): Promise<PromptTemplate> {
  requirePermission(ctx, 'prompts.read')
  const { templateId, version } = GetTemplateInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const template = await getTemplateInWorkspace(tx, ctx, templateId)
    const found = await getTemplateVersion(tx, ctx, template, version)
    return describeTemplate(tx, ctx, template, found)
  })
}

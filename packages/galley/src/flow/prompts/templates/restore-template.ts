import { z } from 'zod'
import { InvalidError } from '../../../platform/error.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { promptCodes } from '../codes.ts'
import { sameContent } from '../content.ts'
import {
  describeTemplate,
  getTemplateInWorkspace,
  getTemplateVersion,
  VersionNumber,
} from './template.ts'
import type { PromptTemplate } from './template.ts'
import { writeTemplateVersion } from './write-template-version.ts'

export const RestoreTemplateInput = z.object({ templateId: z.string(), version: VersionNumber })
export type RestoreTemplateInput = z.input<typeof RestoreTemplateInput>

/** Makes an earlier version's content current again, as a new version: nothing is lost. */
export async function restoreTemplate({
  ctx,
  input,
}: VerbArgs<RestoreTemplateInput>): Promise<PromptTemplate> {
  requirePermission(ctx, 'prompts.write')
  const { templateId, version } = RestoreTemplateInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const template = await getTemplateInWorkspace(tx, ctx, templateId, { forUpdate: true })
    const { content } = await getTemplateVersion(tx, ctx, template, version)
    const current = await getTemplateVersion(tx, ctx, template)
    if (sameContent(content, current.content)) {
      throw new InvalidError(promptCodes.PROMPT_UNCHANGED)
    }
    const written = await writeTemplateVersion(tx, ctx, template, {
      content,
      summary: `Restored version ${version}`,
      restoredFrom: version,
    })
    return describeTemplate(tx, ctx, written.template, written.version)
  })
}

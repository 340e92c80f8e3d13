import { z } from 'zod'
import { newId } from '../../../platform/id.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { storable } from '../../documents/index.ts'
import { PromptContent } from '../content.ts'
import { promptTemplates } from '../tables.ts'
import { describeTemplate, TemplateDescription, TemplateName } from './template.ts'
import type { PromptTemplate } from './template.ts'
import { writeTemplateVersion } from './write-template-version.ts'

export const CreateTemplateInput = z.object({
  name: TemplateName,
  description: TemplateDescription.default(''),
  content: PromptContent,
  summary: z.string().trim().min(1).max(300).default('First version'),
})
export type CreateTemplateInput = z.input<typeof CreateTemplateInput>

/** Saves a prompt under a name, as its first version. */
export async function createTemplate({
  ctx,
  input,
}: VerbArgs<CreateTemplateInput>): Promise<PromptTemplate> {
  requirePermission(ctx, 'prompts.write')
  const { name, description, content, summary } = CreateTemplateInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .insert(promptTemplates)
      .values({
        ...storable({ name, description }),
        id: newId('ptl'),
        workspaceId: ctx.workspaceId,
        purpose: content.purpose,
        currentVersion: 0,
        author: ctx.actor,
      })
      .returning()
    const written = await writeTemplateVersion(tx, ctx, row!, { content, summary })
    return describeTemplate(tx, ctx, written.template, written.version)
  })
}

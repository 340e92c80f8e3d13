import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import { promptCodes } from './codes.ts'
import { PromptValues } from './content.ts'
import type { PromptPurpose } from './content.ts'
import { resolvePrompt } from './resolve-prompt.ts'
import type { ResolvedPrompt, ResolvePromptInput } from './resolve-prompt.ts'
import { VersionNumber } from './templates/template.ts'

/** The fields by which whatever writes takes a prompt of the workspace. */
export const PromptChoice = z.object({
  promptTemplateId: z.string().optional().describe('A prompt of the workspace to write with.'),
  promptVersion: VersionNumber.optional().describe('The current one when absent.'),
  promptValues: PromptValues.optional().describe('For its variables.'),
})
export type PromptChoice = z.infer<typeof PromptChoice>

/**
 * A choice as `prompt.resolve` takes it; null where none was made.
 *
 * @throws InvalidError when a version or values are given, but for no prompt.
 */
export function toResolveInput(
  { promptTemplateId: templateId, promptVersion: version, promptValues: values }: PromptChoice,
  purpose: PromptPurpose,
): ResolvePromptInput | null {
  if (templateId !== undefined) return { templateId, version, values, purpose }
  if (version === undefined && values === undefined) return null
  throw new InvalidError(promptCodes.PROMPT_TEMPLATE_MISSING)
}

/**
 * The chosen prompt, filled in; null where none was chosen.
 *
 * @param model The model that is to write, where one is named.
 * @throws NotFoundError, InvalidError when it cannot be used for this, or not with this model.
 */
export async function readPromptChoice(
  ctx: Context,
  choice: PromptChoice,
  { purpose, model }: { purpose: PromptPurpose; model: string | undefined },
): Promise<ResolvedPrompt | null> {
  const input = toResolveInput(choice, purpose)
  if (!input) return null
  const prompt = await resolvePrompt({ ctx, input })
  // The embedded writer would leave it unread.
  if (!(await ctx.models.supports(ctx, {}, model))) {
    throw new InvalidError(promptCodes.PROMPT_MODEL_REQUIRED)
  }
  return prompt
}

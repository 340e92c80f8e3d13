import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { InvalidError } from '../../../platform/error.ts'
import { defineStep } from '../../../platform/step.ts'
import { promptCodes } from '../codes.ts'
import { composeContent, composedPrompt } from '../composing/composed-prompt.ts'
import { requireFilled } from '../composing/require-filled.ts'
import { PromptContent, PromptValues } from '../content.ts'
import { getTemplate } from '../templates/get-template.ts'
import { VersionNumber } from '../templates/template.ts'
import { MadePromptRun } from './prompt-run.ts'
import { storeRun } from './store-run.ts'

export const TryPromptInput = z.object({
  templateId: z.string().optional(),
  version: VersionNumber.optional().describe('The current one when absent.'),
  draft: PromptContent.optional().describe('Tried instead of what is saved.'),
  values: PromptValues.default({}),
  model: z.string().max(200).optional().describe('provider:model, as GET /models lists them.'),
})
export type TryPromptInput = z.infer<typeof TryPromptInput>

/** Asks one model; several tries side by side are several calls. */
export const tryPrompt = defineStep({
  id: 'prompt.try',
  version: 1,
  summary: 'Asks a model with a prompt, saved or a draft, and keeps the answer to compare.',
  permission: 'prompts.try',
  isReadOnly: false, // the answer is kept
  timeoutMs: 240_000,
  // The models are asked again as often as it helps; what was shown is not written twice.
  retry: { attempts: 1, baseMs: 500, maximumMs: 15_000 },
  input: TryPromptInput,
  output: MadePromptRun,

  async check({ ctx, input }) {
    if (!(await ctx.models.supports(ctx, composedPrompt, input.model))) {
      throw new InvalidError(promptCodes.PROMPT_MODEL_REQUIRED)
    }
    const { content } = await findContent(ctx, input)
    requireFilled(content, input.values)
  },

  async estimate({ ctx, input }) {
    const { request } = await prepare(ctx, input)
    return { ...(await ctx.models.estimate(ctx, request)), calls: 1 }
  },

  async run({ ctx, input }) {
    const { request, ...tried } = await prepare(ctx, input)
    const startedAt = Date.now()
    const { output, model, usage } = await ctx.models.stream(ctx, {
      ...request,
      onDelta: (text) => ctx.show?.({ text, index: 0 }),
    })
    const { costMicros, inputTokens, outputTokens } = usage
    const { createdAt: _, ...run } = await storeRun(ctx, {
      ...tried,
      values: input.values,
      text: output.text,
      model,
      costMicros,
      inputTokens,
      outputTokens,
      durationMs: Date.now() - startedAt,
    })
    return run
  },
})

async function prepare(ctx: Context, input: TryPromptInput) {
  const found = await findContent(ctx, input)
  requireFilled(found.content, input.values)
  const composed = await composeContent(ctx, found.content, input.values)
  return {
    ...found,
    request: { prompt: composedPrompt, input: composed.input, model: input.model },
  }
}

/** A draft of a template is kept among its tries, without a version. */
async function findContent(ctx: Context, { templateId, version, draft }: TryPromptInput) {
  if (templateId === undefined) {
    if (!draft) throw new InvalidError(promptCodes.PROMPT_MISSING)
    return { templateId: null, version: null, content: draft }
  }
  const { content, contentVersion } = await getTemplate({ ctx, input: { templateId, version } })
  return draft
    ? { templateId, version: null, content: draft }
    : { templateId, version: contentVersion, content }
}

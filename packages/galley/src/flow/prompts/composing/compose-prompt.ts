import { z } from 'zod'
import { contextWindowOf } from '../../../platform/models/index.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { PromptContent, PromptValues } from '../content.ts'
import { composeContent, composedPrompt } from './composed-prompt.ts'
import type { ComposedPrompt } from './composed-prompt.ts'
import { PromptPart } from './compose-parts.ts'

export const ComposePromptInput = z.object({
  content: PromptContent,
  values: PromptValues.default({}),
  model: z.string().max(200).optional().describe('Whose window and price count.'),
})
export type ComposePromptInput = z.input<typeof ComposePromptInput>

export const PromptWarning = z
  .object({
    code: z.enum([
      'variable_unknown',
      'variable_empty',
      'variable_unused',
      'context_missing',
      'context_too_large',
    ]),
    subject: z.string().describe('The variable, the source or document, or the model.'),
    message: z.string(),
  })
  .meta({ id: 'PromptWarning' })
export type PromptWarning = z.infer<typeof PromptWarning>

export const Composition = z
  .object({
    parts: z.array(PromptPart),
    tokens: z.int().describe('Of all parts together.'),
    model: z.string().describe('The model that would be asked first.'),
    windowTokens: z.int().nullable().describe('What it can read and write; null: not known.'),
    costMicros: z
      .int()
      .nullable()
      .describe('The most that asking it costs, in micro-units; null: no price is known.'),
    warnings: z.array(PromptWarning),
  })
  .meta({ id: 'PromptComposition' })
export type Composition = z.infer<typeof Composition>

/** A prompt as a model would get it, with what it weighs and what is wrong with it. Asks nobody. */
export async function composePrompt({
  ctx,
  input,
}: VerbArgs<ComposePromptInput>): Promise<Composition> {
  requirePermission(ctx, 'prompts.read')
  const { content, values, model: wanted } = ComposePromptInput.parse(input)
  const composed = await composeContent(ctx, content, values)
  const { parts } = composed
  const { model, costMicros } = await ctx.models.estimate(ctx, {
    prompt: composedPrompt,
    input: composed.input,
    model: wanted,
  })
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0)
  const windowTokens = contextWindowOf(model)
  const warnings = warningsOf(composed)
  // What it writes has to fit in as well.
  if (windowTokens !== null && tokens + composedPrompt.maxOutputTokens! > windowTokens) {
    warnings.push({
      code: 'context_too_large',
      subject: model,
      message: `About ${tokens} tokens, and ${model} takes ${windowTokens} with its answer. Take something out of the context.`,
    })
  }
  return { parts, tokens, model, windowTokens, costMicros, warnings }
}

function warningsOf({ filled, missing }: ComposedPrompt): PromptWarning[] {
  return [
    ...filled.unknown.map((subject) => ({
      code: 'variable_unknown' as const,
      subject,
      message: `{{${subject}}} stands in the text, but there is no such variable.`,
    })),
    ...filled.empty.map((subject) => ({
      code: 'variable_empty' as const,
      subject,
      message: `"${subject}" has neither a value nor a default.`,
    })),
    ...filled.unused.map((subject) => ({
      code: 'variable_unused' as const,
      subject,
      message: `"${subject}" stands nowhere in the text.`,
    })),
    ...missing.map((subject) => ({
      code: 'context_missing' as const,
      subject,
      message: `${subject} is not there any more, and is left out.`,
    })),
  ]
}

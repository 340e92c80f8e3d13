import { z } from 'zod'
import { definePrompt } from '../../../platform/models/index.ts'
import type { PromptContent, PromptValues } from '../content.ts'
import { composeParts, joinParts } from './compose-parts.ts'
import type { PromptPart } from './compose-parts.ts'
import { fillVariables } from './fill-variables.ts'
import type { FilledPrompt } from './fill-variables.ts'
import { readContext } from './read-context.ts'
import type { Context } from '../../../platform/context.ts'

const ComposedInput = z.object({ instructions: z.string(), prompt: z.string() })

const ComposedAnswer = z.object({ text: z.string().min(1).describe('All of it, in Markdown.') })

/** A workspace's own prompt, asked as it was composed. Nothing but a language model can answer it. */
export const composedPrompt = definePrompt<
  z.infer<typeof ComposedInput>,
  z.infer<typeof ComposedAnswer>
>({
  id: 'prompts.try',
  version: 1,
  input: ComposedInput,
  output: ComposedAnswer,
  maxOutputTokens: 8000,
  shows: { property: 'text' },
  render: (input) => input,
})

export interface ComposedPrompt {
  parts: PromptPart[]
  filled: FilledPrompt
  missing: string[]
  /** What `composedPrompt` takes. */
  input: { instructions: string; prompt: string }
}

/** Fills a prompt in, reads what it has at hand, and puts it together. */
export async function composeContent(
  ctx: Context,
  content: PromptContent,
  values: PromptValues,
): Promise<ComposedPrompt> {
  const filled = fillVariables(content, values)
  const { texts, missing } = await readContext(ctx, content)
  const parts = composeParts(content, filled, texts)
  return { parts, filled, missing, input: joinParts(parts) }
}

import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import { defineStep } from '../../platform/step.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { LanguageTag } from '../documents/index.ts'
import { listSourceTitles } from '../sources/index.ts'
import { promptCodes } from './codes.ts'
import { composeDirection } from './composing/compose-parts.ts'
import { requireFilled } from './composing/require-filled.ts'
import { PromptLength, PromptPurpose, PromptValues } from './content.ts'
import { getTemplate } from './templates/get-template.ts'
import { VersionNumber } from './templates/template.ts'

export const ResolvePromptInput = z.object({
  templateId: z.string(),
  version: VersionNumber.optional().describe('The current one when absent.'),
  values: PromptValues.default({}),
  purpose: PromptPurpose.optional().describe('What is to be written; another one is refused.'),
})
export type ResolvePromptInput = z.input<typeof ResolvePromptInput>

/** A prompt of the workspace, filled in, as the steps that write take it. */
export const ResolvedPrompt = z
  .object({
    reference: z.string().describe('`<template id>@<version>`: what provenance keeps.'),
    purpose: PromptPurpose,
    tone: z.string().optional(),
    length: PromptLength.optional(),
    language: LanguageTag.optional(),
    direction: z.string().describe('Format, audience and instruction, in words for a model.'),
    sourceIds: z.array(z.string()),
    documentIds: z.array(z.string()),
  })
  .meta({ id: 'ResolvedPrompt' })
export type ResolvedPrompt = z.infer<typeof ResolvedPrompt>

/**
 * Finds a prompt and fills it in.
 *
 * @throws NotFoundError when it was deleted or is another workspace's; InvalidError when it is for
 * something else, or lacks a value.
 */
export async function resolvePrompt({
  ctx,
  input,
}: VerbArgs<ResolvePromptInput>): Promise<ResolvedPrompt> {
  requirePermission(ctx, 'prompts.read')
  const { templateId, version, values, purpose: wanted } = ResolvePromptInput.parse(input)
  const template = await getTemplate({ ctx, input: { templateId, version } })
  const { content, contentVersion, name } = template
  const { purpose, length, language, sourceIds, documentIds } = content
  if (wanted !== undefined && wanted !== purpose) {
    throw new InvalidError(promptCodes.PROMPT_PURPOSE_WRONG, {
      name,
      purpose: described[purpose],
      wanted: described[wanted],
    })
  }
  const filled = requireFilled(content, values)
  const tone = filled.tone.trim()
  return {
    reference: `${templateId}@${contentVersion}`,
    purpose,
    ...(tone && { tone }),
    ...(length && { length }),
    ...(language && { language }),
    direction: composeDirection(filled),
    sourceIds: await withoutDeleted(ctx, sourceIds),
    documentIds,
  }
}

/** In the prompt's order, without those that were deleted or that the caller does not see. */
async function withoutDeleted(ctx: Context, sourceIds: readonly string[]): Promise<string[]> {
  const found = await withTransaction(ctx, (tx) => listSourceTitles(tx, ctx, sourceIds))
  const known = new Set(found.map(({ id }) => id))
  return sourceIds.filter((id) => known.has(id))
}

const described: Record<PromptPurpose, string> = { article: 'an article', section: 'a section' }

/** The same as a step, so that a run keeps the version that it began with. */
export const resolvePromptStep = defineStep({
  id: 'prompt.resolve',
  version: 1,
  summary: 'Fills a saved prompt in, as the steps that write take it. Asks no model.',
  permission: 'prompts.read',
  input: ResolvePromptInput,
  output: ResolvedPrompt,
  run: ({ ctx, input }) => resolvePrompt({ ctx, input }),
})

import { hashSection } from '@galley/markdown/hash'
import { z } from 'zod'
import { getDocument, LanguageTag } from '../../../flow/documents/index.ts'
import type { Document } from '../../../flow/documents/index.ts'
import { getSourceText } from '../../../flow/sources/index.ts'
import type { SourceText } from '../../../flow/sources/index.ts'
import { PromptChoice, readPromptChoice } from '../../../flow/prompts/index.ts'
import type { ResolvedPrompt } from '../../../flow/prompts/index.ts'
import type { Context } from '../../../platform/context.ts'
import { ConflictError, InvalidError, NotFoundError } from '../../../platform/error.ts'
import { Article } from '../article.ts'
import type { ArticleSection, CitedText } from '../article.ts'
import type { Outline } from '../content.ts'
import { WritingOptions } from '../material.ts'
import { isExtractive, RewriteAction } from '../prompts/rewrite.ts'
import type { RewriteInput } from '../prompts/rewrite.ts'
import { rewriteCodes } from './codes.ts'
import { takeOutKept } from './kept-blocks.ts'

export const MOST_VARIATIONS = 5

export const RewriteSectionInput = z.object({
  documentId: z.string(),
  sectionId: z.string(),
  baseHash: z
    .string()
    .optional()
    .describe('Of the section as it was read; answers 409 when it is another by now.'),
  action: RewriteAction,
  tone: WritingOptions.shape.tone,
  language: LanguageTag.optional().describe('Needed to translate.'),
  instruction: z.string().trim().min(1).max(2000).optional().describe('Needed to instruct.'),
  includeEdited: z.boolean().default(false).describe('Also what a person edited by hand.'),
  count: z
    .int()
    .min(1)
    .max(MOST_VARIATIONS)
    .default(1)
    .describe('How many variations; the embedded writer knows one.'),
  model: WritingOptions.shape.model,
  ...PromptChoice.shape,
})
export type RewriteSectionInput = z.infer<typeof RewriteSectionInput>

/** All that a rewrite is made from. */
export interface RewriteTask {
  document: Document
  section: ArticleSection
  baseHash: string
  request: RewriteInput
  /** BCP 47; what the text is to be in. */
  language: string
  /** What was asked for in words of the asker. */
  instruction: string | null
  /** Only a language model will do: no source is there to extract from, or words are wanted. */
  needsModel: boolean
  /** `<template id>@<version>` of the chosen prompt. */
  promptTemplate: string | null
  /** Blocks of the section that stay as they are. */
  kept: string[]
  count: number
}

/**
 * Reads the section and what it rests on, and refuses what cannot be done.
 *
 * @throws NotFoundError, ConflictError, InvalidError
 */
export async function prepareRewrite(
  ctx: Context,
  asked: RewriteSectionInput,
): Promise<RewriteTask> {
  const { documentId, sectionId, action, model } = asked
  const prompt = await readPromptChoice(ctx, asked, { purpose: 'section', model })
  const input = withPrompt(asked, prompt)
  const { tone } = input
  const document = await getDocument({ ctx, input: { documentId } })
  const article = Article.parse(document.content)
  const section = article.parts.find(({ id }) => id === sectionId)
  if (!section) throw new NotFoundError(rewriteCodes.SECTION_MISSING, { sectionId })
  const baseHash = await hashSection(section.markdown)
  refuse(input, section, baseHash, prompt)

  const hasModel = await ctx.models.supports(ctx, {}, model)
  // Words of its own only a language model has.
  if (!isExtractive(action) && !hasModel) {
    throw new InvalidError(rewriteCodes.MODEL_REQUIRED, { action })
  }
  const sources = await readSources(ctx, section)
  if (sources.length === 0 && !hasModel) {
    throw new InvalidError(rewriteCodes.SECTION_WITHOUT_SOURCES)
  }
  const { shown, kept } = takeOutKept(section.markdown)
  if (sources.length === 0 && shown.replace(/⟦\d+⟧/gu, '').trim() === '') {
    throw new InvalidError(rewriteCodes.SECTION_EMPTY)
  }
  const language = input.language ?? document.language
  return {
    document,
    section,
    baseHash,
    language,
    instruction: input[wanted[action as keyof typeof wanted]] ?? null,
    needsModel: sources.length === 0 || !isExtractive(action) || prompt !== null,
    promptTemplate: prompt?.reference ?? null,
    kept,
    count: hasModel ? input.count : 1,
    request: {
      sources,
      outline: outlineOf(article),
      sectionId,
      action,
      markdown: shown,
      instruction: input.instruction,
      tone,
      direction: prompt?.direction,
      language: language === 'und' ? undefined : language,
    },
  }
}

/** What an action cannot do without. */
const wanted = { tone: 'tone', translate: 'language', instruct: 'instruction' } as const

/** What was asked for goes before what the chosen prompt says. */
const withPrompt = (input: RewriteSectionInput, prompt: ResolvedPrompt | null) => ({
  ...input,
  tone: input.tone ?? prompt?.tone,
  language: input.language ?? prompt?.language,
})

function refuse(
  input: RewriteSectionInput,
  section: ArticleSection,
  hash: string,
  prompt: ResolvedPrompt | null,
): void {
  const { action, baseHash, includeEdited } = input
  if (baseHash !== undefined && baseHash !== hash) {
    throw new ConflictError(rewriteCodes.SECTION_CHANGED)
  }
  if (section.isEdited && !includeEdited) throw new ConflictError(rewriteCodes.SECTION_PROTECTED)
  const field = action in wanted ? wanted[action as keyof typeof wanted] : null
  // A prompt is an instruction too.
  const isSaid = field === 'instruction' && prompt !== null && prompt.direction !== ''
  if (field && !isSaid && input[field] === undefined) {
    throw new InvalidError(rewriteCodes.INSTRUCTION_MISSING, { field, action })
  }
}

/** The sources that the section cites, without those that were deleted since. */
async function readSources(ctx: Context, section: CitedText): Promise<SourceText[]> {
  const ids = new Set(citationsOf(section).map(({ sourceId }) => sourceId))
  const found = await Promise.all(
    [...ids].map((sourceId) =>
      getSourceText({ ctx, input: { sourceId } }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null
        throw error
      }),
    ),
  )
  return found.filter((source) => source !== null)
}

const citationsOf = ({ sentences }: CitedText) => sentences.flatMap(({ citations }) => citations)

/** The article as the plan that it could have been written from. */
function outlineOf({ fields, parts }: Article): Outline {
  return {
    title: fields.title,
    standfirst: [],
    takeaways: [],
    sections: parts.map((part) => ({
      id: part.id,
      heading: part.heading,
      summary: '',
      segmentIds: [...new Set(citationsOf(part).map(({ segmentId }) => segmentId))],
    })),
  }
}

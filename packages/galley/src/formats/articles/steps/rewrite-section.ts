import { hashSection } from '@galley/markdown/hash'
import { z } from 'zod'
import { getDocument, LanguageTag } from '../../../flow/documents/index.ts'
import { getSourceText } from '../../../flow/sources/index.ts'
import type { Context } from '../../../platform/context.ts'
import { ConflictError, defineCodes, InvalidError, NotFoundError } from '../../../platform/error.ts'
import { defineStep } from '../../../platform/step.ts'
import { Article, CitedText } from '../article.ts'
import type { ArticleSection } from '../article.ts'
import { blocksToCitedText } from '../cited-text.ts'
import type { Outline } from '../content.ts'
import { citeBlocks } from '../draft.ts'
import { WritingOptions } from '../material.ts'
import { sectionSegments } from '../prompts/chapter.ts'
import { isExtractive, RewriteAction, rewritePrompt } from '../prompts/rewrite.ts'
import { judgeByWords } from '../support.ts'
import { describeWriter, Writer } from '../writer.ts'

export const rewriteCodes = defineCodes({
  SECTION_MISSING:
    'The article has no section {sectionId} any more. Read it again for the ids of its parts.',
  SECTION_CHANGED:
    'The section was changed since it was read. Read the article again, and ask for what is there now.',
  SECTION_PROTECTED:
    'Somebody edited this section by hand. Say "include_edited": true to have it reworked all the same.',
  SECTION_WITHOUT_SOURCES:
    'This section cites no source, and so there is nothing to write it anew from. Rewriting it in other words needs a connected model.',
  MODEL_REQUIRED:
    'The embedded writer can regenerate, shorten and lengthen; "{action}" needs a model. Connect one, and name it or make it the standard.',
  INSTRUCTION_MISSING: 'Say what to do: "{field}" is needed for "{action}".',
})

/** What a section was turned into; nothing of it is stored until it is accepted. */
export const RewrittenSection = z
  .object({
    documentId: z.string(),
    sectionId: z.string(),
    action: RewriteAction,
    /** Names the text that it was made from. */
    baseHash: z.string(),
    ...CitedText.shape,
    writer: Writer,
    costMicros: z.int().nullable(),
  })
  .meta({ id: 'RewrittenSection' })
export type RewrittenSection = z.infer<typeof RewrittenSection>

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
  model: WritingOptions.shape.model,
})
type RewriteSectionInput = z.infer<typeof RewriteSectionInput>

/** Reworks one section of an article, and leaves the article as it is. */
export const rewriteSection = defineStep({
  id: 'section.rewrite',
  version: 1,
  summary: 'Reworks one section of an article; nothing is stored until it is accepted.',
  permission: 'articles.generate',
  input: RewriteSectionInput,
  output: RewrittenSection,

  async run({ ctx, input }) {
    const { documentId, sectionId, action, model } = input
    const document = await getDocument({ ctx, input: { documentId } })
    const article = Article.parse(document.content)
    const section = article.parts.find(({ id }) => id === sectionId)
    if (!section) throw new NotFoundError(rewriteCodes.SECTION_MISSING, { sectionId })
    const baseHash = await hashSection(section.markdown)
    refuse(ctx, input, section, baseHash)

    const sourceIds = new Set(citationsOf(section).map((citation) => citation.sourceId))
    const sources = await Promise.all(
      [...sourceIds].map((sourceId) => getSourceText({ ctx, input: { sourceId } })),
    )
    if (sources.length === 0) throw new InvalidError(rewriteCodes.SECTION_WITHOUT_SOURCES)
    const outline = outlineOf(article)
    const request = {
      sources,
      outline,
      sectionId,
      action,
      markdown: section.markdown,
      instruction: input.instruction,
      tone: input.tone,
      language: input.language ?? (document.language === 'und' ? undefined : document.language),
    }
    const result = await ctx.models.generate(ctx, {
      prompt: rewritePrompt,
      input: request,
      model,
      documentId,
    })
    const { entries } = sectionSegments(request)
    const judge = judgeByWords(sources, request.language ?? document.language)
    const blocks = citeBlocks(result.output.blocks, entries, result).map((block) => ({
      ...block,
      sentences: block.sentences.map((sentence) => ({
        ...sentence,
        support: judge(sentence).support,
      })),
    }))
    const writer = describeWriter(result)
    return {
      documentId,
      sectionId,
      action,
      baseHash,
      ...blocksToCitedText(blocks),
      writer,
      costMicros: writer.costMicros,
    }
  },
})

function refuse(
  ctx: Context,
  input: RewriteSectionInput,
  section: ArticleSection,
  hash: string,
): void {
  const { action, baseHash, includeEdited, model } = input
  if (baseHash !== undefined && baseHash !== hash) {
    throw new ConflictError(rewriteCodes.SECTION_CHANGED)
  }
  if (section.isEdited && !includeEdited) throw new ConflictError(rewriteCodes.SECTION_PROTECTED)
  const needed = { tone: 'tone', translate: 'language', instruct: 'instruction' } as const
  const field = action in needed ? needed[action as keyof typeof needed] : null
  if (field && input[field] === undefined) {
    throw new InvalidError(rewriteCodes.INSTRUCTION_MISSING, { field, action })
  }
  // Words of its own only a language model has.
  if (!isExtractive(action) && !ctx.models.supports({}, model)) {
    throw new InvalidError(rewriteCodes.MODEL_REQUIRED, { action })
  }
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

import { z } from 'zod'
import {
  PromptChoice,
  readPromptChoice,
  resolvePromptStep,
  toResolveInput,
} from '../../flow/prompts/index.ts'
import type { ResolvedPrompt } from '../../flow/prompts/index.ts'
import { requireSource } from '../../flow/sources/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { definePipeline } from '../../platform/pipeline.ts'
import type { PipelineRun } from '../../platform/pipeline.ts'
import type { Chapter, Outline } from './content.ts'
import { materialCodes, MOST_SOURCES, WritingOptions } from './material.ts'
import { outlinePrompt } from './prompts/outline.ts'
import { checkCitations } from './steps/check-citations.ts'
import { composeBlog } from './steps/compose-blog.ts'
import { generateOutline } from './steps/generate-outline.ts'
import { generateSeo } from './steps/generate-seo.ts'
import { organizeChapters } from './steps/organize-chapters.ts'
import { persistDocument } from './steps/persist-document.ts'
import { sumCosts } from './writer.ts'

export const GenerateBlogInput = WritingOptions.extend({
  ...PromptChoice.shape,
  sourceIds: z.array(z.string()).min(1).max(MOST_SOURCES),
  sections: z.int().min(1).max(30).optional(),
})
export type GenerateBlogInput = z.infer<typeof GenerateBlogInput>

export const GenerateBlogOutput = z.object({
  documentId: z.string(),
  version: z.int(),
  title: z.string(),
  sections: z.int(),
  unsupportedSentences: z.int(),
  costMicros: z.int().nullable(),
  language: z.string().describe("BCP 47; the source's where the writer cannot translate."),
})

/** Sources become an article: outline, then chapters in parallel with the metadata beside them. */
export const generateBlog = definePipeline({
  id: 'generate_blog',
  version: 1,
  summary: 'Makes an article from sources.',
  permission: 'articles.generate',
  input: GenerateBlogInput,
  output: GenerateBlogOutput,

  async check({ ctx, input }) {
    const { sourceIds, model } = input
    await ctx.models.supports(ctx, outlinePrompt, model)
    const prompt = await readPromptChoice(ctx, input, { purpose: 'article', model })
    const count = new Set([...sourceIds, ...(prompt?.sourceIds ?? [])]).size
    if (count > MOST_SOURCES) {
      throw new InvalidError(materialCodes.SOURCES_TOO_MANY, { count, most: MOST_SOURCES })
    }
    await Promise.all(sourceIds.map((sourceId) => requireSource({ ctx, input: { sourceId } })))
  },

  async run({ run, input }) {
    const { sections, sourceIds: given, ...asked } = input
    const { prompt, style } = await readStyle(run, asked)
    const sourceIds = [...new Set([...given, ...(prompt?.sourceIds ?? [])])]
    run.progress(0.02, 'Planning')
    const { outline, language, writer } = await run.call(generateOutline, {
      sourceIds,
      sections,
      ...style,
    })

    run.progress(0.2, `Writing ${outline.sections.length} sections`)
    const { length: _, ...seoStyle } = style
    const request = { ...style, sourceIds }
    const [chapters, overview, seo] = await everyOne([
      writeChapters(run, outline, request, language),
      checkOverview(run, outline, request, language),
      run.call(generateSeo, { sourceIds, outline, ...seoStyle }),
    ])

    run.progress(0.95, 'Putting it together')
    const parts = [...chapters, overview]
    const writers = [writer, seo.writer, ...parts.flatMap((part) => part.writers)]
    const costMicros = sumCosts(writers)
    const { article } = await run.call(composeBlog, {
      outline: { ...outline, ...overview.sentences },
      chapters: chapters.map(({ chapter }) => chapter),
      metadata: seo.metadata,
      writer: {
        model: writer.model,
        isExtractive: writers.every(({ isExtractive }) => isExtractive),
      },
    })
    const persisted = await run.call(persistDocument, {
      article,
      language,
      provenance: {
        models: [...new Set(writers.map(({ model }) => model))],
        prompts: [
          ...new Set(writers.map((part) => part.prompt)),
          ...(prompt ? [prompt.reference] : []),
        ],
        sourceIds,
      },
      costMicros,
    })
    return {
      ...persisted,
      language,
      title: outline.title,
      sections: chapters.length,
      unsupportedSentences: parts.reduce((sum, { unsupported }) => sum + unsupported, 0),
      costMicros,
    }
  },
})

type Style = z.infer<typeof WritingOptions>
type WritingRequest = Style & { sourceIds: string[] }

/** How to write: what was asked for, and behind it what the chosen prompt says. */
async function readStyle(
  run: PipelineRun,
  asked: Style & PromptChoice,
): Promise<{ prompt: ResolvedPrompt | null; style: Style }> {
  const { promptTemplateId: _id, promptVersion: _version, promptValues: _values, ...style } = asked
  const choice = toResolveInput(asked, 'article')
  if (!choice) return { prompt: null, style }
  // A step of its own: a run that is redriven keeps the version that it began with.
  const prompt = await run.call(resolvePromptStep, choice)
  const { tone, length, language, direction } = prompt
  const directions = [direction, style.direction].filter(Boolean).join('\n')
  return {
    prompt,
    style: {
      tone,
      length,
      language,
      ...style,
      ...(directions && { direction: directions }),
    },
  }
}

/** Each section is written and then checked, all at the same time. */
async function writeChapters(
  run: PipelineRun,
  outline: Outline,
  request: WritingRequest,
  language: string,
) {
  const { sourceIds, model } = request
  let done = 0
  return everyOne(
    outline.sections.map(async ({ id: sectionId }, index) => {
      const number = index + 1
      const { chapters, writers } = await run.call(
        organizeChapters,
        { ...request, outline, sectionId },
        `chapters.organize/${number}`,
      )
      const chapter: Chapter = chapters[0]!
      const checked = await run.call(
        checkCitations,
        { sourceIds, blocks: chapter.blocks, language, model },
        `citations.check/${number}`,
      )
      done += 1
      run.progress(0.2 + (0.75 * done) / outline.sections.length, `${done} sections written`)
      return {
        chapter: { ...chapter, blocks: checked.blocks },
        writers: [...writers, ...checked.writers],
        unsupported: checked.unsupported,
      }
    }),
  )
}

/** The sentences above and below the chapters are checked beside them, not after them. */
async function checkOverview(
  run: PipelineRun,
  { standfirst, takeaways }: Outline,
  { sourceIds, model }: WritingRequest,
  language: string,
) {
  const all = [...standfirst, ...takeaways]
  if (all.length === 0) return { sentences: {}, writers: [], unsupported: 0 }
  const blocks = [{ kind: 'paragraph' as const, speaker: null, sentences: all }]
  const { writers, unsupported, ...checked } = await run.call(
    checkCitations,
    { sourceIds, blocks, language, model },
    'citations.check/overview',
  )
  const sentences = checked.blocks.flatMap((block) => block.sentences)
  const cut = standfirst.length
  return {
    sentences: { standfirst: sentences.slice(0, cut), takeaways: sentences.slice(cut) },
    writers,
    unsupported,
  }
}

/**
 * Like `Promise.all`, but ends when all have ended: the model calls beside the one that failed are
 * paid for, so they may finish, and a redrive finds what they made.
 */
async function everyOne<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

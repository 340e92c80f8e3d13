import { z } from 'zod'
import { defineCodes, InvalidError } from '../../../platform/error.ts'
import type { Context } from '../../../platform/context.ts'
import { defineStep } from '../../../platform/step.ts'
import { Article, Support } from '../article.ts'
import { composeArticle } from '../compose.ts'
import type { ArticleParts } from '../compose.ts'
import { Block, Chapter, Metadata, Outline, Sentence } from '../content.ts'
import { Material, WritingOptions } from '../material.ts'
import { generateOutline } from './generate-outline.ts'
import { generateSeo } from './generate-seo.ts'
import { organizeChapters } from './organize-chapters.ts'

/** As written, or as the check left it. */
const ComposableSentence = Sentence.extend({ support: Support.optional() })
const ComposableBlock = Block.extend({ sentences: z.array(ComposableSentence).min(1) })
const ComposableOutline = Outline.extend({
  standfirst: z.array(ComposableSentence),
  takeaways: z.array(ComposableSentence),
})

const codes = defineCodes({
  CHAPTER_WITHOUT_SECTION:
    'Chapter {sectionId} belongs to no section of the outline; its sections are {known}.',
})

/**
 * Puts outline, chapters and metadata together: no model then, so no cost. What is missing of them
 * is made first, from the text, sources or document that it is given.
 */
export const composeBlog = defineStep({
  id: 'blog.compose',
  version: 1,
  summary: 'Puts an outline, its chapters and metadata together as an article.',
  permission: 'articles.generate',
  input: z.object({
    ...Material.shape,
    ...WritingOptions.shape,
    outline: ComposableOutline.optional(),
    chapters: z
      .array(Chapter.extend({ blocks: z.array(ComposableBlock).min(1) }))
      .min(1)
      .optional(),
    metadata: Metadata.optional(),
    writer: z.object({ model: z.string(), isExtractive: z.boolean() }).optional(),
  }),
  output: z.object({ article: Article }),
  isReadOnly: false, // text that it is given becomes a source
  async run({ ctx, input }) {
    const parts = await completeParts(ctx, input)
    const known = parts.outline.sections.map(({ id }) => id)
    const stray = parts.chapters.find(({ sectionId }) => !known.includes(sectionId))
    if (stray) {
      const { sectionId } = stray
      throw new InvalidError(codes.CHAPTER_WITHOUT_SECTION, { sectionId, known: known.join(', ') })
    }
    return { article: composeArticle(parts) }
  },
})

type GivenParts = Material & z.infer<typeof WritingOptions> & Partial<ArticleParts>

async function completeParts(ctx: Context, input: GivenParts): Promise<ArticleParts> {
  const planned = input.outline ? null : await generateOutline.run({ ctx, input })
  const outline = input.outline ?? planned!.outline
  const request = { ...input, outline: Outline.parse(outline) }
  const [written, metadata] = await Promise.all([
    input.chapters ? null : organizeChapters.run({ ctx, input: request }),
    input.metadata ?? generateSeo.run({ ctx, input: request }).then((made) => made.metadata),
  ])
  const made = planned?.writer ?? written?.writers[0]
  return {
    outline,
    chapters: input.chapters ?? written!.chapters,
    metadata,
    // Parts from elsewhere, and nobody says whose: a person's, as far as we know.
    writer: input.writer ?? {
      model: made?.model ?? 'unknown',
      isExtractive: made?.isExtractive ?? false,
    },
  }
}

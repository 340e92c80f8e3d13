import { z } from 'zod'
import { defineCodes, InvalidError } from '../../../platform/error.ts'
import { defineStep } from '../../../platform/step.ts'
import { Article, Support } from '../article.ts'
import { composeArticle } from '../compose.ts'
import { Block, Chapter, Metadata, Outline, Sentence } from '../content.ts'

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

/** Puts outline, chapters and metadata together. No model, so no cost. */
export const composeBlog = defineStep({
  id: 'blog.compose',
  version: 1,
  summary: 'Puts an outline, its chapters and metadata together as an article.',
  permission: 'articles.generate',
  input: z.object({
    outline: ComposableOutline,
    chapters: z.array(Chapter.extend({ blocks: z.array(ComposableBlock).min(1) })).min(1),
    metadata: Metadata,
    writer: z.object({ model: z.string(), isExtractive: z.boolean() }),
  }),
  output: z.object({ article: Article }),
  async run({ input }) {
    const known = input.outline.sections.map(({ id }) => id)
    const stray = input.chapters.find(({ sectionId }) => !known.includes(sectionId))
    if (stray) {
      const { sectionId } = stray
      throw new InvalidError(codes.CHAPTER_WITHOUT_SECTION, { sectionId, known: known.join(', ') })
    }
    return { article: composeArticle(input) }
  },
})

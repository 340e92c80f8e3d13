import { z } from 'zod'
import { defineStep } from '../../../platform/step.ts'
import { Article, Support } from '../article.ts'
import { composeArticle } from '../compose.ts'
import { Block, Chapter, Metadata, Outline, Sentence } from '../content.ts'

const ComposableBlock = Block.extend({
  sentences: z.array(Sentence.extend({ support: Support.optional() })).min(1),
})

/** Puts outline, chapters and metadata together. No model, so no cost. */
export const composeBlog = defineStep({
  id: 'blog.compose',
  version: 1,
  summary: 'Puts an outline, its chapters and metadata together as an article.',
  permission: 'articles.generate',
  input: z.object({
    outline: Outline,
    chapters: z.array(Chapter.extend({ blocks: z.array(ComposableBlock).min(1) })).min(1),
    metadata: Metadata,
    writer: z.object({ model: z.string(), isExtractive: z.boolean() }),
  }),
  output: z.object({ article: Article }),
  run: async ({ input }) => ({ article: composeArticle(input) }),
})

import { z } from 'zod'
import { Citation, Metadata } from './content.ts'

/**
 * Whether the cited words carry the sentence: checked against them (`supported`,
 * `unsupported`), or not, as with what a person wrote (`unchecked`).
 */
export const Support = z.enum(['supported', 'unsupported', 'unchecked'])
export type Support = z.infer<typeof Support>

export const CitedSentence = z
  .object({
    /** UTF-16 offsets into the Markdown beside it. */
    start: z.int().min(0),
    end: z.int().min(0),
    citations: z.array(Citation),
    support: Support,
  })
  .meta({ id: 'CitedSentence' })
export type CitedSentence = z.infer<typeof CitedSentence>

/** Markdown, and what each of its sentences rests on. */
export const CitedText = z
  .object({
    markdown: z.string(),
    sentences: z.array(CitedSentence),
  })
  .meta({ id: 'CitedText' })
export type CitedText = z.infer<typeof CitedText>

export const ArticleFields = z
  .object({
    title: z.string().min(1).max(300),
    standfirst: CitedText,
    takeaways: CitedText,
    metadata: Metadata,
    /** Who wrote it: a model's id, and whether it used only the sources' own sentences. */
    writer: z.object({ model: z.string(), isExtractive: z.boolean() }),
  })
  .meta({ id: 'ArticleFields' })
export type ArticleFields = z.infer<typeof ArticleFields>

export const ArticleSection = CitedText.extend({
  id: z.string(),
  heading: z.string().min(1).max(300),
  /** A person changed it: generation leaves it alone unless asked. */
  isEdited: z.boolean(),
}).meta({ id: 'ArticleSection' })
export type ArticleSection = z.infer<typeof ArticleSection>

/** What a document of the format `article` holds. */
export const Article = z
  .object({ fields: ArticleFields, parts: z.array(ArticleSection) })
  .meta({ id: 'Article' })
export type Article = z.infer<typeof Article>

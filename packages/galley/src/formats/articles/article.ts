import { z } from 'zod'
import { Citation, Metadata, uniqueIds } from './content.ts'
import { plainLine } from './line.ts'

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

/** Markdown, and what each of its sentences rests on; they are in order and do not overlap. */
export const CitedText = z
  .object({
    markdown: z.string(),
    sentences: z.array(CitedSentence),
  })
  .meta({ id: 'CitedText' })
export type CitedText = z.infer<typeof CitedText>

export const EditableField = z.enum(['title', 'standfirst', 'takeaways', 'metadata'])
export type EditableField = z.infer<typeof EditableField>

export const ArticleFields = z
  .object({
    title: plainLine(300),
    standfirst: CitedText.check(placedSentences),
    takeaways: CitedText.check(placedSentences),
    metadata: Metadata,
    /** Who wrote it: a model's id, and whether it used only the sources' own sentences. */
    writer: z.object({ model: z.string(), isExtractive: z.boolean() }),
    /** Fields that a person changed: generation leaves them alone unless asked. */
    editedFields: z.array(EditableField).default([]),
  })
  .meta({ id: 'ArticleFields' })
export type ArticleFields = z.infer<typeof ArticleFields>

export const ArticleSection = CitedText.extend({
  id: z.string().min(1).max(100),
  heading: plainLine(300),
  /** A person changed it: generation leaves it alone unless asked. */
  isEdited: z.boolean(),
})
  .check(placedSentences)
  .meta({ id: 'ArticleSection' })
export type ArticleSection = z.infer<typeof ArticleSection>

/** What a document of the format `article` holds. */
export const Article = z
  .object({
    fields: ArticleFields,
    parts: z.array(ArticleSection).max(1000).check(uniqueIds),
  })
  .meta({ id: 'Article' })
export type Article = z.infer<typeof Article>

function placedSentences(payload: z.core.ParsePayload<CitedText>): void {
  const { markdown, sentences } = payload.value
  let from = 0
  for (const [index, { start, end }] of sentences.entries()) {
    if (start < from || end < start || end > markdown.length) {
      const message = 'Sentences are ranges of the Markdown, in order, and do not overlap'
      payload.issues.push({ code: 'custom', message, path: ['sentences', index], input: start })
      return
    }
    from = end
  }
}

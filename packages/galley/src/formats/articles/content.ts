import { z } from 'zod'
import { plainLine } from './line.ts'

/** A range of a source's normalised text that a sentence rests on. */
export const Citation = z
  .object({
    sourceId: z.string(),
    segmentId: z.string(),
    /** UTF-16 offsets into the source's text; inside the segment. */
    start: z.int().min(0),
    end: z.int().min(0),
  })
  .meta({ id: 'Citation' })
export type Citation = z.infer<typeof Citation>

/** A sentence of the article (Markdown inline text, on one line) with what it rests on. */
export const Sentence = z
  .object({
    text: z.string().min(1),
    citations: z.array(Citation),
  })
  .meta({ id: 'Sentence' })
export type Sentence = z.infer<typeof Sentence>

/** A paragraph-sized part of a chapter. */
export const Block = z
  .object({
    kind: z.enum(['paragraph', 'quote', 'list', 'question']),
    /** A list has one sentence an item. */
    sentences: z.array(Sentence).min(1),
    /** Who says it, for a quote or a question. */
    speaker: z.string().nullable(),
  })
  .meta({ id: 'Block' })
export type Block = z.infer<typeof Block>

export const OutlineSection = z
  .object({
    id: z.string().min(1).max(100),
    heading: plainLine(300),
    /** One line on what the section says. */
    summary: z.string(),
    /** The segments it is written from, in the source's order. */
    segmentIds: z.array(z.string()),
  })
  .meta({ id: 'OutlineSection' })
export type OutlineSection = z.infer<typeof OutlineSection>

/** The plan of an article, and the parts that need the whole source in view. */
export const Outline = z
  .object({
    title: plainLine(300),
    standfirst: z.array(Sentence),
    sections: z.array(OutlineSection).min(1).max(100).check(uniqueIds),
    takeaways: z.array(Sentence),
  })
  .meta({ id: 'Outline' })
export type Outline = z.infer<typeof Outline>

/** A written section. */
export const Chapter = z
  .object({
    sectionId: z.string(),
    heading: plainLine(300),
    blocks: z.array(Block).min(1),
  })
  .meta({ id: 'Chapter' })
export type Chapter = z.infer<typeof Chapter>

/** Small letters (of any script), digits and marks, joined by single hyphens. */
const SLUG = /^[\p{Ll}\p{Lm}\p{Lo}\p{N}\p{M}]+(-[\p{Ll}\p{Lm}\p{Lo}\p{N}\p{M}]+)*$/u

/** Search metadata. */
export const Metadata = z
  .object({
    title: plainLine(120),
    description: plainLine(320),
    slug: z.string().max(200).regex(SLUG),
    keywords: z.array(plainLine(100)).max(12),
  })
  .meta({ id: 'Metadata' })
export type Metadata = z.infer<typeof Metadata>

/** Edits, diffs and approvals hang on ids: two parts never share one. */
export function uniqueIds(payload: z.core.ParsePayload<readonly { id: string }[]>): void {
  const seen = new Set<string>()
  for (const [index, { id }] of payload.value.entries()) {
    if (seen.has(id)) {
      const message = `The id "${id}" is taken by an earlier one`
      payload.issues.push({ code: 'custom', message, path: [index, 'id'], input: id })
    }
    seen.add(id)
  }
}

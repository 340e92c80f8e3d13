import { z } from 'zod'

/**
 * A stretch of a source that later work cites: a paragraph, a speaker's turn, a few captions, a
 * list item, a table. Immutable; its id is stable for the life of the source.
 */
export const Segment = z
  .object({
    id: z.string(),
    /** Equal to `source.text.slice(start, end)`. */
    text: z.string(),
    /** UTF-16 offsets into the source's normalised text. */
    start: z.int().min(0),
    end: z.int().min(0),
    /** Headings above it, outermost first. */
    headingPath: z.array(z.string()),
    kind: z.enum(['heading', 'paragraph', 'list-item', 'quote', 'code', 'table', 'caption']),
    speaker: z.string().nullable(),
    /** 1-based page, where the source has pages. */
    page: z.int().min(1).nullable(),
    /** Milliseconds from the start of the medium, where the source has time. */
    startMs: z.int().min(0).nullable(),
    endMs: z.int().min(0).nullable(),
  })
  .meta({ id: 'Segment' })
export type Segment = z.infer<typeof Segment>

/** What generation reads: a source's words, without its workspace and bookkeeping. */
export const SourceText = z.object({
  id: z.string(),
  title: z.string().nullable(),
  /** BCP 47, `und` where it could not be told. */
  language: z.string(),
  text: z.string(),
  segments: z.array(Segment),
})
export type SourceText = z.infer<typeof SourceText>

import { z } from 'zod'
import type { Segment } from '../../flow/sources/index.ts'
import { align, prepareAlignment } from '../../platform/text/grounding/index.ts'
import type { AlignableText } from '../../platform/text/grounding/index.ts'
import type { Block, Citation, Sentence } from './content.ts'
import { inlineMarkdown, plainText } from './markdown/inline.ts'
import type { NumberedSegment } from './numbering.ts'
import { checkQuote } from './quotation.ts'

/** As shown, from 1; bounded, so that a schema in strict mode says what is meant. */
const SegmentNumber = z.int().min(1).max(1_000_000)

/**
 * What a model is asked for: short, and with segment numbers in place of ids and offsets. The ids
 * and ranges are found afterwards, by us, in the segments that it named. Every property is required
 * and no string has a length, as the strict modes of providers want it; what comes is made fit here.
 */
export const DraftSentence = z.object({
  text: z.string().describe('One sentence, as inline Markdown without links.'),
  segments: z.array(SegmentNumber).describe('Numbers of the segments that this sentence rests on.'),
})
export type DraftSentence = z.infer<typeof DraftSentence>

export const OutlineDraft = z.object({
  title: z.string().describe('Plain text.'),
  standfirst: z.array(DraftSentence).describe('One to three sentences that say what it is about.'),
  sections: z
    .array(
      z.object({
        heading: z.string().describe('Plain text.'),
        summary: z.string(),
        segments: z
          .array(SegmentNumber)
          .describe('Numbers of the segments that it is written from.'),
      }),
    )
    .min(1),
  takeaways: z.array(DraftSentence).describe('Three to six sentences worth remembering.'),
})
export type OutlineDraft = z.infer<typeof OutlineDraft>

/** The heading is the outline's: the other sections were written with it in view. */
export const ChapterDraft = z.object({
  blocks: z
    .array(
      z.object({
        kind: z.enum(['paragraph', 'quote', 'list', 'question']),
        speaker: z.string().nullable().describe('Who says it, for a quote or a question.'),
        sentences: z.array(DraftSentence).min(1),
      }),
    )
    .min(1),
})
export type ChapterDraft = z.infer<typeof ChapterDraft>

/** More than this is not pointing at something; a sentence over short captions needs many. */
const MOST_CITATIONS = 24

/** Numbers that no segment has, as problems that the model can mend. */
export function unknownSegments(
  cited: readonly { segments: readonly number[] }[],
  known: readonly NumberedSegment[],
): string[] {
  const numbers = new Set(known.map((entry) => entry.number))
  const wrong = new Set(
    cited.flatMap(({ segments }) => segments.filter((number) => !numbers.has(number))),
  )
  if (wrong.size === 0) return []
  return [
    `There is no segment ${[...wrong].slice(0, 10).join(', ')}; cite only numbers you were shown`,
  ]
}

/** Whether anything is left of a draft's sentence once it is made fit; of a letter in front, it is. */
export const isWritten = ({ text }: DraftSentence): boolean =>
  /^\s*\p{L}/u.test(text) || inlineMarkdown(text) !== ''

/**
 * Makes sentences fit to print, and replaces segment numbers by citations: which source, which
 * segment, from where to where. Numbers that no segment has are left out.
 */
export function citeSentences(
  drafts: readonly DraftSentence[],
  known: readonly NumberedSegment[],
): Sentence[] {
  const byNumber = new Map(known.map((entry) => [entry.number, entry]))
  return drafts.flatMap((draft) => {
    const text = inlineMarkdown(draft.text)
    if (text === '') return []
    const plain = plainText(text)
    const entries = [...new Set(draft.segments)].flatMap((number) => byNumber.get(number) ?? [])
    return { text, citations: entries.slice(0, MOST_CITATIONS).map((entry) => cite(plain, entry)) }
  })
}

/**
 * @param options.isExtractive the blocks are a source's own sentences, shortened: its quotes are not
 *   measured against the words again
 */
export function citeBlocks(
  blocks: ChapterDraft['blocks'],
  known: readonly NumberedSegment[],
  options: { isExtractive: boolean },
): Block[] {
  return blocks
    .map((block) => ({ ...block, sentences: citeSentences(block.sentences, known) }))
    .filter(({ sentences }) => sentences.length > 0)
    .map((block) => (options.isExtractive ? block : checkQuote(block, known)))
}

/** The stretch of the segment that says it; the whole segment where no words are shared. */
function cite(sentence: string, { source, segment }: NumberedSegment): Citation {
  const range = align(sentence, alignable(segment, source.language))
  return {
    sourceId: source.id,
    segmentId: segment.id,
    start: segment.start + (range?.start ?? 0),
    end: range ? segment.start + range.end : segment.end,
  }
}

const read = new WeakMap<Segment, AlignableText>()

/** A long segment is cited by many sentences and read once. */
function alignable(segment: Segment, language: string): AlignableText {
  const known = read.get(segment) ?? prepareAlignment(segment.text, language)
  read.set(segment, known)
  return known
}

import { z } from 'zod'
import { align } from '../../platform/text/grounding/index.ts'
import type { Block, Citation, Sentence } from './content.ts'
import type { NumberedSegment } from './numbering.ts'

/**
 * What a model is asked for: short, and with segment numbers in place of ids and offsets. The ids
 * and ranges are found afterwards, by us, in the segments that it named.
 */
export const DraftSentence = z.object({
  text: z.string().min(1).describe('One sentence, as inline Markdown.'),
  segments: z.array(z.int()).describe('Numbers of the segments that this sentence rests on.'),
})
export type DraftSentence = z.infer<typeof DraftSentence>

export const OutlineDraft = z.object({
  title: z.string().min(1),
  standfirst: z.array(DraftSentence).describe('One to three sentences that say what it is about.'),
  sections: z
    .array(
      z.object({
        heading: z.string().min(1),
        summary: z.string(),
        segments: z.array(z.int()).describe('Numbers of the segments that it is written from.'),
      }),
    )
    .min(1),
  takeaways: z.array(DraftSentence).describe('Three to six sentences worth remembering.'),
})
export type OutlineDraft = z.infer<typeof OutlineDraft>

export const ChapterDraft = z.object({
  heading: z.string().min(1),
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

/** Numbers that no segment has, as problems that the model can mend. */
export function unknownSegments(
  sentences: readonly DraftSentence[],
  known: readonly NumberedSegment[],
): string[] {
  const numbers = new Set(known.map((entry) => entry.number))
  const wrong = new Set(
    sentences.flatMap((sentence) => sentence.segments.filter((number) => !numbers.has(number))),
  )
  if (wrong.size === 0) return []
  return [
    `There is no segment ${[...wrong].slice(0, 10).join(', ')}; cite only numbers you were shown.`,
  ]
}

/** Replaces segment numbers by citations: which source, which segment, from where to where. */
export function citeSentence(
  { text, segments }: DraftSentence,
  known: readonly NumberedSegment[],
): Sentence {
  const byNumber = new Map(known.map((entry) => [entry.number, entry]))
  const citations = [...new Set(segments)].flatMap((number): Citation[] => {
    const entry = byNumber.get(number)
    if (!entry) return []
    const { source, segment } = entry
    const range = align(text, segment.text, source.language)
    return [
      {
        sourceId: source.id,
        segmentId: segment.id,
        start: segment.start + (range?.start ?? 0),
        end: range ? segment.start + range.end : segment.end,
      },
    ]
  })
  return { text: text.trim(), citations }
}

export function citeBlocks(
  blocks: ChapterDraft['blocks'],
  known: readonly NumberedSegment[],
): Block[] {
  return blocks.map((block) => ({
    ...block,
    sentences: block.sentences.map((sentence) => citeSentence(sentence, known)),
  }))
}

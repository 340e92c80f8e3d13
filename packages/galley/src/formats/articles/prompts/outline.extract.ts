import type { Outline, Sentence } from '../content.ts'
import type { DraftSentence, OutlineDraft } from '../draft.ts'
import extractOutline from '../extractive/outline.ts'
import { numberSegments } from '../numbering.ts'
import type { OutlineInput } from './outline.ts'

/** The embedded writer's way to an outline. */
export default function extract(input: OutlineInput): OutlineDraft {
  const outline: Outline = extractOutline(input)
  const numbers = segmentNumbers(input)
  return {
    title: outline.title,
    standfirst: outline.standfirst.map((sentence) => toDraft(sentence, numbers)),
    takeaways: outline.takeaways.map((sentence) => toDraft(sentence, numbers)),
    sections: outline.sections.map(({ heading, summary, segmentIds }) => ({
      heading,
      summary,
      segments: segmentIds.flatMap((id) => numbers.get(id) ?? []),
    })),
  }
}

export function segmentNumbers(input: Pick<OutlineInput, 'sources'>): Map<string, number> {
  return new Map(numberSegments(input.sources).map(({ segment, number }) => [segment.id, number]))
}

export function toDraft(sentence: Sentence, numbers: ReadonlyMap<string, number>): DraftSentence {
  const segments = sentence.citations.flatMap(({ segmentId }) => numbers.get(segmentId) ?? [])
  return { text: sentence.text, segments }
}

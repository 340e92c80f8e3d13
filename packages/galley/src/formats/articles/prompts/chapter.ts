import { z } from 'zod'
import { SourceText } from '../../../flow/sources/index.ts'
import { definePrompt } from '../../../platform/models/index.ts'
import { Outline } from '../content.ts'
import { ChapterDraft, isWritten, unknownSegments } from '../draft.ts'
import { toLine } from '../line.ts'
import { WritingOptions } from '../material.ts'
import { numberSegments } from '../numbering.ts'
import type { NumberedSegment } from '../numbering.ts'
import { groundRules, showSegments, showStyle } from './material.ts'

export const ChapterInput = WritingOptions.omit({ model: true }).extend({
  sources: z.array(SourceText).min(1),
  outline: Outline,
  sectionId: z.string(),
})
export type ChapterInput = z.infer<typeof ChapterInput>

const words = { short: '80 to 150', medium: '150 to 300', long: '300 to 500' }

/** About 15,000 tokens: far more than one section is written from. */
const SHOWN_CHARACTERS = 60_000

/** The segments of one section (all, where it names none), with their numbers in the whole. */
export function sectionSegments(input: Pick<ChapterInput, 'sources' | 'outline' | 'sectionId'>) {
  const section = input.outline.sections.find(({ id }) => id === input.sectionId)
  const wanted = new Set(section?.segmentIds)
  const entries: NumberedSegment[] = numberSegments(input.sources).filter(
    ({ segment }) => wanted.size === 0 || wanted.has(segment.id),
  )
  return { section, entries }
}

export const chapterPrompt = definePrompt<ChapterInput, ChapterDraft>({
  id: 'articles.chapter',
  version: 2,
  input: ChapterInput,
  output: ChapterDraft,
  maxOutputTokens: 3000,
  extract: new URL('./chapter.extract.ts', import.meta.url).href,

  render(input) {
    const { section, entries } = sectionSegments(input)
    const plan = input.outline.sections.map(({ id, heading }) =>
      id === input.sectionId ? `- ${heading} (this one)` : `- ${heading}`,
    )
    return {
      instructions: `You write one section of the article "${input.outline.title}".
${groundRules}
Readable prose in paragraphs, ${words[input.length ?? 'medium']} words. A quote is a segment's own words, unchanged. No heading inside. ${showStyle(input)}`,
      prompt: `Sections:\n${plan.join('\n')}\n\nThis section: ${section?.heading}. ${toLine(section?.summary ?? '')}\n\n${showSegments(entries, SHOWN_CHARACTERS)}`,
    }
  },

  check(draft, input) {
    const sentences = draft.blocks.flatMap((block) => block.sentences)
    const problems = unknownSegments(sentences, sectionSegments(input).entries)
    return sentences.some(isWritten) ? problems : [...problems, 'Write at least one sentence.']
  },
})

import { z } from 'zod'
import { SourceText } from '../../../flow/sources/index.ts'
import { definePrompt } from '../../../platform/models/index.ts'
import { Outline } from '../content.ts'
import { ChapterDraft, unknownSegments } from '../draft.ts'
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

/** The segments of one section, with the numbers that they have in the whole. */
export function sectionSegments(input: Pick<ChapterInput, 'sources' | 'outline' | 'sectionId'>) {
  const section = input.outline.sections.find(({ id }) => id === input.sectionId)
  const wanted = new Set(section?.segmentIds)
  const entries: NumberedSegment[] = numberSegments(input.sources).filter(({ segment }) =>
    wanted.has(segment.id),
  )
  return { section, entries }
}

export const chapterPrompt = definePrompt<ChapterInput, ChapterDraft>({
  id: 'articles.chapter',
  version: 1,
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
Readable prose in paragraphs, ${words[input.length ?? 'medium']} words. Quotes keep the speaker's words. No heading inside. ${showStyle(input)}`,
      prompt: `Sections:\n${plan.join('\n')}\n\nThis section: ${section?.heading}. ${section?.summary}\n\n${showSegments(entries)}`,
    }
  },

  check(draft, input) {
    const sentences = draft.blocks.flatMap((block) => block.sentences)
    return unknownSegments(sentences, sectionSegments(input).entries)
  },
})

import { z } from 'zod'
import { definePrompt } from '../../../platform/models/index.ts'
import { ChapterDraft, isWritten, unknownSegments } from '../draft.ts'
import { toLine } from '../line.ts'
import { ChapterInput, sectionSegments } from './chapter.ts'
import { groundRules, showSegments, showStyle } from './material.ts'

/** What can be asked of one section. The first three the embedded writer does too. */
export const RewriteAction = z.enum([
  'regenerate',
  'shorten',
  'lengthen',
  'rewrite',
  'tone',
  'translate',
  'instruct',
])
export type RewriteAction = z.infer<typeof RewriteAction>

/** What is done from the sources alone, without words of one's own. */
export const isExtractive = (action: RewriteAction): boolean =>
  action === 'regenerate' || action === 'shorten' || action === 'lengthen'

export const RewriteInput = ChapterInput.extend({
  action: RewriteAction,
  instruction: z.string().optional(),
  /** The section as it is. */
  markdown: z.string(),
})
export type RewriteInput = z.infer<typeof RewriteInput>

const SHOWN_CHARACTERS = 50_000

const tasks: Record<RewriteAction, string> = {
  regenerate: 'Write the section anew from the segments.',
  shorten: 'Make the section about half as long. Keep what matters most.',
  lengthen: 'Make the section about half as long again, with more of what the segments say.',
  rewrite: 'Say the same in other words, clearer and more fluent.',
  tone: 'Say the same in the tone that is named.',
  translate: 'Translate the section into the language that is named.',
  instruct: 'Change the section as the instruction asks.',
}

export const rewritePrompt = definePrompt<RewriteInput, ChapterDraft>({
  id: 'articles.rewrite',
  version: 1,
  input: RewriteInput,
  output: ChapterDraft,
  maxOutputTokens: 4000,
  extract: new URL('./rewrite.extract.ts', import.meta.url).href,

  render(input) {
    const { section, entries } = sectionSegments(input)
    const instruction = input.instruction ? `\nInstruction: ${toLine(input.instruction)}` : ''
    return {
      instructions: `You rework one section of the article "${input.outline.title}".
${tasks[input.action]}
${groundRules}
Readable prose in paragraphs. A quote is a segment's own words, unchanged. No heading inside. ${showStyle(input)}`,
      prompt: `Section: ${section?.heading ?? ''}${instruction}\n\nAs it is now:\n${input.markdown}\n\nSegments:\n${showSegments(entries, SHOWN_CHARACTERS)}`,
    }
  },

  check(draft, input) {
    const sentences = draft.blocks.flatMap((block) => block.sentences)
    const problems = unknownSegments(sentences, sectionSegments(input).entries)
    return sentences.some(isWritten) ? problems : [...problems, 'Write at least one sentence.']
  },
})

import { z } from 'zod'
import { SourceText } from '../../../flow/sources/index.ts'
import { definePrompt } from '../../../platform/models/index.ts'
import { OutlineDraft, unknownSegments } from '../draft.ts'
import { WritingOptions } from '../material.ts'
import { numberSegments } from '../numbering.ts'
import { groundRules, showSegments, showStyle } from './material.ts'

export const OutlineInput = WritingOptions.omit({ model: true }).extend({
  sources: z.array(SourceText).min(1),
  sections: z.int().min(1).max(30).optional(),
})
export type OutlineInput = z.infer<typeof OutlineInput>

/** About 25,000 tokens: fits the models of today, small ones too. */
const SHOWN_CHARACTERS = 100_000

export const outlinePrompt = definePrompt<OutlineInput, OutlineDraft>({
  id: 'articles.outline',
  version: 2,
  input: OutlineInput,
  output: OutlineDraft,
  maxOutputTokens: 4000,
  extract: new URL('./outline.extract.ts', import.meta.url).href,

  render: (input) => ({
    instructions: `You plan a publishable article from source material.
${groundRules}
Keep the material's order. Headings inform: they say what the section says, in 3 to 9 words.
Give ${input.sections ? `exactly ${input.sections}` : '5 to 9 (fewer for short material)'} sections. ${showStyle(input)}`,
    prompt: showSegments(numberSegments(input.sources), SHOWN_CHARACTERS),
  }),

  check(draft, input) {
    const problems = unknownSegments(
      [...draft.standfirst, ...draft.takeaways, ...draft.sections],
      numberSegments(input.sources),
    )
    if (input.sections && draft.sections.length !== input.sections) {
      problems.push(`Give exactly ${input.sections} sections, not ${draft.sections.length}.`)
    }
    const empty = draft.sections.filter((section) => section.segments.length === 0)
    if (empty.length > 0) {
      problems.push(`Name the segments of: ${empty.map((section) => section.heading).join('; ')}.`)
    }
    return problems
  },
})

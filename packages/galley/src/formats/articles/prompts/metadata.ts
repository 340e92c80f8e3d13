import { z } from 'zod'
import { SourceText } from '../../../flow/sources/index.ts'
import { definePrompt } from '../../../platform/models/index.ts'
import { Outline } from '../content.ts'
import { WritingOptions } from '../material.ts'
import { showStyle } from './material.ts'

export const MetadataInput = WritingOptions.pick({ language: true, tone: true }).extend({
  sources: z.array(SourceText).min(1),
  outline: Outline,
})
export type MetadataInput = z.infer<typeof MetadataInput>

/** As a model gives it; the step brings it to the lengths and the slug that `Metadata` asks for. */
export const MetadataDraft = z.object({
  title: z.string(),
  description: z.string(),
  slug: z.string(),
  keywords: z.array(z.string()),
})
export type MetadataDraft = z.infer<typeof MetadataDraft>

export const metadataPrompt = definePrompt<MetadataInput, MetadataDraft>({
  id: 'articles.metadata',
  version: 1,
  input: MetadataInput,
  output: MetadataDraft,
  maxOutputTokens: 600,
  extract: new URL('./metadata.extract.ts', import.meta.url).href,

  render: (input) => ({
    instructions: `You write search metadata for an article: a title of at most 60 characters, a description of 120 to 155, a slug in lower-case words joined by hyphens, 4 to 10 keywords. Promise nothing that the article does not hold. ${showStyle(input)}`,
    prompt: `${input.outline.title}
${input.outline.standfirst.map(({ text }) => text).join(' ')}
${input.outline.sections.map(({ heading, summary }) => `- ${heading}: ${summary}`).join('\n')}`,
  }),
})

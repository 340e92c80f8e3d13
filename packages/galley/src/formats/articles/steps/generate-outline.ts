import { z } from 'zod'
import { newId } from '../../../platform/id.ts'
import { defineStep } from '../../../platform/step.ts'
import { Outline } from '../content.ts'
import { citeSentence } from '../draft.ts'
import { mainLanguage, Material, readMaterial, WritingOptions } from '../material.ts'
import { numberSegments } from '../numbering.ts'
import { outlinePrompt } from '../prompts/outline.ts'
import { Writer, describeWriter } from '../writer.ts'

/** Plans an article: title, standfirst, sections with what they are written from, takeaways. */
export const generateOutline = defineStep({
  id: 'outline.generate',
  version: 1,
  summary: 'Plans an article from sources.',
  permission: 'articles.generate',
  input: z.object({
    ...Material.shape,
    ...WritingOptions.shape,
    sections: z
      .int()
      .min(1)
      .max(30)
      .optional()
      .describe('5 to 9 when absent, fewer for short sources.'),
  }),
  output: z.object({
    outline: Outline,
    sourceIds: z.array(z.string()),
    language: z.string().describe('The language that it is written in.'),
    writer: Writer,
  }),

  async run({ ctx, input }) {
    const sources = await readMaterial(ctx, input)
    const { sections, tone, length, language, model } = input
    const result = await ctx.models.generate(ctx, {
      prompt: outlinePrompt,
      input: { sources, sections, tone, length, language },
      model,
    })
    const known = numberSegments(sources)
    const ids = new Map(known.map(({ number, segment }) => [number, segment.id]))
    const draft = result.output
    return {
      outline: {
        title: draft.title,
        standfirst: draft.standfirst.map((sentence) => citeSentence(sentence, known)),
        takeaways: draft.takeaways.map((sentence) => citeSentence(sentence, known)),
        sections: draft.sections.map(({ heading, summary, segments }) => ({
          id: newId('part'),
          heading,
          summary,
          segmentIds: [...new Set(segments)].flatMap((number) => ids.get(number) ?? []),
        })),
      },
      sourceIds: sources.map(({ id }) => id),
      language: language ?? mainLanguage(sources),
      writer: describeWriter(result),
    }
  },
})

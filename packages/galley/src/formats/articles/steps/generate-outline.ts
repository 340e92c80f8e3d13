import { z } from 'zod'
import { newId } from '../../../platform/id.ts'
import { defineStep } from '../../../platform/step.ts'
import { Outline } from '../content.ts'
import { citeSentences } from '../draft.ts'
import { headingFrom, toLine } from '../line.ts'
import { mainLanguage } from '../main-language.ts'
import { Material, readMaterial, WritingOptions } from '../material.ts'
import { numberSegments } from '../numbering.ts'
import { outlinePrompt } from '../prompts/outline.ts'
import { Writer, describeWriter } from '../writer.ts'

/** Plans an article: title, standfirst, sections with what they are written from, takeaways. */
export const generateOutline = defineStep({
  id: 'outline.generate',
  version: 1,
  summary: 'Plans an article from sources.',
  permission: 'articles.generate',
  isReadOnly: false, // text that it is given becomes a source
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
    const { sections, tone, length, language, direction, model } = input
    const result = await ctx.models.generate(ctx, {
      prompt: outlinePrompt,
      input: { sources, sections, tone, length, language, direction },
      model,
    })
    const known = numberSegments(sources)
    const ids = new Map(known.map(({ number, segment }) => [number, segment.id]))
    const draft = result.output
    return {
      outline: {
        title: headingFrom(draft.title, sources[0]!.title ?? ''),
        standfirst: citeSentences(draft.standfirst, known),
        takeaways: citeSentences(draft.takeaways, known),
        sections: draft.sections.map(({ heading, summary, segments }) => ({
          id: newId('part'),
          heading: headingFrom(heading, summary),
          summary: toLine(summary),
          segmentIds: [...new Set(segments)]
            .sort((left, right) => left - right)
            .flatMap((number) => ids.get(number) ?? []),
        })),
      },
      sourceIds: sources.map(({ id }) => id),
      // The embedded writer does not translate, whatever it is asked for.
      language: (result.isExtractive ? undefined : language) ?? mainLanguage(sources),
      writer: describeWriter(result),
    }
  },
})

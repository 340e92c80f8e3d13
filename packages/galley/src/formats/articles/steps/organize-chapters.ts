import { z } from 'zod'
import { defineStep } from '../../../platform/step.ts'
import { Chapter, Outline } from '../content.ts'
import { citeBlocks } from '../draft.ts'
import { Material, readMaterial, WritingOptions } from '../material.ts'
import { chapterPrompt, sectionSegments } from '../prompts/chapter.ts'
import { describeWriter, Writer } from '../writer.ts'

/** Writes the sections of an outline; with `sectionId`, that one only. */
export const organizeChapters = defineStep({
  id: 'chapters.organize',
  version: 1,
  summary: 'Writes the sections of an outline from the sources.',
  permission: 'articles.generate',
  input: z.object({
    ...Material.shape,
    ...WritingOptions.shape,
    outline: Outline,
    sectionId: z.string().optional().describe('All sections when absent.'),
  }),
  output: z.object({ chapters: z.array(Chapter), writers: z.array(Writer) }),

  async run({ ctx, input }) {
    const sources = await readMaterial(ctx, input)
    const { outline, tone, length, language, model } = input
    const wanted = outline.sections.filter(({ id }) => !input.sectionId || id === input.sectionId)
    const written = await Promise.all(
      wanted.map(async ({ id: sectionId }) => {
        const request = { sources, outline, sectionId, tone, length, language }
        const result = await ctx.models.generate(ctx, {
          prompt: chapterPrompt,
          input: request,
          model,
        })
        const { heading, blocks } = result.output
        const { entries } = sectionSegments(request)
        return {
          chapter: { sectionId, heading, blocks: citeBlocks(blocks, entries) },
          writer: describeWriter(result),
        }
      }),
    )
    return {
      chapters: written.map(({ chapter }) => chapter),
      writers: written.map(({ writer }) => writer),
    }
  },
})

import { z } from 'zod'
import { defineCodes, InvalidError } from '../../../platform/error.ts'
import { defineStep } from '../../../platform/step.ts'
import { Chapter, Outline } from '../content.ts'
import { citeBlocks } from '../draft.ts'
import { Material, readMaterial, WritingOptions } from '../material.ts'
import { chapterPrompt, sectionSegments } from '../prompts/chapter.ts'
import { describeWriter, Writer } from '../writer.ts'
import { generateOutline } from './generate-outline.ts'

const codes = defineCodes({
  SECTION_UNKNOWN: 'The outline has no section {sectionId}; its sections are {known}.',
  SECTION_WITHOUT_SEGMENTS:
    'Section {sectionId} is written from segments that these sources do not have. Give the sources that the outline was made from.',
})

/** Writes the sections of an outline; with `sectionId`, that one only. */
export const organizeChapters = defineStep({
  id: 'chapters.organize',
  version: 1,
  summary: 'Writes the sections of an outline from the sources.',
  permission: 'articles.generate',
  isReadOnly: false, // text that it is given becomes a source
  input: z.object({
    ...Material.shape,
    ...WritingOptions.shape,
    outline: Outline.optional().describe('Made first when absent.'),
    sectionId: z.string().optional().describe('All sections when absent.'),
  }),
  output: z.object({
    /** The one that was made, when none was given. */
    outline: Outline.optional(),
    chapters: z.array(Chapter),
    writers: z.array(Writer),
  }),

  async run({ ctx, input }) {
    const sources = await readMaterial(ctx, input)
    const { tone, length, language, direction, model } = input
    const planned = input.outline ? null : await generateOutline.run({ ctx, input })
    const outline = input.outline ?? planned!.outline
    const wanted = outline.sections.filter(({ id }) => !input.sectionId || id === input.sectionId)
    if (wanted.length === 0) {
      const known = outline.sections.map(({ id }) => id).join(', ')
      throw new InvalidError(codes.SECTION_UNKNOWN, { sectionId: input.sectionId, known })
    }
    for (const { id: sectionId, segmentIds } of wanted) {
      const { entries } = sectionSegments({ sources, outline, sectionId })
      if (segmentIds.length > 0 && entries.length === 0) {
        throw new InvalidError(codes.SECTION_WITHOUT_SEGMENTS, { sectionId })
      }
    }
    const written = await Promise.all(
      wanted.map(async ({ id: sectionId, heading }) => {
        const request = { sources, outline, sectionId, tone, length, language, direction }
        const result = await ctx.models.generate(ctx, {
          prompt: chapterPrompt,
          input: request,
          model,
        })
        const { entries } = sectionSegments(request)
        const blocks = citeBlocks(result.output.blocks, entries, result)
        return {
          chapter: { sectionId, heading, blocks },
          writer: describeWriter(result),
        }
      }),
    )
    return {
      chapters: written.map(({ chapter }) => chapter),
      writers: [...(planned ? [planned.writer] : []), ...written.map(({ writer }) => writer)],
      ...(planned && { outline }),
    }
  },
})

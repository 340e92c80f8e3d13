import { z } from 'zod'
import { defineStep } from '../../../platform/step.ts'
import { Metadata, Outline } from '../content.ts'
import { shorten } from '../line.ts'
import { mainLanguage } from '../main-language.ts'
import { Material, readMaterial, WritingOptions } from '../material.ts'
import { plainText } from '../markdown/inline.ts'
import { metadataPrompt } from '../prompts/metadata.ts'
import { slugify } from '../slug.ts'
import { describeWriter, Writer } from '../writer.ts'
import { generateOutline } from './generate-outline.ts'

/** Writes the search metadata of an outline. */
export const generateSeo = defineStep({
  id: 'seo.generate',
  version: 1,
  summary: 'Writes title, description, slug and keywords for search.',
  permission: 'articles.generate',
  isReadOnly: false, // text that it is given becomes a source
  input: z.object({
    ...Material.shape,
    ...WritingOptions.omit({ length: true }).shape,
    outline: Outline.optional().describe('Made first when absent.'),
  }),
  output: z.object({ metadata: Metadata, writer: Writer }),

  async run({ ctx, input }) {
    const sources = await readMaterial(ctx, input)
    const { tone, language, model } = input
    const outline = input.outline ?? (await generateOutline.run({ ctx, input })).outline
    const result = await ctx.models.generate(ctx, {
      prompt: metadataPrompt,
      input: { sources, outline, tone, language },
      model,
    })
    const { title, description, slug, keywords } = result.output
    return {
      metadata: {
        title: shorten(title, 120) || shorten(outline.title, 120),
        description: shorten(description, 320) || shorten(describe(outline), 320),
        slug: slugify(slug || title || outline.title, {
          language: language ?? mainLanguage(sources),
        }),
        keywords: [...new Set(keywords.map((keyword) => shorten(keyword, 100)))]
          .filter(Boolean)
          .slice(0, 12),
      },
      writer: describeWriter(result),
    }
  },
})

function describe({ standfirst, title }: Outline): string {
  return plainText(standfirst.map(({ text }) => text).join(' ')) || title
}

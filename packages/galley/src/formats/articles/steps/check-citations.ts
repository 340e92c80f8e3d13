import { z } from 'zod'
import { lexicalSupport } from '../../../platform/text/grounding/index.ts'
import { defineStep } from '../../../platform/step.ts'
import type { SourceText } from '../../../flow/sources/index.ts'
import { Support } from '../article.ts'
import { Block, Sentence } from '../content.ts'
import { mainLanguage, Material, readMaterial, WritingOptions } from '../material.ts'
import { supportPrompt } from '../prompts/support.ts'
import { describeWriter, Writer } from '../writer.ts'

const CheckedSentence = Sentence.extend({ support: Support })
const CheckedBlock = Block.extend({ sentences: z.array(CheckedSentence).min(1) })

/**
 * Checks each sentence against the words it cites: by its words always, and by the model, when one
 * is there, where words do not settle it (a paraphrase, another language).
 */
export const checkCitations = defineStep({
  id: 'citations.check',
  version: 1,
  summary: 'Flags sentences that their cited segments do not support.',
  permission: 'articles.generate',
  input: z.object({
    ...Material.shape,
    ...WritingOptions.pick({ language: true, model: true }).shape,
    blocks: z.array(Block).min(1),
  }),
  output: z.object({
    blocks: z.array(CheckedBlock),
    unsupported: z.int(),
    writers: z.array(Writer),
  }),

  async run({ ctx, input }) {
    const sources = await readMaterial(ctx, input)
    const language = input.language ?? mainLanguage(sources)
    const sentences = input.blocks.flatMap((block) => block.sentences)
    const verdicts = new Map<Sentence, Support>()
    const open: { sentence: Sentence; cited: string[] }[] = []
    for (const sentence of sentences) {
      const cited = citedTexts(sentence, sources)
      const { isSupported } = lexicalSupport(sentence.text, cited, language)
      verdicts.set(sentence, cited.length > 0 && isSupported ? 'supported' : 'unsupported')
      if (cited.length > 0 && !isSupported) open.push({ sentence, cited })
    }

    const writers: Writer[] = []
    const { model } = input
    if (open.length > 0 && ctx.models.supports(supportPrompt, model)) {
      const claims = open.map(({ sentence, cited }) => ({ sentence: sentence.text, cited }))
      const result = await ctx.models.generate(ctx, {
        prompt: supportPrompt,
        input: { claims },
        model,
      })
      writers.push(describeWriter(result))
      for (const { claim, isSupported } of result.output.verdicts) {
        const entry = open[claim - 1]
        if (entry && isSupported) verdicts.set(entry.sentence, 'supported')
      }
    }

    const blocks = input.blocks.map((block) => ({
      ...block,
      sentences: block.sentences.map((sentence) => ({
        ...sentence,
        support: verdicts.get(sentence)!,
      })),
    }))
    const unsupported = [...verdicts.values()].filter((support) => support === 'unsupported').length
    return { blocks, unsupported, writers }
  },
})

/** The whole segments: the range says where to look, the segment what was said. */
function citedTexts(sentence: Sentence, sources: readonly SourceText[]): string[] {
  return sentence.citations.flatMap(({ sourceId, segmentId }) => {
    const source = sources.find(({ id }) => id === sourceId)
    const segment = source?.segments.find(({ id }) => id === segmentId)
    return segment ? [segment.text] : []
  })
}

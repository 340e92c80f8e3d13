import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { defineStep } from '../../../platform/step.ts'
import { Support } from '../article.ts'
import { Block, Sentence } from '../content.ts'
import { mainLanguage } from '../main-language.ts'
import { Material, readMaterial, WritingOptions } from '../material.ts'
import { supportPrompt } from '../prompts/support.ts'
import { judgeByWords } from '../support.ts'
import type { Judgement } from '../support.ts'
import { describeWriter, Writer } from '../writer.ts'

const CheckedSentence = Sentence.extend({ support: Support })
const CheckedBlock = Block.extend({ sentences: z.array(CheckedSentence).min(1) })

/** What one call of a model is asked about at most. */
const MOST_CLAIMS = 30
const MOST_CHARACTERS = 60_000

/**
 * Checks each sentence against the words it cites: by its words always, and by the model, when one
 * is there, where words do not settle it (a paraphrase, another language).
 */
export const checkCitations = defineStep({
  id: 'citations.check',
  version: 1,
  summary: 'Flags sentences that their cited segments do not support.',
  permission: 'articles.generate',
  isReadOnly: false, // text that it is given becomes a source
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
    const judge = judgeByWords(sources, input.language ?? mainLanguage(sources))
    const judged = input.blocks.map((block) => ({
      ...block,
      sentences: block.sentences.map((sentence) => ({ ...sentence, judgement: judge(sentence) })),
    }))
    const judgements = judged.flatMap(({ sentences }) => sentences.map((each) => each.judgement))
    const writers = await askModel(ctx, judgements, input.model)
    return {
      blocks: judged.map((block) => ({
        ...block,
        sentences: block.sentences.map(({ judgement: { support }, ...rest }) => ({
          ...rest,
          support,
        })),
      })),
      unsupported: judgements.filter(({ support }) => support === 'unsupported').length,
      writers,
    }
  },
})

/** Settles what words left open, in place; without a language model it stays as words had it. */
async function askModel(ctx: Context, judgements: Judgement[], model?: string): Promise<Writer[]> {
  if (!(await ctx.models.supports(ctx, supportPrompt, model))) return []
  const open = judgements.filter(({ isOpen }) => isOpen)
  return Promise.all(
    inBatches(open).map(async (batch) => {
      const claims = batch.map(({ sentence, cited }) => ({ sentence, cited }))
      const result = await ctx.models.generate(ctx, {
        prompt: supportPrompt,
        input: { claims },
        model,
      })
      for (const { claim, isSupported } of result.output.verdicts) {
        const judgement = batch[claim - 1]
        if (judgement) judgement.support = isSupported ? 'supported' : 'unsupported'
      }
      return describeWriter(result)
    }),
  )
}

function inBatches(judgements: readonly Judgement[]): Judgement[][] {
  const batches: Judgement[][] = []
  let size = 0
  for (const judgement of judgements) {
    const length = judgement.sentence.length + judgement.cited.join(' ').length
    const last = batches.at(-1)
    if (last && last.length < MOST_CLAIMS && size + length <= MOST_CHARACTERS) {
      last.push(judgement)
      size += length
    } else {
      batches.push([judgement])
      size = length
    }
  }
  return batches
}

import { z } from 'zod'
import { toJobError } from '../../../platform/jobs/index.ts'
import { defineStep } from '../../../platform/step.ts'
import { WrittenProposal } from '../proposals/proposal.ts'
import { storeProposals } from '../proposals/store-proposals.ts'
import { RewriteAction } from '../prompts/rewrite.ts'
import { prepareRewrite, RewriteSectionInput } from '../rewriting/prepare-rewrite.ts'
import { variationRequest, writeVariation } from '../rewriting/write-variation.ts'
import { sumCosts } from '../writer.ts'

/** What a section could say instead; the article is as it was until one of them is accepted. */
export const RewrittenSection = z
  .object({
    documentId: z.string(),
    sectionId: z.string(),
    action: RewriteAction,
    /** Names the text that they were made from. */
    baseHash: z.string(),
    proposals: z.array(WrittenProposal).min(1),
    failures: z
      .array(z.object({ variation: z.int(), code: z.string(), message: z.string() }))
      .describe('Variations that could not be written, beside those that were.'),
    costMicros: z.int().nullable(),
  })
  .meta({ id: 'RewrittenSection' })
export type RewrittenSection = z.infer<typeof RewrittenSection>

/** Reworks one section of an article, in as many variations as are wanted, side by side. */
export const rewriteSection = defineStep({
  id: 'section.rewrite',
  version: 1,
  summary:
    'Reworks one section of an article into proposals; nothing changes until one is accepted.',
  permission: 'articles.generate',
  isReadOnly: false, // proposals are kept
  timeoutMs: 240_000,
  // The models are asked again as often as it helps; what was shown is not written twice.
  retry: { attempts: 1, baseMs: 500, maximumMs: 15_000 },
  input: RewriteSectionInput,
  output: RewrittenSection,

  async check({ ctx, input }) {
    await prepareRewrite(ctx, input)
  },

  async estimate({ ctx, input }) {
    const task = await prepareRewrite(ctx, input)
    const request = variationRequest(task, 0, input.model)
    const { model, costMicros } = await ctx.models.estimate(ctx, request)
    return {
      model,
      calls: task.count,
      costMicros: costMicros === null ? null : costMicros * task.count,
    }
  },

  async run({ ctx, input }) {
    const task = await prepareRewrite(ctx, input)
    const settled = await Promise.allSettled(
      Array.from({ length: task.count }, (_, index) =>
        writeVariation(ctx, task, index, input.model),
      ),
    )
    const written = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const failed = settled.flatMap((one, variation) =>
      one.status === 'rejected' ? [{ variation, reason: one.reason as unknown }] : [],
    )
    if (written.length === 0) throw failed[0]!.reason
    const { documentId, sectionId, action } = input
    const { baseHash, instruction, promptTemplate } = task
    const { projectId } = task.document
    const subject = {
      projectId,
      documentId,
      sectionId,
      baseHash,
      action,
      instruction,
      promptTemplate,
    }
    return {
      documentId,
      sectionId,
      action,
      baseHash,
      proposals: await storeProposals(ctx, subject, written),
      failures: failed.map(({ variation, reason }) => {
        const { code, message } = toJobError(reason)
        return { variation, code, message }
      }),
      costMicros: sumCosts(written),
    }
  },
})

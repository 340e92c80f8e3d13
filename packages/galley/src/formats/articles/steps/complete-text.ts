import { z } from 'zod'
import { getDocument, LanguageTag } from '../../../flow/documents/index.ts'
import type { Context, Services } from '../../../platform/context.ts'
import { InvalidError, RateLimitError } from '../../../platform/error.ts'
import { createRateLimiter } from '../../../platform/http/index.ts'
import type { RateLimiter } from '../../../platform/http/index.ts'
import { defineStep } from '../../../platform/step.ts'
import { WritingOptions } from '../material.ts'
import { Completion, completePrompt, MOST_WORDS } from '../prompts/complete.ts'
import { rewriteCodes } from '../rewriting/codes.ts'
import { describeWriter, Writer } from '../writer.ts'

const MOST_PER_MINUTE = 40

/** Of each database. */
const limiters = new WeakMap<Services['db'], RateLimiter>()

/** Suggests the next words. Of what it is given nothing is kept, and nobody waits for it long. */
export const completeText = defineStep({
  id: 'text.complete',
  version: 1,
  summary: 'Suggests the next words of a text, within the request: no job, nothing kept.',
  permission: 'articles.generate',
  isInline: true,
  timeoutMs: 20_000,
  retry: { attempts: 1, baseMs: 500, maximumMs: 15_000 },
  input: z.object({
    documentId: z.string().optional().describe('Whose title is shown, and whose cost it is.'),
    before: z.string().min(1).max(4000).describe('What stands before the cursor.'),
    after: z.string().max(1000).default(''),
    language: LanguageTag.optional().describe("BCP 47; the text's when absent."),
    model: WritingOptions.shape.model,
  }),
  output: Completion.extend({ writer: Writer }),

  async check({ ctx, input: { model } }) {
    if (!(await ctx.models.supports(ctx, completePrompt, model))) {
      throw new InvalidError(rewriteCodes.MODEL_REQUIRED, { action: 'complete' })
    }
    await requireAllowance(ctx)
  },

  async run({ ctx, input }) {
    const { documentId, before, after, language, model } = input
    const document = documentId && (await getDocument({ ctx, input: { documentId } }))
    let said = ''
    let shown = 0
    const result = await ctx.models.stream(ctx, {
      prompt: completePrompt,
      input: { before, after, language, ...(document && { title: document.title }) },
      model,
      documentId,
      onDelta(text) {
        said += text
        const fit = firstWords(said)
        if (fit.length > shown) ctx.show?.({ text: fit.slice(shown), index: 0 })
        shown = fit.length
      },
    })
    return { text: firstWords(result.output.text).trimEnd(), writer: describeWriter(result) }
  },
})

/** What nobody presses a button for must not empty a budget while somebody types. */
async function requireAllowance(ctx: Context): Promise<void> {
  const { actor, config, db, workspaceId } = ctx
  const limiter =
    limiters.get(db) ??
    createRateLimiter(db, Math.min(MOST_PER_MINUTE, config.GALLEY_RATE_LIMIT_PER_MINUTE))
  limiters.set(db, limiter)
  const principal = `complete:${actor.kind}:${actor.id}`
  const { retryAfterSeconds } = await limiter.take({ workspaceId, principal })
  if (retryAfterSeconds === null) return
  const details = { perMinute: MOST_PER_MINUTE, retryAfterSeconds }
  throw new RateLimitError(rewriteCodes.COMPLETIONS_LIMITED, details)
}

/** As many words as were asked for, up to the end of the line. */
function firstWords(text: string): string {
  const [line] = /^[^\n\r]*/.exec(text)!
  return new RegExp(`^(?:\\s*\\S+){0,${MOST_WORDS}}\\s?`, 'u').exec(line)![0]
}

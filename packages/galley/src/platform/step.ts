import { z } from 'zod'
import type { Context } from './context.ts'
import type { RetryPolicy } from './jobs/contract.ts'

/**
 * One unit of work, declared once. From this one value come `POST /api/v1/steps/<id>`, the SDK
 * method, the MCP tool and the pipeline node; each call is durable, metered and idempotent.
 */
export interface Step<Input = unknown, Output = unknown> {
  /** `noun.verb`. */
  id: string
  version: number
  summary: string
  input: z.ZodType<Input>
  output: z.ZodType<Output>
  permission: string
  /** True when it changes nothing and costs nothing but models: safe for an agent to try. */
  isReadOnly: boolean
  /**
   * Over in a moment, of use only to whoever asked, and worth nothing afterwards: a call of it alone
   * runs within its request and leaves no job, only what its model calls cost.
   */
  isInline: boolean
  timeoutMs: number
  retry: RetryPolicy
  /** Refuses now what could only fail later: throws for what stands in the way. */
  check?(args: { ctx: Context; input: Input }): Promise<void>
  /** What it would cost at most, where that can be told before. */
  estimate?(args: { ctx: Context; input: Input }): Promise<StepEstimate>
  run(args: { ctx: Context; input: Input }): Promise<Output>
}

/** What a call of a step would cost, told before it is made. */
export const StepEstimate = z
  .object({
    model: z.string().describe('The model that would be asked first.'),
    calls: z.int().describe('Of the model, if each is answered well.'),
    costMicros: z
      .int()
      .nullable()
      .describe(
        'The most that they cost, in micro-units of US dollars; null when no price is known.',
      ),
  })
  .meta({ id: 'StepEstimate' })
export type StepEstimate = z.infer<typeof StepEstimate>

/** What most steps want: three tries within a few seconds, two minutes each. */
const defaults = {
  isReadOnly: true,
  isInline: false,
  timeoutMs: 120_000,
  retry: { attempts: 3, baseMs: 500, maximumMs: 15_000 },
} as const

/**
 * @example
 * export const countWords = defineStep({
 *   id: 'words.count', version: 1, summary: 'Counts words.', permission: 'articles.generate',
 *   input: z.object({ text: z.string() }), output: z.object({ words: z.int() }),
 *   run: async ({ input }) => ({ words: input.text.split(/\s+/).length }),
 * })
 */
export function defineStep<Input, Output>(
  step: Omit<Step<Input, Output>, keyof typeof defaults> &
    Partial<Pick<Step<Input, Output>, keyof typeof defaults>>,
): Step<Input, Output> {
  return { ...defaults, ...step }
}

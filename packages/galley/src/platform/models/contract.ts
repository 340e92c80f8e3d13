import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { Transaction } from '../db/index.ts'
import type { ShownProperty } from './call-streaming.ts'
import type { ProviderSettings } from './driver.ts'
import type { Price } from './price-table.ts'
import type { StepUsage } from './usage.ts'

/**
 * A versioned prompt: one task with a typed input and output, and two ways to do it. `render` is
 * what a language model is told. `extract` is the module (its default export, a pure function of
 * the input) by which the embedded extractive writer does the same task from the source's own words.
 *
 * @example
 * export const outlinePrompt = definePrompt({
 *   id: 'articles.outline', version: 1, input: OutlineInput, output: Outline,
 *   render: (input) => ({ instructions: '…', prompt: '…' }),
 *   extract: import.meta.resolve('../extractive/outline.ts'),
 * })
 */
export interface Prompt<Input = unknown, Output = unknown> {
  id: string
  version: number
  input: z.ZodType<Input>
  output: z.ZodType<Output>
  render(input: Input): { instructions: string; prompt: string }
  /** Module URL for the embedded writer; absent where the task needs a language model. */
  extract?: string
  /** Beyond what the schema says: problems in words that the model can act on, or none. */
  check?(output: Output, input: Input): string[]
  maxOutputTokens?: number
  /** What `stream` hands on while the answer is written; absent: nothing before the whole. */
  shows?: ShownProperty
}

export function definePrompt<Input, Output>(prompt: Prompt<Input, Output>): Prompt<Input, Output> {
  return prompt
}

export interface ModelRequest<Input, Output> {
  prompt: Prompt<Input, Output>
  input: Input
  /** `provider:model`; the workspace's default when absent. */
  model?: string | undefined
  /** The document that the work is for, so that its cost can be told. */
  documentId?: string | undefined
  /** No other model when this one gives nothing: to see whether it works. */
  isAlone?: boolean
}

/** A provider that a workspace connected itself; it goes before what the configuration says of it. */
export interface OwnProvider {
  provider: string
  settings: ProviderSettings
  /** Asked when somebody names the provider alone; null where that is left to the provider. */
  model: string | null
  /** It is asked when nobody names a model. */
  isDefault: boolean
  /** By the model's name. They go before those that are known. */
  prices: Readonly<Record<string, Price>>
  /** Another one after every change: what is kept of calls before counts no more. */
  revision: string
  /** The last that was heard of it was a failure that somebody has to mend. */
  isFailing: boolean
}

export interface StreamRequest<Input, Output> extends ModelRequest<Input, Output> {
  /** The next words of the answer, as `prompt.shows` finds them. Awaited before more are read. */
  onDelta: (text: string) => void | Promise<void>
}

export interface ModelResult<Output> {
  output: Output
  /** The model that answered, `provider:model`: after a fallback not the one asked for. */
  model: string
  /** The model used nothing but the input's own words. */
  isExtractive: boolean
  /** `id@version` of the prompt. */
  prompt: string
  usage: StepUsage
}

/** A model as the API lists it. */
export interface ModelDescription {
  id: string
  provider: string
  isDefault: boolean
  /** The workspace brought it itself. */
  isOwn: boolean
  /** Micro-units per million tokens, null when not known. */
  inputPriceMicros: number | null
  outputPriceMicros: number | null
  priceSource: string | null
  priceDate: string | null
}

/** The one way to a model: metered, budgeted, retried, repaired. No step talks to a provider. */
export interface Models {
  /** Structured output that satisfies the prompt's schema and its check, or an error. */
  generate<Input, Output>(
    ctx: Context,
    request: ModelRequest<Input, Output>,
  ): Promise<ModelResult<Output>>
  /**
   * The same, with words of the answer handed on while it is written. They are a foretaste: what
   * counts is the result, which may differ (a correction is made in silence). A stream that breaks
   * off after its first words ends in an error, since beginning anew would say them twice; before
   * that it is tried again like any call. Stopped by `ctx.signal`, it is settled with what it used.
   *
   * @example
   * const { output } = await ctx.models.stream(ctx, { prompt, input, onDelta: (text) => ctx.show?.({ text, index: 0 }) })
   */
  stream<Input, Output>(
    ctx: Context,
    request: StreamRequest<Input, Output>,
  ): Promise<ModelResult<Output>>
  /** Upper estimate in micro-units before the work; null when the price is not known. */
  estimate<Input, Output>(
    ctx: Context,
    request: ModelRequest<Input, Output>,
  ): Promise<{ model: string; costMicros: number | null }>
  /**
   * Whether the model that would be asked first can do this prompt at all.
   *
   * @throws InvalidError when there is no such model here.
   */
  supports(ctx: Context, prompt: Pick<Prompt, 'extract'>, model?: string): Promise<boolean>
  /** What this workspace can ask, the one that nobody has to name first. */
  list(ctx: Context): Promise<ModelDescription[]>
}

/** One call to a provider, successful or not: the atom of all accounting. */
export interface UsageEvent {
  id: string
  model: string
  provider: string
  operation: 'generate'
  /** What the work was for, where the caller said so. */
  documentId?: string | null
  status: 'ok' | 'error' | 'aborted' | 'timeout' | 'rate_limited' | 'invalid_output'
  inputTokens: number | null
  outputTokens: number | null
  cachedTokens: number | null
  /**
   * Null is "not known", never "nothing": the model has no price, or the call ended without an
   * answer (aborted, timed out, cut off), so that only the provider knows what it charged. Of a
   * streamed answer that ended early, what had come by then is counted, from above.
   */
  costMicros: number | null
  latencyMs: number
  prompt: string
  attempt: number
  startedAt: Date
}

export interface Reservation {
  id: string
  amountMicros: number
}

/**
 * Reserve, settle, release: what the model layer asks of whoever keeps the books. Implemented by
 * the billing module and handed in by the app, since the platform knows nothing to its right.
 */
export interface Meter {
  /**
   * Holds `amountMicros` against every budget that applies, in one statement, or throws BudgetError.
   * `null` means that the price is not known: refused when a budget applies, since it could not be
   * kept. Answers null when nothing needs holding. `purpose` is `provider:model`, for messages.
   */
  reserve(ctx: Context, amountMicros: number | null, purpose: string): Promise<Reservation | null>
  /** Writes the usage event and replaces the reservation by the real cost, in one transaction. */
  settle(ctx: Context, reservation: Reservation | null, usage: UsageEvent): Promise<void>
  /**
   * Gives back what a job's earlier runs still hold: their calls ended with their process, and the
   * same budget has to pay for doing them again. For the job's new owner, before it starts.
   */
  releaseJob(workspaceId: string, jobId: string): Promise<void>
  /** Gives a job a budget of its own, in the transaction that enqueues it. */
  openJobBudget(
    tx: Transaction,
    ctx: Pick<Context, 'workspaceId'>,
    jobId: string,
    limitMicros: number,
  ): Promise<void>
}

import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { CancelledError } from '../error.ts'
import type { ErrorCode } from '../error.ts'
import { newId } from '../id.ts'
import type { Isolation } from '../isolation/contract.ts'
import { callStreaming, newHeard } from './call-streaming.ts'
import type { Heard } from './call-streaming.ts'
import type { Target } from './chain.ts'
import { codes } from './codes.ts'
import type { Meter, Prompt, UsageEvent } from './contract.ts'
import { ANSWER_LIMIT_BYTES, newExchange, STREAM_LIMIT_BYTES, watchedFetch } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { readFailure } from './failure.ts'
import type { Failure } from './failure.ts'
import type { ModelStock } from './model-stock.ts'
import { costOf, highestCost } from './prices.ts'
import { estimateInput } from './question.ts'
import type { Question } from './question.ts'
import { readAnswer } from './repair.ts'
import { callSdk } from './sdk.ts'
import type { SdkAnswer } from './sdk.ts'
import { estimateTokens } from './tokens.ts'
import type { StepUsage } from './usage.ts'

/** What every attempt works with. */
export interface Workshop {
  config: Config
  meter: Meter
  isolation: Isolation
  fetch: typeof fetch
  /** The way to addresses that a workspace named: it reaches no private network. */
  guardedFetch: typeof fetch
  stock: ModelStock
  stallMs: number
}

export interface AttemptRequest<Input, Output> {
  ctx: Context
  target: Target
  prompt: Prompt<Input, Output>
  input: Input
  documentId: string | null
  question: Question
  hasSchema: boolean
  /** Streams the answer, and hands its words on. */
  onDelta?: ((text: string) => void | Promise<void>) | undefined
  /** Counts the provider calls of one `generate`, from 1. */
  attempt: number
}

export type Outcome<Output> =
  | { kind: 'answer'; output: Output; usage: StepUsage }
  | { kind: 'invalid'; code: ErrorCode; problems: string[]; text: string; usage: StepUsage }
  | { kind: 'failure'; failure: Failure; usage: StepUsage }

/**
 * One call of one provider: estimate, reserve, call, read, settle. However it ends, it leaves one
 * usage event and no reservation.
 *
 * @throws BudgetError before anything is sent, when a budget has no room for it.
 */
export async function attemptModel<Input, Output>(
  shop: Workshop,
  request: AttemptRequest<Input, Output>,
): Promise<Outcome<Output>> {
  const { ctx, target, question } = request
  const { price } = target
  const size = { input: estimateInput(question), output: question.maxOutputTokens }
  const amount = price && highestCost(price, size)
  const reservation = await shop.meter.reserve(ctx, amount, target.id)
  const startedAt = new Date()
  const started = performance.now()
  const result = await call(shop, request)
  const event: UsageEvent = {
    ...describeCall(request, result),
    id: newId('use'),
    latencyMs: Math.round(performance.now() - started),
    startedAt,
  }
  await shop.meter.settle(ctx, reservation, event)
  const usage = toStepUsage(event, price !== null)
  ctx.step?.recordUsage(usage)
  return toOutcome(result, usage)
}

type CallResult<Output> =
  | {
      kind: 'read'
      answer: SdkAnswer
      reading: Awaited<ReturnType<typeof readAnswer<unknown, Output>>>
    }
  | { kind: 'failed'; failure: Failure; heard: Heard | null }

async function call<Input, Output>(
  shop: Workshop,
  request: AttemptRequest<Input, Output>,
): Promise<CallResult<Output>> {
  const { ctx, target, prompt, input } = request
  const timeoutMs = shop.config.GALLEY_MODEL_TIMEOUT_SECONDS * 1000
  const timeout = new AbortController()
  // Not AbortSignal.timeout(): its timer would outlive thousands of quick calls.
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  const heard = request.onDelta ? newHeard() : null
  const exchange = newExchange(heard ? STREAM_LIMIT_BYTES : ANSWER_LIMIT_BYTES)
  try {
    const { model, giveBack } = await openModel(shop, request, exchange, timeoutMs)
    const signal = AbortSignal.any([ctx.signal, timeout.signal])
    const { question, hasSchema, onDelta } = request
    const providerOptions = target.driver.providerOptions?.(question) ?? {}
    const asking = { model, question, hasSchema, providerOptions, signal }
    const { stallMs } = shop
    const asked =
      heard && onDelta
        ? callStreaming({
            ...asking,
            exchange,
            heard,
            shows: prompt.shows,
            onDelta,
            stallMs,
            onStall: () => timeout.abort(),
          })
        : callSdk(asking)
    const answer = await untilAborted(asked, signal)
    giveBack()
    const reading = await readAnswer(prompt, input, answer)
    return { kind: 'read', answer, reading }
  } catch (cause) {
    const failure = readFailure(cause, {
      model: target.id,
      settings: settingsOf(target),
      prompt: nameOf(prompt),
      exchange,
      isAborted: ctx.signal.aborted,
      isTimedOut: timeout.signal.aborted,
      timeoutMs,
      heard,
      stallMs: shop.stallMs,
    })
    return { kind: 'failed', failure, heard }
  } finally {
    clearTimeout(timer)
  }
}

function openModel<Input, Output>(
  shop: Workshop,
  request: AttemptRequest<Input, Output>,
  exchange: Exchange,
  timeoutMs: number,
) {
  const { target, prompt, input, hasSchema } = request
  return shop.stock.open(target, {
    fetch: watchedFetch(isForeign(target) ? shop.guardedFetch : shop.fetch, exchange),
    prompt,
    input,
    isolation: shop.isolation,
    timeoutMs,
    hasSchema,
  })
}

/** What to look at when a workspace's own credentials are refused. */
const settingsOf = ({ own, driver }: Target) =>
  own ? 'the key of the connection' : `${driver.settings} in the configuration`

const isForeign = ({ own }: Target) => own?.settings.baseUrl !== undefined

/** Ends with the signal even if what it waits for does not listen. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new CancelledError(codes.MODEL_ABORTED, { model: 'the model' }))
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** The part of the usage event that follows from how the call ended. */
function describeCall<Input, Output>(
  request: AttemptRequest<Input, Output>,
  result: CallResult<Output>,
): Omit<UsageEvent, 'id' | 'latencyMs' | 'startedAt'> {
  const { target, prompt, question } = request
  const { price } = target
  const about = {
    model: target.id,
    provider: target.driver.id,
    operation: 'generate' as const,
    documentId: request.documentId,
    prompt: nameOf(prompt),
    attempt: request.attempt,
  }
  if (result.kind === 'failed' && result.heard?.isOpen) {
    const tokens = { input: estimateInput(question), output: estimateTokens(result.heard.text) }
    return {
      ...about,
      status: result.failure.status,
      inputTokens: tokens.input,
      outputTokens: tokens.output,
      cachedTokens: null,
      costMicros: price && costOf(price, tokens),
    }
  }
  if (result.kind === 'failed') {
    const isFree = price !== null && (result.failure.isUnbilled || price.input + price.output === 0)
    const nothing = { inputTokens: null, outputTokens: null, cachedTokens: null }
    return { ...about, ...nothing, status: result.failure.status, costMicros: isFree ? 0 : null }
  }
  const { answer, reading } = result
  // A server that reports no usage is still paid for: count what went over the wire.
  const input = answer.usage.inputTokens ?? estimateInput(question)
  const output = answer.usage.outputTokens ?? estimateTokens(answer.text)
  const cachedInput = answer.usage.cachedTokens ?? 0
  const cacheWrite = answer.usage.cacheWriteTokens ?? 0
  return {
    ...about,
    status: reading.isValid ? 'ok' : 'invalid_output',
    inputTokens: input,
    outputTokens: output,
    cachedTokens: cachedInput,
    costMicros: price && costOf(price, { input, output, cachedInput, cacheWrite }),
  }
}

/** A call that failed without a bill adds nothing to a step's cost; only a missing price makes it unknown. */
function toStepUsage(event: UsageEvent, hasPrice: boolean): StepUsage {
  return {
    calls: 1,
    inputTokens: event.inputTokens ?? 0,
    outputTokens: event.outputTokens ?? 0,
    cachedTokens: event.cachedTokens ?? 0,
    costMicros: event.costMicros ?? (hasPrice ? 0 : null),
    models: [event.model],
  }
}

function toOutcome<Output>(result: CallResult<Output>, usage: StepUsage): Outcome<Output> {
  if (result.kind === 'failed') return { kind: 'failure', failure: result.failure, usage }
  const { reading, answer } = result
  if (reading.isValid) return { kind: 'answer', output: reading.output, usage }
  const { code, problems } = reading
  return { kind: 'invalid', code, problems, text: answer.text, usage }
}

/** `id@version`. */
export function nameOf(prompt: { id: string; version: number }): string {
  return `${prompt.id}@${prompt.version}`
}

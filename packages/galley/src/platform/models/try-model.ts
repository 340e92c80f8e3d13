import type { Context } from '../context.ts'
import { CancelledError } from '../error.ts'
import type { GalleyError } from '../error.ts'
import type { Logger } from '../telemetry/contract.ts'
import { attemptModel, nameOf } from './attempt.ts'
import type { Outcome, Workshop } from './attempt.ts'
import type { Target } from './chain.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import { codes } from './codes.ts'
import type { OwnProvider, Prompt } from './contract.ts'
import type { Refusal } from './exhausted.ts'
import type { Failure } from './failure.ts'
import { backoff, wait } from './pause.ts'
import type { RatePauses } from './pause.ts'
import { askQuestion, DEFAULT_OUTPUT_TOKENS, LARGEST_OUTPUT_TOKENS } from './question.ts'
import type { Correction, Question } from './question.ts'
import type { GatewaySettings } from './settings.ts'
import { addUsage } from './usage.ts'
import type { StepUsage } from './usage.ts'

/** Hears of a workspace's own connection: what is wrong with it, or null when it works again. */
export type OwnNews = (ctx: Context, own: OwnProvider, error: GalleyError | null) => Promise<void>

/** What the calls of one process share. */
export interface Gateway {
  shop: Workshop
  settings: GatewaySettings
  logger: Logger
  breaker: CircuitBreaker
  pauses: RatePauses
  /** Models that refused a JSON schema once and are asked for plain JSON since. */
  schemaRefusers: Set<string>
  onOwnNews: OwnNews
}

/** One `generate`, with what it has used so far. */
export interface GenerateRun<Input, Output> {
  ctx: Context
  prompt: Prompt<Input, Output>
  input: Input
  documentId: string | null
  onDelta?: ((text: string) => void | Promise<void>) | undefined
  isShown: boolean
  calls: number
  usage: StepUsage
}

export type Trial<Output> = { isDone: true; output: Output } | { isDone: false; refusal: Refusal }

/** Where one model's trial stands. */
interface TrialState {
  failures: number
  corrections: number
  correction: Correction | undefined
  maxOutputTokens: number
}

/**
 * Asks one model until it gives a valid answer or there is no point in asking on: transport
 * failures are retried with full jitter, wrong answers are sent back with what is wrong.
 *
 * @throws BudgetError, CancelledError: the end for every model.
 */
export async function tryModel<Input, Output>(
  gateway: Gateway,
  run: GenerateRun<Input, Output>,
  target: Target,
): Promise<Trial<Output>> {
  if (target.driver.isExtractive && run.prompt.extract === undefined) {
    const details = { prompt: nameOf(run.prompt), model: target.id }
    return refuse({ code: codes.PROMPT_NEEDS_LANGUAGE_MODEL, details })
  }
  const state: TrialState = {
    failures: 0,
    corrections: 0,
    correction: undefined,
    maxOutputTokens: run.prompt.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS,
  }
  for (;;) {
    const closed = await awaitTurn(gateway, run.ctx, target)
    if (closed) return refuse(closed)
    const outcome = await attemptOnce(gateway, run, target, state)
    if (outcome.kind === 'answer') return { isDone: true, output: outcome.output }
    const refusal =
      outcome.kind === 'invalid'
        ? afterInvalid(gateway, run, target, state, outcome)
        : await afterFailure(gateway, run.ctx, target, state, outcome.failure)
    if (refusal) return refuse(refusal)
  }
}

const refuse = (refusal: Refusal) => ({ isDone: false as const, refusal })

/** Waits out a rate limit that this or another call met; refuses if that is long, or it is broken. */
async function awaitTurn(
  { settings, pauses, breaker }: Gateway,
  ctx: Context,
  target: Target,
): Promise<Refusal | null> {
  const pause = pauses.remaining(target.key)
  if (pause > settings.maximumWaitMs) return resting(codes.MODEL_RATE_LIMITED, target, pause)
  await wait(pause, ctx.signal, target.id)
  const rest = breaker.enter(target.key)
  return rest > 0 ? resting(codes.MODEL_CIRCUIT_OPEN, target, rest) : null
}

function resting(code: Refusal['code'], target: Target, milliseconds: number): Refusal {
  const retryAfterSeconds = Math.ceil(milliseconds / 1000)
  return { code, details: { model: target.id, retryAfterSeconds } }
}

async function attemptOnce<Input, Output>(
  gateway: Gateway,
  run: GenerateRun<Input, Output>,
  target: Target,
  state: TrialState,
): Promise<Outcome<Output>> {
  const { ctx, prompt, input, documentId } = run
  const hasSchema = !gateway.schemaRefusers.has(target.key)
  try {
    const question = target.driver.isExtractive
      ? silentQuestion
      : askQuestion(prompt, input, { ...state, hasSchema })
    run.calls += 1
    const attempt = run.calls
    // What was shown once is put right in silence: the complete answer takes its place.
    const onDelta = run.isShown
      ? undefined
      : run.onDelta &&
        (async (text: string) => {
          run.isShown = true
          await run.onDelta!(text)
        })
    const about = { ctx, target, prompt, input, documentId }
    const request = { ...about, question, hasSchema, attempt, onDelta }
    const outcome = await attemptModel(gateway.shop, request)
    run.usage = addUsage(run.usage, outcome.usage)
    if (outcome.kind !== 'failure') gateway.breaker.succeeded(target.key)
    else if (outcome.failure.isProviderFault) gateway.breaker.failed(target.key)
    else gateway.breaker.undecided(target.key)
    return outcome
  } catch (error) {
    gateway.breaker.undecided(target.key)
    throw error
  }
}

/** An extractive model is given the input, not words about it. */
const silentQuestion: Question = {
  instructions: '',
  messages: [{ role: 'user', content: 'extract' }],
  schema: {},
  isStrictSchema: false,
  maxOutputTokens: 1,
}

/** Prepares the next question to the same model, or says why there is none. */
function afterInvalid<Input, Output>(
  gateway: Gateway,
  run: GenerateRun<Input, Output>,
  target: Target,
  state: TrialState,
  outcome: Extract<Outcome<Output>, { kind: 'invalid' }>,
): Refusal | null {
  const { code, problems, text } = outcome
  const isTruncated = code === codes.MODEL_OUTPUT_TRUNCATED
  // What is extracted once will come out the same the next time.
  if (target.driver.isExtractive || state.corrections === gateway.settings.corrections) {
    const details = {
      model: target.id,
      prompt: nameOf(run.prompt),
      attempts: state.corrections + 1,
      tokens: state.maxOutputTokens,
      problems: problems.join('; '),
    }
    return { code, details, isFinal: true }
  }
  state.corrections += 1
  if (isTruncated) {
    state.maxOutputTokens = Math.min(state.maxOutputTokens * 2, LARGEST_OUTPUT_TOKENS)
  } else {
    state.correction = { answer: text, problems }
  }
  return null
}

/** Waits as long as is due before the next try, or says why there is none. */
async function afterFailure(
  gateway: Gateway,
  ctx: Context,
  target: Target,
  state: TrialState,
  failure: Failure,
): Promise<Refusal | null> {
  const { settings, pauses, schemaRefusers } = gateway
  const { code, details, cause } = failure
  if (failure.status === 'aborted') throw new CancelledError(code, details, { cause })
  if (failure.isSchemaRefused && !schemaRefusers.has(target.key)) {
    schemaRefusers.add(target.key)
    return null
  }
  state.failures += 1
  if (failure.status === 'rate_limited' && failure.retryAfterMs !== null) {
    pauses.set(target.key, failure.retryAfterMs)
  }
  const { isMidway } = failure
  if (!failure.isRetryable) return { code, details, cause, isMidway, isFinal: true }
  if (state.failures === settings.attempts) return { code, details, cause }
  const { baseDelayMs, maximumDelayMs, maximumWaitMs } = settings
  const delay = failure.retryAfterMs ?? backoff(state.failures, baseDelayMs, maximumDelayMs)
  if (delay > maximumWaitMs) return { code, details, cause }
  // A named rate limit is waited out in awaitTurn, together with everybody else.
  const isPaused = failure.status === 'rate_limited' && failure.retryAfterMs !== null
  if (!isPaused) await wait(delay, ctx.signal, target.id)
  return null
}

import { GalleyError } from '../error.ts'
import type { ErrorCode, ErrorDetails } from '../error.ts'
import { isolationCodes } from '../isolation/index.ts'
import type { Heard } from './call-streaming.ts'
import { codes } from './codes.ts'
import type { UsageEvent } from './contract.ts'
import { retryAfterMs } from './exchange.ts'
import type { Exchange } from './exchange.ts'

/** Why one attempt at one model gave nothing. */
export interface Failure {
  status: Exclude<UsageEvent['status'], 'ok'>
  code: ErrorCode
  details: ErrorDetails & { model: string }
  /** Worth another try of the same model. */
  isRetryable: boolean
  /** Says something about the health of the provider: counts for the circuit breaker. */
  isProviderFault: boolean
  /** The provider refused the request before any work, so it costs nothing. */
  isUnbilled: boolean
  /** Part of the answer was shown already: another try would say it twice. */
  isMidway: boolean
  /** It was the schema that it did not like. */
  isSchemaRefused: boolean
  retryAfterMs: number | null
  cause: unknown
}

export interface FailureContext {
  model: string
  settings: string
  prompt: string
  exchange: Exchange
  isAborted: boolean
  isTimedOut: boolean
  timeoutMs: number
  /** How far a streamed answer came. */
  heard: Heard | null
  stallMs: number
}

/** Reads a thrown value by the facts of the exchange, not by the wording of the SDK. */
export function readFailure(cause: unknown, context: FailureContext): Failure {
  const failed = readFacts(cause, context)
  if (!context.heard?.isShown) return failed
  return { ...failed, isMidway: true, isRetryable: false }
}

function readFacts(cause: unknown, context: FailureContext): Failure {
  const { model, exchange, heard } = context
  if (context.isAborted) return failure('aborted', codes.MODEL_ABORTED, { model }, cause)
  if (heard?.isStalled) {
    const details = { model, seconds: context.stallMs / 1000 }
    return { ...failure('timeout', codes.MODEL_STALLED, details, cause), ...providerFault }
  }
  if (context.isTimedOut) {
    const details = { model, seconds: context.timeoutMs / 1000 }
    const late = failure('timeout', codes.MODEL_TIMEOUT, details, cause)
    // Work of our own would be as slow the next time.
    return exchange.isSent ? { ...late, ...providerFault } : late
  }
  if (exchange.isTooLarge) {
    const details = { model, limit: exchange.limitBytes }
    return failure('invalid_output', codes.MODEL_ANSWER_TOO_LARGE, details, cause)
  }
  if (!exchange.isSent) return readLocalFailure(cause, context)
  if (exchange.status === null) {
    const details = { model, reason: reasonOf(cause) }
    return {
      ...failure('error', codes.MODEL_UNREACHABLE, details, cause),
      ...providerFault,
      isUnbilled: isRefusedConnection(cause),
    }
  }
  if (exchange.status < 400) {
    const details = { model, reason: reasonOf(cause) }
    return { ...failure('error', codes.MODEL_ANSWER_BROKEN, details, cause), ...providerFault }
  }
  return { ...readStatus(exchange.status, cause, context), isUnbilled: true }
}

const providerFault = { isRetryable: true, isProviderFault: true }

function failure(
  status: Failure['status'],
  code: ErrorCode,
  details: Failure['details'],
  cause: unknown,
): Failure {
  return {
    status,
    code,
    details,
    isRetryable: false,
    isProviderFault: false,
    isUnbilled: false,
    isMidway: false,
    isSchemaRefused: false,
    retryAfterMs: null,
    cause,
  }
}

function readStatus(status: number, cause: unknown, context: FailureContext): Failure {
  const { model, settings, exchange } = context
  const asked = retryAfterMs(exchange.headers)
  const body = bodyOf(cause)
  if (status === 429 && /insufficient_quota|credit balance/i.test(body)) {
    return failure('error', codes.MODEL_QUOTA_EXHAUSTED, { model }, cause)
  }
  if (status === 429) {
    const details = { model, retryAfterSeconds: Math.ceil((asked ?? 1000) / 1000) }
    const limited = failure('rate_limited', codes.MODEL_RATE_LIMITED, details, cause)
    return { ...limited, isRetryable: true, retryAfterMs: asked }
  }
  if (status >= 500 || status === 408 || status === 409) {
    const overloaded = failure('error', codes.MODEL_OVERLOADED, { model, status }, cause)
    return { ...overloaded, ...providerFault, retryAfterMs: asked }
  }
  if (status === 401 || status === 403) {
    const details = { model, status, settings }
    return failure('error', codes.MODEL_CREDENTIALS_REFUSED, details, cause)
  }
  if (status === 404) return failure('error', codes.MODEL_NOT_FOUND, { model }, cause)
  const details = { model, status, reason: reasonOf(cause) }
  const refused = failure('error', codes.MODEL_REQUEST_REFUSED, details, cause)
  const isAboutSchema = /response_format|json_schema|schema|output_(config|format)|structured/i
  return { ...refused, isSchemaRefused: isAboutSchema.test(`${body} ${details.reason}`) }
}

/** Nothing was sent: the work is ours (the extractive writer), or it failed before the request. */
function readLocalFailure(cause: unknown, context: FailureContext): Failure {
  const { model, prompt } = context
  const isTimeout =
    cause instanceof GalleyError && cause.code === isolationCodes.ISOLATION_TIMED_OUT.code
  const details = { model, prompt, reason: reasonOf(cause) }
  return failure(isTimeout ? 'timeout' : 'error', codes.EXTRACTION_FAILED, details, cause)
}

/** The innermost message: "fetch failed" says nothing, "connect ECONNREFUSED" does. */
function reasonOf(error: unknown): string {
  let reason = error
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause
  const message = reason instanceof Error ? reason.message : String(reason)
  return message.slice(0, 300)
}

function isRefusedConnection(error: unknown): boolean {
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(reasonOf(error))
}

function bodyOf(error: unknown): string {
  const body = (error as { responseBody?: unknown } | null)?.responseBody
  return typeof body === 'string' ? body.slice(0, 4000) : ''
}

import { asUnstorable } from '../db/index.ts'
import { GalleyError } from '../error.ts'
import type { JobError, RetryPolicy } from './contract.ts'

export const defaultRetry: RetryPolicy = { attempts: 3, baseMs: 500, maximumMs: 15_000 }

/** Trying again cannot change these. */
const FINAL_KINDS = new Set([
  'invalid',
  'not_found',
  'forbidden',
  'unauthenticated',
  'unsupported',
  'too_large',
  'conflict',
  'precondition',
  'budget',
  'cancelled',
])

/** Not what is wrong by its kind, nor what whoever threw it calls final (`details.isFinal`). */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof GalleyError)) return asUnstorable(error) === null
  return !FINAL_KINDS.has(error.kind) && error.details['isFinal'] !== true
}

/**
 * Milliseconds until the next try: full jitter, `random() * min(maximumMs, baseMs * 2^n)`, and never
 * before the moment that the other side asked for (`details.retryAfterSeconds`).
 */
export function retryDelay(
  policy: RetryPolicy,
  attempt: number,
  error: unknown,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(policy.maximumMs, policy.baseMs * 2 ** (attempt - 1))
  return Math.max(Math.round(random() * ceiling), retryAfterMs(error))
}

function retryAfterMs(error: unknown): number {
  const details = (error as { details?: { retryAfterSeconds?: unknown } } | null)?.details
  const seconds = Number(details?.retryAfterSeconds ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 0
}

/** What the record keeps of an error: a code and one readable line. */
export function toJobError(thrown: unknown, step?: string): JobError {
  const error = asUnstorable(thrown) ?? thrown
  const code = error instanceof GalleyError ? error.code : 'internal'
  const message = error instanceof Error ? error.message || error.name : String(error)
  // jsonb holds neither NUL nor half a surrogate pair.
  const clean = message.replaceAll('\u0000', '').slice(0, 1000).toWellFormed()
  return {
    code,
    message: clean,
    ...(error instanceof GalleyError && { kind: error.kind }),
    ...(step !== undefined && { step }),
  }
}

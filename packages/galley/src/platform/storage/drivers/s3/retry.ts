const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504])
const RETRYABLE_CODE = new Set([
  'InternalError',
  'RequestTimeout',
  'SlowDown',
  'ServiceUnavailable',
])
const LONGEST_BACKOFF_MS = 10_000
const LONGEST_RETRY_AFTER_MS = 60_000

/** True when the same request may well succeed later: no answer, or the store says it is busy. */
export function isRetryable({ status, code }: { status?: number; code?: string }): boolean {
  if (status === undefined || code === undefined) return true
  return RETRYABLE_STATUS.has(status) || RETRYABLE_CODE.has(code)
}

/**
 * Milliseconds to wait after the given attempt (from 1): what `Retry-After` (seconds or a date)
 * asks for, otherwise a random part of a doubling delay, so that clients do not return in step.
 */
export function pauseBefore(attempt: number, delayMs: number, retryAfter?: string | null): number {
  const asked = retryAfter ? parseRetryAfter(retryAfter) : undefined
  if (asked !== undefined) return Math.min(asked, LONGEST_RETRY_AFTER_MS)
  const longest = Math.min(delayMs * 2 ** (attempt - 1), LONGEST_BACKOFF_MS)
  return longest * (0.5 + Math.random() / 2)
}

/** Waits, or returns at once when the signal fires. */
export async function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done, { once: true })
    if (signal?.aborted) done()
  })
}

function parseRetryAfter(value: string): number | undefined {
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

import { ApiError, ConnectionError } from './errors.ts'

const BASE_MS = 500
const MAXIMUM_MS = 8000
/** Whoever is told to come back later than this decides for himself. */
const LONGEST_WAIT_SECONDS = 60

/**
 * How long to wait before the next attempt, or null when there is no point in one. Full jitter, so
 * that many clients do not come back at once; `Retry-After` is taken at its word.
 *
 * @param canRepeat whether doing it twice is the same as doing it once
 */
export function retryDelay(error: unknown, attempt: number, canRepeat: boolean): number | null {
  if (error instanceof ApiError) {
    if (!isWorthRepeating(error, canRepeat)) return null
    const told = error.retryAfterSeconds
    if (told !== null) return told > LONGEST_WAIT_SECONDS ? null : told * 1000 + jitter(100)
    return backoff(attempt)
  }
  return error instanceof ConnectionError && canRepeat ? backoff(attempt) : null
}

/** Up to 0.5 s, 1 s, 2 s, … 8 s. */
export const backoff = (attempt: number) => jitter(Math.min(MAXIMUM_MS, BASE_MS * 2 ** attempt))

function isWorthRepeating({ status, code }: ApiError, canRepeat: boolean): boolean {
  if (status === 408 || status === 429) return true // nothing was done
  if (status === 409) return code === 'idempotency_in_progress'
  return status >= 500 && status !== 501 && canRepeat
}

const jitter = (milliseconds: number) => Math.random() * milliseconds

/** Waits, or throws the signal's reason as soon as it is aborted. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

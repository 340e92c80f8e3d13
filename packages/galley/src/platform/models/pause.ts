import { CancelledError } from '../error.ts'
import { codes } from './codes.ts'

/** Waits, or throws CancelledError as soon as the caller gives up. */
export function wait(milliseconds: number, signal: AbortSignal, model: string): Promise<void> {
  const cancelled = () => new CancelledError(codes.MODEL_ABORTED, { model })
  if (signal.aborted) return Promise.reject(cancelled())
  if (milliseconds <= 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(cancelled())
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Full jitter: anything up to the doubling delay, so that callers do not come back together. */
export function backoff(attempt: number, baseMs: number, maximumMs: number): number {
  return Math.random() * Math.min(maximumMs, baseMs * 2 ** (attempt - 1))
}

/**
 * Who was told to slow down tells the others: after a 429 every call of that model waits until the
 * named moment, spread over a little more time, instead of each learning it by a 429 of its own.
 */
export class RatePauses {
  readonly #until = new Map<string, number>()

  set(model: string, milliseconds: number): void {
    const until = performance.now() + milliseconds
    if (until > (this.#until.get(model) ?? 0)) this.#until.set(model, until)
  }

  /** Milliseconds until a call of this model may start. */
  remaining(model: string): number {
    const until = this.#until.get(model)
    if (until === undefined) return 0
    const rest = until - performance.now()
    if (rest > 0) return rest + Math.random() * Math.min(1000, rest / 2)
    this.#until.delete(model)
    return 0
  }
}

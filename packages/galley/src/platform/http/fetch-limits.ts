/** The clock of one fetch: one signal for all that can end it early. */
export interface Limits {
  /** Aborts when time is up or the caller gives up. */
  signal: AbortSignal
  isTimedOut(): boolean
  /** Restarts the wait for the next piece. */
  touch(): void
  stop(): void
}

/** Starts counting; whoever starts it must stop it, or its timers keep the process awake. */
export function startLimits(options: {
  totalMs?: number
  idleMs?: number
  signal?: AbortSignal
}): Limits {
  const { totalMs = 60_000, idleMs = 15_000, signal } = options
  const controller = new AbortController()
  let isTimedOut = false
  const expire = () => {
    isTimedOut = true
    controller.abort()
  }
  const abort = () => controller.abort()
  const total = setTimeout(expire, totalMs)
  let idle = setTimeout(expire, idleMs)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  return {
    signal: controller.signal,
    isTimedOut: () => isTimedOut,
    touch() {
      clearTimeout(idle)
      if (!controller.signal.aborted) idle = setTimeout(expire, idleMs)
    },
    stop() {
      clearTimeout(total)
      clearTimeout(idle)
      signal?.removeEventListener('abort', abort)
    },
  }
}

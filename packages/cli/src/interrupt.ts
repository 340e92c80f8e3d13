import { constants } from 'node:os'
import { UserError } from './user-error.ts'

/** A terminal and npm each pass the same Ctrl-C on; a person who presses it again takes longer. */
const ECHO_MS = 500

let interrupted: AbortSignal | undefined

/**
 * Aborts at the first Ctrl-C, with what to tell the person; at the next the process ends at once.
 * From the first call on, and the same for whoever asks.
 */
export function onInterrupt(): AbortSignal {
  return (interrupted ??= listen())
}

function listen(): AbortSignal {
  const stop = new AbortController()
  let since = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const exitCode = 128 + constants.signals[signal]
    process.on(signal, () => {
      if (stop.signal.aborted && performance.now() - since > ECHO_MS) process.exit(exitCode)
      if (stop.signal.aborted) return
      since = performance.now()
      stop.abort(new UserError('cancelled', 'Cancelled.', exitCode))
    })
  }
  return stop.signal
}

import type { WakeUp, WakeUpHint } from '../wake-up.ts'

/** Rings within this process: for one process that is producer and worker at once. */
export function inProcessWakeUp(): WakeUp {
  const handlers = new Set<(hint: WakeUpHint) => void>()
  return {
    async ring(hint) {
      for (const handler of handlers) queueMicrotask(() => handler(hint))
    },
    async listen(handler) {
      handlers.add(handler)
      return async () => void handlers.delete(handler)
    },
  }
}

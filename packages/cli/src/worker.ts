import { onInterrupt } from './interrupt.ts'
import { withLocal } from './local.ts'

/** Works until it is told to stop; hands unfinished jobs back then. */
export async function work(): Promise<void> {
  const signal = onInterrupt()
  await withLocal(
    async ({ runtime }) => {
      const worker = await runtime.app.startWorker()
      process.stderr.write(`Worker ${worker.id} is ready. Ctrl-C stops it.\n`)
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        else signal.addEventListener('abort', () => resolve(), { once: true })
      })
      process.stderr.write('Handing unfinished jobs back.\n')
      await worker.stop()
    },
    { signal, hasLog: true },
  )
}

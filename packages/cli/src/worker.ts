import { withLocal } from './local.ts'

/** Works until it is told to stop; hands unfinished jobs back then. */
export async function work(): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  await withLocal(async ({ runtime }) => {
    const worker = await runtime.app.startWorker()
    process.stderr.write(`Worker ${worker.id} is ready. Ctrl-C stops it.\n`)
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }))
    process.stderr.write('Handing unfinished jobs back.\n')
    await worker.stop()
  })
}

import { startServer } from './start-server.ts'
import type { Server } from './start-server.ts'

/** A terminal and npm each pass the same Ctrl-C on; a person who presses it again takes longer. */
const ECHO_MS = 500

let stoppingSince = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stoppingSince > 0 && performance.now() - stoppingSince < ECHO_MS) return
    if (stoppingSince > 0) process.exit(1) // twice means now
    stoppingSince = performance.now()
    void starting.then(stop, () => undefined)
  })
}

const starting = startServer(process.env)
starting.catch((error: Error) => {
  process.stderr.write(`\nGalley could not start. ${error.message}\n`)
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})

async function stop(server: Server): Promise<void> {
  try {
    await server.stop()
    process.exit(0)
  } catch (error) {
    process.stderr.write(`\nGalley did not stop cleanly. ${(error as Error).message}\n`)
    process.exit(1)
  }
}

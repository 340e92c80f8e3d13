import { startServer } from './start-server.ts'

try {
  const server = await startServer(process.env)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1)) // twice means now
      void server.stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  process.stderr.write(`\nGalley could not start. ${(error as Error).message}\n`)
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exit(1)
}

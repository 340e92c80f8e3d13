import { fileURLToPath } from 'node:url'
import { readConfig, startNodeRuntime } from '@galley/galley/node'
import type { NodeRuntime } from '@galley/galley/node'
import { listen } from './listen.ts'
import { welcome } from './welcome.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Server {
  runtime: NodeRuntime
  port: number
  stop(): Promise<void>
}

/**
 * Starts what the role asks for: HTTP, a worker, or both. The port is taken first, so that a second
 * server on it says so before it touches anything.
 */
export async function startServer(
  environment: Record<string, string | undefined>,
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<Server> {
  const startedAt = performance.now()
  const config = readConfig(environment)
  const role = config.GALLEY_ROLE
  // What is open is closed in reverse, also when something behind it does not start.
  await using opened = new AsyncDisposableStack()
  const gate = role === 'worker' ? null : await listen(config)
  const runtime = await startNodeRuntime(environment, { baseFolder: root }).catch(
    async (error: unknown) => {
      await gate?.close()
      throw error
    },
  )
  opened.defer(runtime.stop)
  const worker = role === 'http' ? null : await runtime.app.startWorker()
  opened.defer(async () => worker?.stop())
  opened.defer(async () => gate?.close())
  gate?.open(runtime.app.fetch)
  print(
    welcome({
      port: gate?.port ?? null,
      runtime,
      firstKey: gate && (await runtime.createFirstKey()),
      seconds: (performance.now() - startedAt) / 1000,
    }),
  )
  const running = opened.move()
  return { runtime, port: gate?.port ?? 0, stop: () => running.disposeAsync() }
}

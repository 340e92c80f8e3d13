import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startNodeRuntime } from '@galley/galley/node'
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
  const role = environment.GALLEY_ROLE ?? 'all'
  const gate = role === 'worker' ? null : await listen(environment)
  const runtime = await startNodeRuntime(environment, {
    baseFolder: resolve(environment.GALLEY_CALLED_FROM ? root : process.cwd()),
  }).catch(async (error: unknown) => {
    await gate?.close()
    throw error
  })
  gate?.open(runtime.app.fetch)
  const worker = role === 'http' ? null : await runtime.app.startWorker()
  print(
    welcome({
      port: gate?.port ?? null,
      runtime,
      firstKey: gate && (await runtime.createFirstKey()),
      seconds: (performance.now() - startedAt) / 1000,
    }),
  )
  return {
    runtime,
    port: gate?.port ?? 0,
    async stop() {
      await gate?.close()
      await worker?.stop()
      await runtime.stop()
    },
  }
}

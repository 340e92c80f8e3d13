import { fileURLToPath } from 'node:url'
import { readConfig, startNodeRuntime } from '@galley/galley/node'
import type { Mount, NodeRuntime } from '@galley/galley/node'
import { ensureStudio } from '@galley/studio/build'
import { listen } from './listen.ts'
import { mountStudio } from './studio/index.ts'
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
  opened.defer(async () => gate?.close())
  const studio = gate && config.GALLEY_STUDIO ? await openStudio(print) : null
  const runtime = await startNodeRuntime(environment, {
    baseFolder: root,
    ...(studio && { studio }),
  })
  opened.defer(runtime.stop)
  const worker = role === 'http' ? null : await runtime.app.startWorker()
  opened.defer(async () => worker?.stop())
  // Requests under way end before what they need is closed; closing twice does no harm.
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

/** The studio as it is now: built when its sources changed, which takes a few seconds. */
async function openStudio(print: (text: string) => void): Promise<Mount> {
  const { folder, seconds } = await ensureStudio()
  if (seconds !== null) print(`Built the studio in ${seconds.toFixed(1)} s.\n`)
  return mountStudio(folder)
}

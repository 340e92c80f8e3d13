import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

export interface RunningProcess {
  readonly pid: number
  /** Everything that it printed so far, on both streams. */
  output(): string
  /** From its start to the line that says it is ready. */
  readonly readyMs: number
  /** As a power cut would: nothing of it runs on. */
  kill(): Promise<void>
  /** Politely. */
  stop(): Promise<void>
}

export type Environment = Record<string, string>

/** The server as a user starts it, ready to answer. */
export function startServer(environment: Environment): Promise<RunningProcess> {
  return start(['apps/server/src/main.ts'], environment, /Galley is ready/)
}

/** A worker apart from the server, ready to work. */
export function startWorker(environment: Environment): Promise<RunningProcess> {
  return start(['packages/cli/src/main.ts', 'worker'], environment, /is ready/)
}

/** A command of the CLI to its end; `code` is its exit code. */
export async function runCommand(args: readonly string[], environment: Environment) {
  const child = spawnNode(['packages/cli/src/main.ts', ...args], environment)
  const output = listen(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

/** The server, to its end: for starts that must fail. */
export async function runServer(environment: Environment) {
  const child = spawnNode(['apps/server/src/main.ts'], environment)
  const output = listen(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

async function start(
  args: readonly string[],
  environment: Environment,
  ready: RegExp,
): Promise<RunningProcess> {
  const startedAt = performance.now()
  const child = spawnNode(args, environment)
  const output = listen(child)
  const ended = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    const look = () => ready.test(output()) && resolve()
    child.stdout!.on('data', look)
    child.stderr!.on('data', look)
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended (${code}): ${output()}`)),
    )
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    pid: child.pid!,
    readyMs: Math.round(performance.now() - startedAt),
    output,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

function spawnNode(args: readonly string[], environment: Environment): ChildProcess {
  const [entry, ...rest] = args
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `${root}${entry}`, ...rest],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH!,
        // As `npm start` does, so that what is measured is what users see.
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? `${root}node_modules/.cache/node`,
        ...environment,
      },
    },
  )
}

function listen(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  }
  return () => text
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

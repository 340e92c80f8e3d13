/**
 * From `npm start` to the first answer, and the memory that it takes, against what no server on this
 * machine can beat: Node alone, and a bare Hono server with a pool on the same database. Rounds are
 * interleaved; trust the ratios. `node bench/start/start.ts [rounds]`.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../../packages/galley/src/platform/db/drivers/embedded/index.ts'
import { createHttpClient } from '../../packages/galley/test/faults/http-client.ts'
import { talkAbout } from '../../packages/galley/test/faults/plain-writer.ts'
import { freePort } from '../../packages/galley/test/faults/processes.ts'

const rounds = Number(process.argv[2] ?? 5)
const root = fileURLToPath(new URL('../..', import.meta.url))
const times = new Map<string, number[]>()
const memory = new Map<string, number[]>()

const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'))
try {
  for (let round = 0; round < rounds; round += 1) await measureRound(join(folder, String(round)))
} finally {
  await rm(folder, { recursive: true, force: true })
}
report()

async function measureRound(data: string): Promise<void> {
  await note('node -e 0', () => run(['-e', '0']))
  const entry = JSON.stringify(new URL('../../packages/galley/src/node.ts', import.meta.url).href)
  await note('node, importing all of Galley', () => run(['-e', `import(${entry})`]))

  const cold = await start('cold start: no data folder', data)
  await end(cold)
  const warm = await start('warm start: the database starts too', data)
  await end(warm)

  const database = await startEmbeddedPostgres({ dataDirectory: join(data, 'postgres') })
  const bare = await answerFrom('bare Hono and pg', (port) => [
    `${root}bench/start/bare.ts`,
    database.url,
    String(port),
  ])
  await remember('bare Hono and pg', bare.child)
  await end(bare)
  const attached = await start('warm start: the database runs', data)
  await remember('Galley, idle', attached.child)
  await writeArticle(attached.port, cold.key)
  await remember('Galley, after one article', attached.child)
  await end(attached)
  await database.stop()
}

interface Started {
  child: ChildProcess
  port: number
  key: string
}

function start(name: string, data: string): Promise<Started> {
  const environment = { GALLEY_DATA: data, LOG_LEVEL: 'silent' }
  return answerFrom(name, () => [`${root}apps/server/src/main.ts`], environment)
}

/** Spawns it, and notes when it gives its first good answer. */
async function answerFrom(
  name: string,
  argumentsFor: (port: number) => string[],
  environment: Record<string, string> = {},
): Promise<Started> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawnNode(argumentsFor(port), { ...environment, PORT: String(port) })
  let output = ''
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()))
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.status === 200) break
    if (child.exitCode !== null) throw new Error(`${name} ended: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  add(times, name, performance.now() - startedAt)
  while (environment['GALLEY_DATA'] && !output.includes('Try:')) await once(child.stdout!, 'data')
  return { child, port, key: /GALLEY_API_KEY=(\S+)/.exec(output)?.[1] ?? '' }
}

async function end({ child }: Started): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function writeArticle(port: number, key: string): Promise<void> {
  const client = createHttpClient(port, key)
  const source = await client.call('POST', '/sources', { text: talkAbout('quiet', 80) })
  const input = { source_ids: [source.json.id] }
  const { json } = await client.call('POST', '/pipelines/generate_blog', input)
  const job = await client.finish(json.job_id)
  if (job.json.status !== 'succeeded') throw new Error(job.text)
}

async function run(args: string[]): Promise<void> {
  await once(spawnNode(args), 'exit')
}

function spawnNode(args: string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH']!,
      NODE_COMPILE_CACHE: `${root}node_modules/.cache/node`, // as `npm start` has it
      ...environment,
    },
  })
}

async function note(name: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  await work()
  add(times, name, performance.now() - startedAt)
}

/** Resident memory, after a while of rest. Linux only. */
async function remember(name: string, { pid }: ChildProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1]
  if (kilobytes) add(memory, name, Number(kilobytes) / 1024)
}

function add(group: Map<string, number[]>, name: string, value: number): void {
  group.set(name, [...(group.get(name) ?? []), value])
}

function report(): void {
  const median = (values: readonly number[]) =>
    values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)]!
  const table = (title: string, group: Map<string, number[]>, base: string) => {
    console.log(`\n| ${title} | median | least | most | of ${base} |\n|---|---:|---:|---:|---:|`)
    const unit = median(group.get(base) ?? [Number.NaN])
    for (const [name, values] of group) {
      const row = [median(values), Math.min(...values), Math.max(...values)]
      const shown = row.map((value) => value.toFixed(0)).join(' | ')
      console.log(`| ${name} | ${shown} | ${(median(values) / unit).toFixed(2)} |`)
    }
  }
  console.log(`${rounds} rounds; times to the first answer of /healthz.`)
  table('ms', times, 'bare Hono and pg')
  table('MB resident', memory, 'bare Hono and pg')
}

/**
 * Galley's job engine against its peers, on one PostgreSQL, in one run:
 * `npm install --prefix bench && node bench/runs/runs.ts [rounds]`.
 * Each measurement is a fresh process on a fresh database; rounds are interleaved; medians count.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../packages/galley/src/platform/db/drivers/embedded/index.ts'
import type { Measures } from './measure.ts'

const contestants = ['galley', 'dbos', 'pg-boss', 'graphile-worker', 'bare-table']
const rows: [keyof Measures, string, boolean][] = [
  ['seriesStepsPerSecond', '20 × 10 steps with start calls, steps/s', true],
  ['queuedStepsPerSecond', '20 × 10 steps, already in line, steps/s', true],
  ['cpuMicrosPerStep', 'CPU µs per step, node and server', false],
  ['fanStepsPerSecond', 'fan-out with start calls, steps/s', true],
  ['aloneMsPerStep', 'one run alone, ms per step', false],
  ['jobsPerSecond', 'empty jobs, jobs/s', true],
  ['startP50Ms', 'start call → handler, p50 ms', false],
  ['startP99Ms', 'start call → handler, p99 ms', false],
]

const [, , argument = '3', url] = process.argv
if (url) await measureOne(argument, url)
else await measureAll(Number(argument))

async function measureOne(name: string, url: string): Promise<void> {
  const { run } = (await import(`./${name}.ts`)) as {
    run(url: string): Promise<Measures>
  }
  process.stdout.write(`\nRESULT ${JSON.stringify(await run(url))}\n`)
  process.exit(0)
}

async function measureAll(rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'))
  // Durable as in production: fsync and synchronous_commit are on.
  const server = await startEmbeddedPostgres({
    dataDirectory: folder,
    settings: { shared_buffers: '256MB' },
  })
  const results = new Map<string, Measures[]>(contestants.map((name) => [name, []]))
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const name of contestants)
        results.get(name)!.push(await measure(name, server.url, String(server.pid)))
    }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  process.stdout.write(`${table(results, rounds)}\n`)
}

async function measure(name: string, serverUrl: string, pid: string): Promise<Measures> {
  const database = `bench_${crypto.randomUUID().slice(0, 8)}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${database}`)
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [import.meta.filename, name, url.href],
      { timeout: 240_000, maxBuffer: 1e8, env: { ...process.env, BENCH_SERVER_PID: pid } },
    )
    return JSON.parse(/^RESULT (.*)$/m.exec(stdout)![1]!) as Measures
  } catch (error) {
    const reason = (error as { stderr?: string; message: string }).stderr ?? String(error)
    process.stderr.write(`${name} did not finish: ${reason.slice(0, 600)}\n`)
    return {}
  } finally {
    await admin.query(`drop database if exists ${database} with (force)`)
    await admin.end()
  }
}

function median(values: number[]): number | undefined {
  const sorted = values.sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Each cell: the value, and Galley's as a multiple of it (how much better Galley is). */
function table(results: Map<string, Measures[]>, rounds: number): string {
  const value = (name: string, key: keyof Measures) =>
    median(results.get(name)!.flatMap((measures) => measures[key] ?? []))
  const lines = rows.map(([key, label, isMoreBetter]) => {
    const own = value('galley', key)
    const cells = contestants.map((name) => {
      const theirs = value(name, key)
      if (theirs === undefined) return '–'
      const shown = theirs >= 100 ? Math.round(theirs).toLocaleString('en') : theirs.toFixed(2)
      if (name === 'galley' || own === undefined) return shown
      const ratio = isMoreBetter ? own / theirs : theirs / own
      return `${shown} (${ratio.toFixed(1)}×)`
    })
    return `| ${label} | ${cells.join(' | ')} |`
  })
  return [
    `Medians of ${rounds} rounds; in brackets how many times better Galley is.`,
    '',
    `| | ${contestants.join(' | ')} |`,
    `|---|${contestants.map(() => '---').join('|')}|`,
    ...lines,
  ].join('\n')
}

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Line } from './reporter.ts'

const reporter = fileURLToPath(new URL('reporter.ts', import.meta.url))

export interface FileReport {
  passed: number
  /** Each in full: name, line, error. */
  failures: string[]
  skips: { name: string; reason: string }[]
  /** What the file wrote. */
  output: string
  seconds: number
}

/**
 * Runs one test file in a process group of its own, and leaves nothing of it behind. It fails also
 * by crashing, by leaving before its tests have ended, and by taking longer than `seconds`.
 */
export async function runFile(
  file: string,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<FileReport> {
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'galley-report-'))
  const lines = join(folder, 'lines')
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      `--test-reporter=${reporter}`,
      `--test-reporter-destination=${lines}`,
      file,
    ],
    // A group of its own, so that what it starts ends with it.
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: withoutTestContext() },
  )
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => output.push(chunk))
  }
  let isLate = false
  const end = () => killGroup(child.pid)
  const timer = setTimeout(() => ((isLate = true), end()), seconds * 1000)
  signal.addEventListener('abort', end, { once: true })
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, killer) => resolve(killer ?? (code === 0 ? '' : `exit code ${code}`)))
  })
  clearTimeout(timer)
  signal.removeEventListener('abort', end)
  end()
  const report = readReport(await readFile(lines, 'utf8').catch(() => ''))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })

  const { isComplete, ...result } = report
  if (isLate) result.failures.push(`It took longer than ${seconds} s, and was killed.`)
  else if (!isComplete)
    result.failures.push(`It ended before its tests did (${how || 'exit code 0'}).`)
  else if (how && result.failures.length === 0) result.failures.push(`It ended with ${how}.`)
  return {
    ...result,
    output: Buffer.concat(output).toString(),
    seconds: (performance.now() - startedAt) / 1000,
  }
}

function readReport(text: string) {
  const lines = text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line]
    } catch {
      return [] // empty, or cut off in the middle
    }
  })
  return {
    passed: lines.filter(({ kind }) => kind === 'passed').length,
    failures: lines.flatMap((line) => (line.kind === 'failed' ? [line.text] : [])),
    skips: lines.flatMap((line) => (line.kind === 'skipped' ? [line] : [])),
    isComplete: lines.some(({ kind }) => kind === 'end'),
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody is left
  }
}

/** Under node:test a file would report to its parent, and not to us. */
function withoutTestContext(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  return environment
}

import { existsSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, styleText } from 'node:util'
import { ensureStudio } from '../apps/studio/build/ensure-studio.ts'
import { dropLeftovers, testServer } from '../packages/galley/src/platform/db/testing.ts'
import { installPackages } from './testing/install-packages.ts'
import { runFile } from './testing/run-file.ts'
import type { FileReport } from './testing/run-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const patterns = [
  'packages/*/src/**/*.test.ts',
  'packages/*/fakes/**/*.test.ts',
  'packages/*/test/**/*.test.ts',
  'apps/*/src/**/*.test.ts',
  'apps/*/test/**/*.test.ts',
  'bench/**/*.test.ts',
  'scripts/**/*.test.ts',
  'examples/**/*.test.ts',
]

/** Files named whole; else those whose path has a wanted part in it, or all. */
async function findTests(wanted: readonly string[]): Promise<string[]> {
  if (wanted.length > 0 && wanted.every((name) => /\.test\.\w+$/.test(name) && existsSync(name))) {
    return wanted.map((file) => resolve(file))
  }
  const files = await Array.fromAsync(
    glob(patterns, { cwd: root, exclude: ['**/node_modules/**'] }),
  )
  return files
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((file) => resolve(root, file))
}

/** Whole servers serve the studio: built once here, it is not built by each of them at once. */
async function buildStudio(files: readonly string[]): Promise<void> {
  const isServed = files.some((file) =>
    /^(apps|packages\/galley\/test)\//.test(relative(root, file)),
  )
  if (!isServed) return
  // What does not build fails the tests that need it, and they say why.
  const built = await ensureStudio().catch(() => null)
  if (built?.seconds) print(`built the studio in ${built.seconds.toFixed(1)} s\n`)
}

/** What drives whole processes and browsers takes longest, and would be waited for at the end. */
const rank = (file: string) =>
  /^(apps|packages\/cli|packages\/galley\/test)\/|\/(pages|accounts|sso)\//.test(file) ? 0 : 1

const counts = { passed: 0, failed: 0, skipped: 0 }
const skips: string[] = []
const failed: string[] = []
const unsteady: string[] = []

function take(file: string, report: FileReport): void {
  counts.passed += report.passed
  counts.failed += report.failures.length
  counts.skipped += report.skips.length
  skips.push(...report.skips.map(({ name, reason }) => `${name}: ${reason}`))
  failed.push(...report.failures.map((text) => `${relative(root, file)}: ${firstLines(text)}`))
}

const firstLines = (text: string) => text.split('\n').slice(0, 2).join(' ').slice(0, 300)

function show(file: string, { passed, failures, skips: left, output, seconds }: FileReport): void {
  const mark = failures.length === 0 ? styleText('green', '✔') : styleText('red', '✖')
  const numbers = [`${passed} passed`]
  if (failures.length > 0) numbers.push(`${failures.length} failed`)
  if (left.length > 0) numbers.push(`${left.length} skipped`)
  print(`${mark} ${relative(root, file)}  ${numbers.join(', ')}, ${seconds.toFixed(1)} s\n`)
  if (failures.length === 0) return
  const texts = [...failures, ...(output ? [`It wrote:\n${output.trimEnd()}`] : [])]
  for (const text of texts) print(`${text.replace(/^/gm, '    ')}\n\n`)
}

function print(text: string): void {
  process.stdout.write(text)
}

/** The last line, whatever happened, and the end of the process. */
function end(): void {
  const { passed, failed, skipped } = counts
  const code = failed > 0 || passed === 0 ? 1 : 0
  const line = `${passed} passed, ${failed} failed, ${skipped} skipped\n`
  process.stdout.write(line, () => process.exit(code))
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)))
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'file-seconds': { type: 'string', default: '300' } },
  })
  const seconds = Number(values['file-seconds'])
  const files = await findTests(positionals)
  const startedAt = Date.now()
  if (positionals.length === 0) await installPackages(print)
  await buildStudio(files)
  // One PostgreSQL for all test files, up before the first and down after the last of them.
  const server = await testServer()
  const left = await dropLeftovers(server.url)
  if (left > 0) print(`dropped ${left} databases of test files that were killed\n`)
  const waiting = [...files]
  const again: { file: string; report: FileReport }[] = []
  // One more than there are cores: a quarter of the time a file waits for a browser or a clock.
  const lanes = Array.from({ length: availableParallelism() + 1 }, async () => {
    for (let file = waiting.shift(); file && !stop.signal.aborted; file = waiting.shift()) {
      const report = await runFile(file, { seconds, signal: stop.signal })
      show(file, report)
      if (report.failures.length === 0) take(file, report)
      else again.push({ file, report })
    }
  })
  await Promise.all(lanes)
  // What failed beside other files has one more try alone: a test that minds its neighbours is
  // said to be unsteady, and one that is wrong fails twice. Many failures are no neighbour's fault.
  for (const { file, report } of again) {
    if (again.length > 3 || stop.signal.aborted) {
      take(file, report)
      continue
    }
    const alone = await runFile(file, { seconds, signal: stop.signal })
    show(file, alone)
    take(file, alone)
    if (alone.failures.length > 0) continue
    for (const text of report.failures) {
      unsteady.push(`${relative(root, file)}: ${firstLines(text)}`)
    }
  }
  await server.stop()
  print(`\n${files.length} test files in ${Math.round((Date.now() - startedAt) / 1000)} s\n`)
  for (const skip of skips) print(`skipped: ${skip}\n`)
  for (const line of unsteady) print(`unsteady, passed alone: ${line}\n`)
  for (const line of failed) print(`failed: ${line}\n`)
  stop.signal.throwIfAborted()
} catch (error) {
  counts.failed += 1
  print(`\n${(error as Error).stack}\n`)
}
end()

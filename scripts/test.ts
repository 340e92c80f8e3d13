import { glob } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { testServer } from '../packages/galley/src/platform/db/testing.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every test file below the given folders, or all of them. */
async function findTests(wanted: readonly string[]): Promise<string[]> {
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
  const files = await Array.fromAsync(
    glob(patterns, { cwd: root, exclude: ['**/node_modules/**'] }),
  )
  return files
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort()
}

// One PostgreSQL for all test files, up before the first and down after the last of them.
const server = await testServer()
const counts = { passed: 0, failed: 0, skipped: 0 }
const skips: string[] = []
const files = await findTests(process.argv.slice(2))
const startedAt = Date.now()

const results = run({
  files: files.map((file) => `${root}${file}`),
  concurrency: Math.max(2, availableParallelism()),
  timeout: 300_000,
})
results.on('test:pass', ({ name, skip, details }) => {
  if (details.type === 'suite') return
  if (skip === undefined) counts.passed += 1
  else {
    counts.skipped += 1
    skips.push(`${name}: ${skip === true || skip === '' ? 'no reason given' : String(skip)}`)
  }
})
results.on('test:fail', ({ details }) => {
  if (details.type !== 'suite') counts.failed += 1
})
results.compose(new spec()).pipe(process.stdout)

results.on('end', () => {
  setImmediate(async () => {
    await server.stop()
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    process.stdout.write(`\n${files.length} test files in ${seconds} s\n`)
    for (const skip of skips) process.stdout.write(`skipped: ${skip}\n`)
    const { passed, failed, skipped } = counts
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  })
})

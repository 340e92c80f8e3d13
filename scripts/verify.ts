import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { checkBoundaries } from './checks/boundaries.ts'
import { checkDocumentPaths } from './checks/document-paths.ts'
import { checkExamples } from './checks/examples.ts'
import { listFiles } from './checks/files.ts'
import { checkGenerated } from './checks/generated.ts'
import { reportSizes } from './checks/sizes.ts'
import { checkStudioSize } from './checks/studio-size.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string) => `${root}node_modules/.bin/${name}`

interface Check {
  name: string
  /** Complaints, one a line; none when all is well. */
  run(): Promise<string[]>
}

/** Runs a tool; its output counts only when it fails. */
function tool(name: string, ...args: string[]): Check['run'] {
  return () =>
    new Promise((resolve) => {
      execFile(bin(name), args, { cwd: root, maxBuffer: 64e6 }, (error, stdout, stderr) => {
        resolve(error ? `${stdout}${stderr}`.trim().split('\n') : [])
      })
    })
}

const files = await listFiles(root)
const checks: Check[] = [
  {
    name: 'format',
    run: tool('oxfmt', '--check', 'packages', 'apps', 'scripts', 'bench', 'examples'),
  },
  { name: 'lint', run: tool('oxlint', '--deny-warnings') },
  { name: 'types', run: tool('tsc', '-p', '.') },
  { name: 'types of the studio', run: tool('tsc', '-p', 'apps/studio') },
  { name: 'dead code', run: tool('knip', '--no-progress') },
  {
    name: 'boundaries',
    async run() {
      const violations = await checkBoundaries(root, files.code)
      return violations.map(({ file, what, rule }) => `${file} ${what}: ${rule} (ARCHITECTURE.md)`)
    },
  },
  { name: 'examples in docstrings', run: () => checkExamples(root, files.code) },
  { name: 'document paths', run: () => checkDocumentPaths(root, files.documents) },
  { name: 'generated files', run: () => checkGenerated(root) },
  { name: 'weight of the studio', run: checkStudioSize },
]

const startedAt = performance.now()
const results = await Promise.all(
  checks.map(async ({ name, run }) => {
    const since = performance.now()
    const complaints = await run().catch((error: Error) => [error.stack ?? String(error)])
    return { name, complaints, seconds: (performance.now() - since) / 1000 }
  }),
)
for (const { name, complaints, seconds } of results) {
  process.stdout.write(`${complaints.length === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n`)
  for (const complaint of complaints.slice(0, 200)) process.stdout.write(`    ${complaint}\n`)
}
process.stdout.write(`${await reportSizes(root, files.code)}\n`)
const failed = results.filter(({ complaints }) => complaints.length > 0).length
process.stdout.write(
  `${results.length - failed} of ${results.length} checks clean in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`,
)
process.exitCode = failed > 0 ? 1 : 0

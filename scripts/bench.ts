import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folders of `bench/` that hold a benchmark of their own name. */
const files = await Array.fromAsync(glob('bench/*/*.ts', { cwd: root }))
const names = files
  .filter((file) => basename(file, '.ts') === basename(dirname(file)))
  .map((file) => basename(dirname(file)))
  .sort()

const [name, ...rest] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  if (name !== undefined) process.stderr.write(`There is no benchmark "${name}".\n`)
  process.stdout.write(`npm run bench -- <name>, where name is one of: ${names.join(', ')}\n`)
  process.exit(name === undefined ? 0 : 1)
}
if (!existsSync(`${root}bench/node_modules`)) {
  process.stderr.write('Peers are not installed; where one is needed: npm ci --prefix bench\n')
}
const { status } = spawnSync(process.execPath, [`${root}bench/${name}/${name}.ts`, ...rest], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1

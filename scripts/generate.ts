import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateFiles } from './generate/files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const [what, name] = process.argv.slice(2)

if (what === undefined) await writeFiles()
else if (what === 'migration' && name) generateMigration(name)
else {
  console.error('Either: npm run generate\nor:     npm run generate -- migration <name>')
  process.exitCode = 1
}

async function writeFiles(): Promise<void> {
  for (const [path, content] of Object.entries(await generateFiles())) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
    console.log(path)
  }
}

/** The difference between the tables in the code and those of the last migration. */
function generateMigration(name: string): void {
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/drizzle-kit'),
    ['generate', '--name', name],
    { cwd: join(root, 'packages/galley'), stdio: 'inherit' },
  )
  process.exitCode = status ?? 1
}

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compressFiles } from './compress-files.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const studio = join(root, 'apps/studio')
const dist = join(studio, 'dist')

/** What the built files are made from; versions of libraries are in the lock file. */
export const inputs: readonly string[] = [
  'apps/studio/src',
  'apps/studio/public',
  'apps/studio/build',
  'apps/studio/index.html',
  'apps/studio/vite.config.ts',
  'apps/studio/tsconfig.json',
  'packages/markdown/src',
  'packages/sdk/src/errors.ts',
  'packages/sdk/src/event-stream.ts',
  'tsconfig.json',
  'package-lock.json',
]

/** So many states of the sources are kept, and half-done builds for so long. */
const KEPT_BUILDS = 4
const ABANDONED_MS = 3_600_000

export interface BuiltStudio {
  /** Holds `index.html`, its assets, and each beside it as `.br` and `.gz`. */
  folder: string
  /** How long the build took; null when it had been made before. */
  seconds: number | null
}

/**
 * The studio's files, built when their sources changed since the last time. Each state of the
 * sources has a folder of its own, so a server that serves the one before is not disturbed.
 *
 * @throws Error with the first complaint of the build, or what to do when nothing here can build.
 * @example
 * const { folder } = await ensureStudio()
 */
export async function ensureStudio(): Promise<BuiltStudio> {
  const folder = join(dist, await stampOf(inputs.map((path) => join(root, path))))
  if (existsSync(join(folder, 'index.html'))) return { folder, seconds: null }
  const startedAt = performance.now()
  const made = await build()
  await rename(made, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was faster, with the same result.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(made, { recursive: true, force: true })
  })
  await dropOldBuilds()
  return { folder, seconds: (performance.now() - startedAt) / 1000 }
}

async function build(): Promise<string> {
  // Loaded only here: a server that finds everything built needs none of it.
  const vite = await import('vite').catch((cause: unknown) => {
    throw new Error(
      'The studio is not built, and what builds it is not installed. Install everything (npm ci), or start without the studio (GALLEY_STUDIO=0).',
      { cause },
    )
  })
  await mkdir(dist, { recursive: true })
  const outDir = await mkdtemp(join(dist, '.building-'))
  try {
    await vite.build({
      root: studio,
      configFile: join(studio, 'vite.config.ts'),
      logLevel: 'error',
      mode: 'production',
      build: { outDir, emptyOutDir: true },
    })
    await compressFiles(outDir)
    await chmod(outDir, 0o755) // temporary folders are for their maker alone
  } catch (error) {
    await rm(outDir, { recursive: true, force: true })
    throw error
  }
  return outDir
}

/** Servers read what they serve at their start: a build of before is only there to go back to. */
async function dropOldBuilds(): Promise<void> {
  const names = await readdir(dist)
  const builds = await Promise.all(
    names.map(async (name) => {
      const path = join(dist, name)
      const made = await stat(path).catch(() => null) // another process may have dropped it
      return { path, isFinished: !name.startsWith('.building-'), at: made?.mtimeMs ?? 0 }
    }),
  )
  const abandoned = builds.filter(
    ({ isFinished, at }) => !isFinished && Date.now() - at > ABANDONED_MS,
  )
  const newestFirst = builds
    .filter(({ isFinished }) => isFinished)
    .toSorted((one, other) => other.at - one.at)
  const old = [...abandoned, ...newestFirst.slice(KEPT_BUILDS)]
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })))
}

/** Changes when a file of these does: its name or what is in it. */
async function stampOf(paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map(filesIn))).flat().toSorted()
  const contents = await Promise.all(files.map((file) => readFile(file)))
  const hash = createHash('sha256')
  for (const [index, file] of files.entries()) {
    hash.update(file.slice(root.length)).update('\0').update(contents[index]!).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return [path]
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { folderError, type DatabaseFolder } from './folder.ts'
import { clusterArgument, programOptions, spawnFailure } from './programs.ts'
import type { Installation } from './installation.ts'
import type { SystemUser } from './system-user.ts'

/**
 * Makes a new, empty database. It is made aside and renamed when complete, so that a kill in the
 * middle never leaves half of one. Call with the lock held.
 */
export async function initialise(installation: Installation, signal?: AbortSignal): Promise<void> {
  const { folder, user } = installation
  const draft = await mkdtemp(join(folder.root, 'initialising-')).catch((cause) => {
    throw folderError(folder.root, cause)
  })
  try {
    const cluster = join(draft, 'cluster')
    const password = join(draft, 'password')
    await prepareDraft(draft, cluster, password, user)
    await runInitdb(cluster, password, installation, signal)
    // In this order: a database without its password would be lost.
    await rename(password, folder.password)
    await rename(cluster, folder.cluster)
    await flushFolder(folder.root)
  } catch (cause) {
    if (cause instanceof UnavailableError || signal?.aborted) throw cause
    throw folderError(folder.root, cause)
  } finally {
    // An initdb that was told to give up may still be writing; the next start removes the rest.
    await rm(draft, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
  }
}

async function prepareDraft(
  draft: string,
  cluster: string,
  password: string,
  user: SystemUser | undefined,
): Promise<void> {
  await chmod(draft, 0o711)
  await mkdir(cluster, { mode: 0o700 })
  // Flushed, because a power cut must not leave a durable database behind an empty password.
  await writeFile(password, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
  if (!user) return
  await chown(cluster, user.uid, user.gid)
  await chown(password, user.uid, user.gid)
}

/** Makes the renames durable: a power cut must not turn the database back into a leftover. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

async function runInitdb(
  cluster: string,
  password: string,
  { folder, binaries, user, settings }: Installation,
  signal?: AbortSignal,
): Promise<void> {
  const passwordFile = await open(password)
  try {
    const isWindows = process.platform === 'win32'
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${await clusterArgument(cluster, user)}`,
        '--username=postgres',
        // Handed over open, because the server's user may not be able to walk to it.
        `--pwfile=${isWindows ? password : '/dev/stdin'}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(settings['fsync'] === 'off' ? ['--no-sync'] : []),
      ],
      {
        ...programOptions(cluster, user),
        stdio: [isWindows ? 'ignore' : passwordFile.fd, 'ignore', 'pipe'],
        signal,
        killSignal: 'SIGKILL',
      },
    )
    const [said, [exitCode]] = await Promise.all([text(child.stderr!), once(child, 'close')])
    if (exitCode !== 0) throw notInitialised(folder, meaningfulLine(said))
  } catch (cause) {
    if (cause instanceof UnavailableError || signal?.aborted) throw cause
    throw notInitialised(folder, spawnFailure(cause as Error), cause)
  } finally {
    await passwordFile.close()
  }
}

/** PostgreSQL's own words: the first complaint, else the last thing it said. */
export function meaningfulLine(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim())
  const complaint = lines.find((line) => /\b(error|fatal|panic):/i.test(line))
  return (complaint ?? lines.at(-1) ?? 'it ended without a word').trim()
}

function notInitialised(folder: DatabaseFolder, line: string, cause?: unknown) {
  return new UnavailableError(
    codes.EMBEDDED_POSTGRES_NOT_INITIALISED,
    { folder: folder.root, line },
    { cause },
  )
}

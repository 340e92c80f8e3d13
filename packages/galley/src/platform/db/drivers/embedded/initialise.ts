import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { UnavailableError } from '../../../error.ts'
import type { Binaries } from './binaries.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { folderError, type DatabaseFolder } from './folder.ts'
import { clusterArgument, programOptions } from './programs.ts'
import type { SystemUser } from './system-user.ts'

/**
 * Makes a new, empty database. It is made aside and renamed when complete, so that a kill in the
 * middle never leaves half of one. Call with the lock held.
 */
export async function initialise(
  folder: DatabaseFolder,
  binaries: Binaries,
  user: SystemUser | undefined,
  options: { isDurable: boolean; signal?: AbortSignal | undefined },
): Promise<void> {
  const draft = await mkdtemp(join(folder.root, 'initialising-')).catch((cause) => {
    throw folderError(folder.root, cause)
  })
  try {
    const cluster = join(draft, 'cluster')
    const password = join(draft, 'password')
    await chmod(draft, 0o711)
    await mkdir(cluster, { mode: 0o700 })
    await writeFile(password, randomBytes(32).toString('hex'), { mode: 0o600 })
    if (user) await Promise.all([cluster, password].map((path) => chown(path, user.uid, user.gid)))

    await runInitdb({ cluster, password, folder, binaries, user, ...options })
    await rename(password, folder.password)
    await rename(cluster, folder.cluster)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function runInitdb(run: {
  cluster: string
  password: string
  folder: DatabaseFolder
  binaries: Binaries
  user: SystemUser | undefined
  isDurable: boolean
  signal?: AbortSignal | undefined
}): Promise<void> {
  const passwordFile = await open(run.password)
  try {
    const isWindows = process.platform === 'win32'
    const child = spawn(
      run.binaries.initdb,
      [
        `--pgdata=${await clusterArgument(run.cluster, run.user)}`,
        '--username=postgres',
        // Handed over open, because the server's user may not be able to walk to it.
        `--pwfile=${isWindows ? run.password : '/dev/stdin'}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(run.isDurable ? [] : ['--no-sync']),
      ],
      {
        ...programOptions(run.cluster, run.user),
        stdio: [isWindows ? 'ignore' : passwordFile.fd, 'ignore', 'pipe'],
        signal: run.signal,
        killSignal: 'SIGKILL',
      },
    )
    const [said, [exitCode]] = await Promise.all([text(child.stderr!), once(child, 'close')])
    if (exitCode !== 0) throw notInitialised(run.folder, meaningfulLine(said))
  } catch (cause) {
    if (cause instanceof UnavailableError || run.signal?.aborted) throw cause
    throw notInitialised(run.folder, (cause as Error).message, cause)
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

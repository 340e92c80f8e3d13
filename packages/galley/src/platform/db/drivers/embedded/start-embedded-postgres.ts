import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { UnavailableError } from '../../../error.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import {
  MAJOR_VERSION,
  hasCluster,
  openDatabaseFolder,
  removeLeftovers,
  type DatabaseFolder,
} from './folder.ts'
import { withFolderLock } from './folder-lock.ts'
import { initialise } from './initialise.ts'
import { takeLease, type Lease } from './lease.ts'
import { isServerOf, readPostmasterFile } from './postmaster-file.ts'
import { startServer, stopServer } from './server.ts'
import { serverUser } from './system-user.ts'

export interface EmbeddedPostgresOptions {
  /** Everything lies in here: the database, its password, its log. Made when missing. */
  dataDirectory: string
  /** PostgreSQL settings that win over ours, e.g. `{ fsync: 'off' }` for a throw-away database. */
  settings?: Record<string, string>
  /** Told in one line each what happens: made, started, attached, stopped. */
  log?: (line: string) => void
  /** Gives up the start; has no effect afterwards. */
  signal?: AbortSignal
}

export interface EmbeddedPostgres {
  /** For node-postgres: superuser `postgres`, database `postgres`, loopback, with the password. */
  readonly url: string
  /** Whether the server was already running. */
  readonly attached: boolean
  readonly majorVersion: number
  /** The server's process id. */
  readonly pid: number
  /** Lets go of the server. The last of its users to do so stops it. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts the PostgreSQL that belongs to a folder, or attaches to it when it runs already.
 *
 * All users of a folder (server, workers, CLI) share one server process that outlives each of them:
 * whoever stops last stops it. After a kill of the last one it keeps running, and the next start
 * attaches to it.
 *
 * @example
 * await using postgres = await startEmbeddedPostgres({ dataDirectory: 'data/postgres' })
 * const pool = new pg.Pool({ connectionString: postgres.url })
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log = () => {}, signal } = options
  const folder = await openDatabaseFolder(options.dataDirectory)
  const user = await serverUser(folder)
  const binaries = await findBinaries(user)

  const open = await withFolderLock(
    folder,
    async () => {
      const running = await attach(folder)
      if (running) {
        log(`attached to PostgreSQL (process ${running.pid}) on ${folder.root}`)
        return running
      }
      if (!(await hasCluster(folder))) {
        await removeLeftovers(folder)
        const isDurable = options.settings?.['fsync'] !== 'off'
        await initialise(folder, binaries, user, { isDurable, signal })
        log(`made a new PostgreSQL ${MAJOR_VERSION} database in ${folder.root}`)
      }
      await startServer({ folder, binaries, user, settings: options.settings, signal })
      const started = await attach(folder)
      if (!started) throw unreachable(folder, 0, 'it ended right after its start')
      log(`started PostgreSQL (process ${started.pid}) on ${folder.root}`)
      return { ...started, attached: false }
    },
    { signal },
  )
  return handle(open, folder, binaries, log)
}

interface OpenServer {
  url: string
  pid: number
  lease: Lease
  attached: boolean
}

function handle(
  open: OpenServer,
  folder: DatabaseFolder,
  binaries: Binaries,
  log: (line: string) => void,
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined
  const stop = () =>
    (stopping ??= withFolderLock(folder, async () => {
      if (await open.lease.isLast()) {
        await stopServer(folder, binaries)
        log(`stopped PostgreSQL (process ${open.pid}) on ${folder.root}`)
      }
      await open.lease.end()
    }))
  return {
    url: open.url,
    attached: open.attached,
    majorVersion: MAJOR_VERSION,
    pid: open.pid,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Takes a lease on the server that runs on this folder; undefined when none does. */
async function attach(folder: DatabaseFolder): Promise<OpenServer | undefined> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const file = await readPostmasterFile(folder.cluster)
    if (!file) return undefined
    let reason = 'it is still starting'
    if (file.port) {
      const password = await readFile(folder.password, 'utf8')
      const url = `postgres://postgres:${password}@127.0.0.1:${file.port}/postgres?sslmode=disable`
      try {
        const lease = await takeLease(url)
        return { url, pid: file.pid, lease, attached: true }
      } catch (cause) {
        reason = (cause as Error).message
      }
    }
    if ((await isServerOf(file.pid, folder.cluster)) !== true) return undefined
    if (Date.now() > deadline) throw unreachable(folder, file.pid, reason)
    await sleep(20)
  }
}

function unreachable(folder: DatabaseFolder, pid: number, reason: string) {
  return new UnavailableError(codes.EMBEDDED_POSTGRES_UNREACHABLE, {
    folder: folder.root,
    pid,
    reason,
  })
}

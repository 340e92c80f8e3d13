import { attachOrStart } from './attach-or-start.ts'
import { MAJOR_VERSION } from './folder.ts'
import { withFolderLock } from './folder-lock.ts'
import { openInstallation } from './installation.ts'
import { keepAttached } from './keep-attached.ts'

export interface EmbeddedPostgresOptions {
  /** Everything lies in here: the database, its password, its log. Made when missing. */
  dataDirectory: string
  /**
   * PostgreSQL settings that win over ours, e.g. `{ fsync: 'off' }` for a throw-away database. They
   * count for whoever starts the server; attaching changes nothing.
   */
  settings?: Record<string, string>
  /** Told in one line each what happens: made, started, attached, lost, stopped. */
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
 * whoever stops last stops it. When the last one is killed it keeps running, and the next start
 * attaches to it. When the server itself dies, its users start it again at the same address.
 *
 * @example
 * await using postgres = await startEmbeddedPostgres({ dataDirectory: 'data/postgres' })
 * const pool = new pg.Pool({ connectionString: postgres.url })
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { signal } = options
  const installation = await openInstallation(options)
  const kept = await withFolderLock(
    installation.folder,
    async () => {
      const first = await attachOrStart(installation, { signal })
      return keepAttached(first, installation)
    },
    { signal },
  )
  return {
    get url() {
      return kept.current.url
    },
    get pid() {
      return kept.current.pid
    },
    attached: kept.attached,
    majorVersion: MAJOR_VERSION,
    stop: kept.stop,
    [Symbol.asyncDispose]: kept.stop,
  }
}

import { drizzle } from 'drizzle-orm/node-postgres'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { defineCodes, UnavailableError } from '../error.ts'
import { isId } from '../id.ts'
import { createListener } from './listener.ts'
import type { Listener } from './listener.ts'
import { APP_ROLE } from './schema.ts'
import { insist, isTransient } from './transient.ts'

const codes = defineCodes({
  DATABASE_UNAVAILABLE: 'The database does not answer. Nothing was changed; try again in a moment.',
})

/** A Drizzle handle on one open transaction. */
export type Transaction = NodePgDatabase

export interface Database {
  /**
   * The owner's handle: no workspace, no row-level security. For migrations, the job engine and
   * crons only; a lint rule names the files that may use it.
   */
  readonly system: NodePgDatabase & { $client: pg.Pool }
  /** Runs `work` in one transaction that sees and writes this workspace's rows only. */
  tenant<T>(workspaceId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction with the owner's rights. */
  systemTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Calls `handler` for each notification on `channel`, and with `null` after a reconnection. */
  listen: Listener['listen']
  /** The pools, for whoever watches them. */
  readonly pools: Readonly<Record<string, { total: number; idle: number; waiting: number }>>
  /** Milliseconds that a trivial query takes; throws when the database cannot be reached. */
  ping(): Promise<number>
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  /** Connections for request work; the owner's pool has half as many. Default 10. */
  poolSize?: number
  applicationName?: string
  onError?: (error: Error) => void
}

/**
 * Opens the pools. Request work goes through connections that run as `galley_app` from their first
 * statement, so a forgotten workspace shows no rows instead of all rows.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const { url, poolSize = 10, applicationName = 'galley', onError = () => undefined } = options
  const shared = { connectionString: url, application_name: applicationName, types }
  const appPool = new pg.Pool({ ...shared, max: poolSize, options: `-c role=${APP_ROLE}` })
  const systemPool = new pg.Pool({ ...shared, max: Math.max(4, Math.ceil(poolSize / 2)) })
  appPool.on('error', onError)
  systemPool.on('error', onError)
  const system = drizzle({ client: systemPool })
  const listener = createListener(shared, onError)

  return {
    system,
    listen: listener.listen,
    get pools() {
      return { requests: countsOf(appPool), system: countsOf(systemPool) }
    },
    tenant: (workspaceId, work) => {
      // Checked, not escaped: the id goes into the same round trip as BEGIN.
      if (!isId('ws', workspaceId)) throw new TypeError(`not a workspace id: ${workspaceId}`)
      const begin = `begin; select set_config('galley.workspace_id', '${workspaceId}', true)`
      return runTransaction(appPool, begin, work)
    },
    systemTransaction: (work) => runTransaction(systemPool, 'begin', work),
    async ping() {
      const started = performance.now()
      await systemPool.query('select 1')
      return performance.now() - started
    },
    async close() {
      await listener.close()
      await Promise.all([appPool.end(), systemPool.end()])
    },
  }
}

/** A database that restarts is back sooner than this; nothing has been done yet, so waiting is safe. */
const PATIENCE_MS = 10_000

async function open(pool: pg.Pool, begin: string): Promise<pg.PoolClient> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    return client
  } catch (error) {
    client.release(error as Error)
    throw error
  }
}

function refuse(cause: unknown): never {
  if (!isTransient(cause)) throw cause
  throw new UnavailableError(codes.DATABASE_UNAVAILABLE, { retryAfterSeconds: 5 }, { cause })
}

const countsOf = (pool: pg.Pool) => ({
  total: pool.totalCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
})

const handles = new WeakMap<pg.PoolClient, NodePgDatabase>()

async function runTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await insist(() => open(pool, begin), { forMs: PATIENCE_MS }).catch(refuse)
  let broken: Error | undefined
  try {
    let handle = handles.get(client)
    if (!handle) {
      handle = drizzle({ client })
      handles.set(client, handle)
    }
    // Each transaction gets its own object, so that what is attached to it ends with it.
    const result = await work(Object.create(handle) as Transaction)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** bigint columns hold micro-units, counts and offsets: all well inside 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === 20
      ? (value: string) => Number(value)
      : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

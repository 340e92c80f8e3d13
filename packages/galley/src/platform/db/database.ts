import { DrizzleQueryError, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { UnavailableError } from '../error.ts'
import type { ErrorCode } from '../error.ts'
import { isId } from '../id.ts'
import { databaseCodes } from './codes.ts'
import { createListener } from './listener.ts'
import type { Listener } from './listener.ts'
import { APP_ROLE } from './schema.ts'
import { insist, isTransient } from './transient.ts'

/** A Drizzle handle on one open transaction. */
export type Transaction = NodePgDatabase

/** What a tenant transaction is narrowed to within its workspace. */
export interface TenantScope {
  /** Absent: all projects. With just one, new rows belong to it. */
  projectIds?: readonly string[] | undefined
}

export interface Database {
  /**
   * The owner's handle: no workspace, no row-level security. For migrations, the job engine and
   * crons only; a lint rule names the files that may use it.
   */
  readonly system: NodePgDatabase & { $client: pg.Pool }
  /** Runs `work` in one transaction that sees and writes this workspace's rows only. */
  tenant<T>(
    workspaceId: string,
    work: (tx: Transaction) => Promise<T>,
    scope?: TenantScope,
  ): Promise<T>
  /**
   * Calls one PL/pgSQL routine as `tenant` would, in a single round trip instead of four. When the
   * connection breaks it is called again, so it has to be safe to repeat.
   *
   * @example
   * await db.tenantCall(workspaceId, sql`galley.settle_usage(${event}::json)`)
   */
  tenantCall<T>(workspaceId: string, routine: SQL, scope?: TenantScope): Promise<T>
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
  /**
   * How long work waits for a connection, be it that all are in use or that the database restarts.
   * Nothing has been done by then, so waiting is safe. Default 10 s.
   */
  patienceMs?: number
  onError?: (error: Error) => void
}

/**
 * Opens the pools. Each transaction of request work runs as `galley_app` from its first statement,
 * so a forgotten workspace shows no rows instead of all rows.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const { url, poolSize = 10, applicationName = 'galley', patienceMs = 10_000 } = options
  let isClosing = false
  // A connection that breaks while it is being closed is nobody's concern.
  const onError = (error: Error) => void (isClosing || options.onError?.(error))
  const shared: pg.ClientConfig = {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    types,
  }
  const appPool = new pg.Pool({ ...shared, max: poolSize })
  const systemPool = new pg.Pool({ ...shared, max: Math.max(4, Math.ceil(poolSize / 2)) })
  for (const pool of [appPool, systemPool]) {
    pool.on('error', onError) // of idle connections
    // One that breaks between two statements of its transaction has nobody else to tell, and would
    // end the process; the transaction learns it by its next statement.
    pool.on('connect', (client) => client.on('error', () => undefined))
  }
  const system = drizzle({ client: systemPool })
  const app = drizzle({ client: appPool })
  const listener = createListener(shared, onError)

  return {
    system,
    listen: listener.listen,
    get pools() {
      return { requests: countsOf(appPool), system: countsOf(systemPool) }
    },
    tenant: (workspaceId, work, scope) => {
      // Checked, not escaped: the id goes into the same round trip as BEGIN.
      if (!isId('ws', workspaceId)) throw new TypeError(`not a workspace id: ${workspaceId}`)
      const { ids, own } = projectSettings(scope)
      const narrow = `, set_config('galley.project_ids', '${ids}', true), set_config('galley.project_id', '${own}', true)`
      // The role is set here and not when connecting, where DATABASE_URL or a pooler may override it.
      const begin = `begin; set local role ${APP_ROLE}; select set_config('galley.workspace_id', '${workspaceId}', true)${ids && narrow}`
      return runTransaction({ pool: appPool, begin, patienceMs }, work)
    },
    async tenantCall<T>(workspaceId: string, routine: SQL, scope?: TenantScope) {
      const { ids, own } = projectSettings(scope)
      // A statement is its own transaction, which is as long as these settings last; CASE evaluates
      // in this order. The routine plans its statements when it runs, so their policies hold.
      const statement = sql`
        select case
          when set_config('role', ${APP_ROLE}, true) is null then null
          when set_config('galley.workspace_id', ${workspaceId}, true) is null then null
          when set_config('galley.project_ids', ${ids}, true) is null then null
          when set_config('galley.project_id', ${own}, true) is null then null
          else ${routine}
        end as result`
      const { rows } = await insist(() => app.execute<{ result: T }>(statement), {
        forMs: patienceMs,
      }).catch(unavailable(databaseCodes.DATABASE_UNAVAILABLE))
      return rows[0]!.result
    },
    systemTransaction: (work) =>
      runTransaction({ pool: systemPool, begin: 'begin', patienceMs }, work),
    async ping() {
      const started = performance.now()
      await systemPool.query('select 1')
      return performance.now() - started
    },
    async close() {
      isClosing = true
      await listener.close()
      await Promise.all([appPool.end(), systemPool.end()])
    },
  }
}

/** As PostgreSQL reads them: an array literal, empty for no narrowing; and where new rows belong. */
function projectSettings({ projectIds }: TenantScope = {}): { ids: string; own: string } {
  if (!projectIds) return { ids: '', own: '' }
  for (const id of projectIds) if (!isId('prj', id)) throw new TypeError(`not a project id: ${id}`)
  return {
    ids: `{${projectIds.join(',')}}`,
    own: projectIds.length === 1 ? projectIds[0]! : '',
  }
}

const countsOf = (pool: pg.Pool) => ({
  total: pool.totalCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
})

interface Opening {
  pool: pg.Pool
  begin: string
  patienceMs: number
}

async function runTransaction<T>(
  opening: Opening,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await insist(() => open(opening), { forMs: opening.patienceMs }).catch(
    unavailable(databaseCodes.DATABASE_UNAVAILABLE),
  )
  let broken: Error | undefined
  try {
    // Each transaction gets its own object, so that what is attached to it ends with it.
    const result = await work(Object.create(handleOf(client)) as Transaction)
    await commit(client)
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    // The work's own errors pass; the database's are told apart by what they mean to the caller.
    if (error instanceof DrizzleQueryError) unavailable(databaseCodes.DATABASE_UNAVAILABLE)(error)
    throw error
  } finally {
    client.release(broken)
  }
}

async function open({ pool, begin }: Opening): Promise<pg.PoolClient> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    return client
  } catch (error) {
    client.release(error as Error)
    throw error
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch(unavailable(databaseCodes.DATABASE_LOST))
  // PostgreSQL answers so, and without an error, when a statement had failed before.
  if (command === 'ROLLBACK') {
    throw new TypeError("a statement's error was caught inside the transaction: nothing was saved")
  }
}

/** Throws what went wrong; as an UnavailableError where trying again can help. */
const unavailable =
  (code: ErrorCode) =>
  (cause: unknown): never => {
    if (!isTransient(cause)) throw cause
    throw new UnavailableError(code, { retryAfterSeconds: 5 }, { cause })
  }

const handles = new WeakMap<pg.PoolClient, NodePgDatabase>()

function handleOf(client: pg.PoolClient): NodePgDatabase {
  const handle = handles.get(client) ?? drizzle({ client })
  handles.set(client, handle)
  return handle
}

/** bigint columns hold micro-units, counts and offsets: all well inside 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === 20
      ? (value: string) => Number(value)
      : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

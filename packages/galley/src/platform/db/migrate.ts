import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { InvalidError } from '../error.ts'
import { databaseCodes } from './codes.ts'
import { explainConnectError } from './explain-connect-error.ts'
import { APP_ROLE } from './schema.ts'
import { insist } from './transient.ts'

/** Arbitrary, and the same in every process: who holds it migrates, the others wait. */
const MIGRATION_LOCK = 727_001
const OLDEST_VERSION = 15

export interface MigrationOptions {
  url: string
  /** Folder of Drizzle migrations, applied in order, each once. */
  migrationsFolder: string
  /** Functions and revocations: repeatable SQL, applied after the tables whenever it changes. */
  routines?: readonly string[]
  /** How long a database that is not up yet is waited for. Default 10 s. */
  patienceMs?: number
}

/**
 * Brings a database to this version: roles, tables, routines, grants. Safe to call from any number
 * of processes at once, and quick when there is nothing to do.
 *
 * @throws InvalidError that says what an administrator has to grant, or that the database was made
 * by a newer Galley; UnavailableError when it cannot be reached.
 * @example
 * await migrateDatabase({ url: config.DATABASE_URL, migrationsFolder: 'migrations', routines })
 */
export async function migrateDatabase(options: MigrationOptions): Promise<void> {
  const { url, patienceMs = 10_000 } = options
  const client = await insist(() => connect(url, patienceMs), { forMs: patienceMs }).catch(
    explainConnectError(url),
  )
  try {
    const version = await readVersion(client)
    if (version.major < OLDEST_VERSION) {
      throw new InvalidError(databaseCodes.DATABASE_TOO_OLD, {
        host: client.host,
        version: version.text,
      })
    }
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await refuseNewer(client, options.migrationsFolder)
    await ensureRole(client, version.major)
    await client.query('create schema if not exists galley')
    await migrate(drizzle({ client }), {
      migrationsFolder: options.migrationsFolder,
      migrationsSchema: 'galley_migrations',
    })
    await applyRoutines(client, options.routines ?? [])
  } catch (error) {
    throw explainRights(client, error)
  } finally {
    await client.end() // also gives the lock back
  }
}

async function connect(url: string, timeoutMs: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'galley-migrate',
    connectionTimeoutMillis: timeoutMs,
  })
  client.on('error', () => undefined) // whatever is asked next will say so
  await client.connect()
  return client
}

async function readVersion(client: pg.Client): Promise<{ major: number; text: string }> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const text = rows[0]!.server_version
  return { major: Number.parseInt(text, 10), text }
}

/** An older Galley would put its own functions over the newer ones. */
async function refuseNewer(client: pg.Client, migrationsFolder: string): Promise<void> {
  const table = 'galley_migrations.__drizzle_migrations'
  const { rows } = await client.query('select to_regclass($1) is not null as exists', [table])
  if (!rows[0].exists) return
  const known = readMigrationFiles({ migrationsFolder }).map(({ name }) => name)
  const unknown = await client.query<{ name: string }>(
    `select name from ${table} where name <> all($1) order by name limit 1`,
    [known],
  )
  const [first] = unknown.rows
  if (first) throw new InvalidError(databaseCodes.DATABASE_NEWER, { migration: first.name })
}

/** Roles belong to the whole server, so another database's migration may be at it too. */
async function ensureRole(client: pg.Client, major: number): Promise<void> {
  const found = 'select rolsuper or rolbypassrls as "isMighty" from pg_roles where rolname = $1'
  const find = async () => (await client.query<{ isMighty: boolean }>(found, [APP_ROLE])).rows[0]
  if (!(await find())) {
    const create = `create role ${APP_ROLE} nologin nosuperuser nobypassrls`
    await client.query(create).catch(async (error: unknown) => {
      if (!(await find())) throw roleError(client, 'create', `${create}; ${grantTo(client)}`, error)
    })
  }
  if ((await find())!.isMighty) {
    throw roleError(client, 'rely on', `alter role ${APP_ROLE} nosuperuser nobypassrls`)
  }
  // Since PostgreSQL 16 whoever creates a role is a member of it, and still may not act as it.
  const privilege = major >= 16 ? 'SET' : 'MEMBER'
  const mayUse = async () => {
    const query = 'select pg_has_role(current_user, $1, $2) as "may"'
    return (await client.query<{ may: boolean }>(query, [APP_ROLE, privilege])).rows[0]!.may
  }
  if (await mayUse()) return
  await client.query(grantTo(client)).catch(async (error: unknown) => {
    if (!(await mayUse())) throw roleError(client, 'act as', grantTo(client), error)
  })
}

const grantTo = ({ user = '' }: pg.Client) => `grant ${APP_ROLE} to ${pg.escapeIdentifier(user)}`

function roleError(client: pg.Client, need: string, remedy: string, cause?: unknown): Error {
  const details = { role: APP_ROLE, user: client.user, need, remedy }
  return new InvalidError(databaseCodes.DATABASE_ROLE_MISSING, details, { cause })
}

const INSUFFICIENT_PRIVILEGE = '42501'

function explainRights(client: pg.Client, error: unknown): unknown {
  const inner = ((error as Error).cause ?? error) as { code?: string; message?: string }
  if (error instanceof InvalidError || inner.code !== INSUFFICIENT_PRIVILEGE) return error
  const { user, database } = client
  const details = { user, database, reason: inner.message }
  return new InvalidError(databaseCodes.DATABASE_RIGHTS_MISSING, details, { cause: error })
}

const grants = `
grant usage on schema galley to ${APP_ROLE};
grant select, insert, update, delete on all tables in schema galley to ${APP_ROLE};
grant usage, select on all sequences in schema galley to ${APP_ROLE}`

/** What was applied last is noted as the schema's comment: the text, and the tables it was for. */
async function applyRoutines(client: pg.Client, routines: readonly string[]): Promise<void> {
  const statements = [grants, ...routines].join(';\n')
  const { rows } = await client.query<{ stamp: string; known: string | null }>(
    `select md5($1 || string_agg(relname, ',' order by relname)) as stamp,
            obj_description('galley'::regnamespace, 'pg_namespace') as known
     from pg_class where relnamespace = 'galley'::regnamespace and relkind in ('r', 'p', 'S')`,
    [statements],
  )
  const stamp = `routines ${rows[0]!.stamp}`
  if (rows[0]!.known === stamp) return
  await client.query(`begin;\n${statements};\ncomment on schema galley is '${stamp}';\ncommit`)
}

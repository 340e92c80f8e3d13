import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { APP_ROLE } from './schema.ts'

/** Arbitrary, and the same in every process: who holds it migrates, the others wait. */
const MIGRATION_LOCK = 727_001

export interface MigrationOptions {
  url: string
  /** Folder of Drizzle migrations, applied in order, each once. */
  migrationsFolder: string
  /** Functions and revocations: repeatable SQL, applied after the tables whenever it changes. */
  routines?: readonly string[]
}

/**
 * Brings a database to this version: roles, tables, routines, grants. Safe to call from any number
 * of processes at once, and quick when there is nothing to do.
 */
export async function migrateDatabase(options: MigrationOptions): Promise<void> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'galley-migrate',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query('create schema if not exists galley')
    await createRole(client)
    await migrate(drizzle({ client }), {
      migrationsFolder: options.migrationsFolder,
      migrationsSchema: 'galley_migrations',
    })
    await applyRoutines(client, options.routines ?? [])
  } finally {
    await client.end() // also gives the lock back
  }
}

/** Roles belong to the whole server, so another database's migration may create it first. */
async function createRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
      create role ${APP_ROLE} nologin nosuperuser nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`)
  await client.query(`do $$ begin
    if not pg_has_role(current_user, '${APP_ROLE}', 'member') then
      execute format('grant ${APP_ROLE} to %I', current_user);
    end if;
  end $$`)
}

async function applyRoutines(client: pg.Client, routines: readonly string[]): Promise<void> {
  const statements = [grants, ...routines].join(';\n')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(statements))
  const hash = Buffer.from(digest).toString('hex')
  const known = await client.query(
    `select obj_description('galley'::regnamespace, 'pg_namespace') as hash`,
  )
  const tables = await client.query(
    `select count(*)::int as count from pg_class where relnamespace = 'galley'::regnamespace and relkind = 'r'`,
  )
  const stamp = `routines ${hash} tables ${tables.rows[0].count}`
  if (known.rows[0]?.hash === stamp) return
  await client.query(`begin;\n${statements};\ncomment on schema galley is '${stamp}';\ncommit`)
}

const grants = `
grant usage on schema galley to ${APP_ROLE};
grant select, insert, update, delete on all tables in schema galley to ${APP_ROLE};
grant usage, select on all sequences in schema galley to ${APP_ROLE}`

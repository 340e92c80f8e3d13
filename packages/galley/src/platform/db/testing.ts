import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { createDatabase } from './database.ts'
import type { Database, DatabaseOptions } from './database.ts'
import { startEmbeddedPostgres } from './drivers/embedded/index.ts'
import { migrateDatabase } from './migrate.ts'

const packageFolder = fileURLToPath(new URL('../../../', import.meta.url))
const migrationsFolder = `${packageFolder}migrations`

/** Speed over safety: these databases are thrown away. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
}

export interface TestDatabase {
  db: Database
  url: string
  close(): Promise<void>
}

/**
 * A database of its own for one test file, with every table and routine of the product: cloned
 * from a template that the first test file of a version makes. Runs on the embedded PostgreSQL, or
 * on the server that `GALLEY_TEST_DATABASE_URL` names.
 *
 * @example
 * const { db, close } = await createTestDatabase()
 * after(close)
 */
export async function createTestDatabase(
  options: Pick<DatabaseOptions, 'poolSize' | 'patienceMs'> = {},
): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomBytes(8).toString('hex')}`
  // The open connection that bears its name tells that the database is in use.
  const admin = new pg.Client({ connectionString: server.url, application_name: holderOf(name) })
  await admin.connect()
  try {
    const template = await ensureTemplate(admin, server.url)
    await admin.query(`create database ${name} template ${template}`)
  } catch (error) {
    await admin.end() // or the process would wait for it instead of failing
    await server.stop()
    throw error
  }
  const url = withDatabase(server.url, name)
  const db = createDatabase({ url, ...options })
  return {
    db,
    url,
    async close() {
      await db.close()
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
      await server.stop()
    },
  }
}

const holderOf = (name: string) => `galley-test ${name}`

/** Drops the databases of test files that were killed before they could do it themselves. */
export async function dropLeftovers(serverUrl: string): Promise<number> {
  const admin = new pg.Client({ connectionString: serverUrl, application_name: 'galley-test' })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ datname: string }>(
      `select datname from pg_database d where datname ~ '^test_[0-9a-f]{16}$' and not exists (
         select from pg_stat_activity a
         where a.application_name = $1 || d.datname or a.datname = d.datname)`,
      [holderOf('')],
    )
    for (const { datname } of rows)
      await admin.query(`drop database if exists ${datname} with (force)`)
    return rows.length
  } finally {
    await admin.end()
  }
}

/** The server that all test files of this machine share. */
export async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const configured = process.env.GALLEY_TEST_DATABASE_URL
  if (configured) return { url: configured, stop: async () => undefined }
  const root = fileURLToPath(new URL('../../../../../', import.meta.url))
  return startEmbeddedPostgres({ dataDirectory: `${root}data/test-postgres`, settings })
}

async function ensureTemplate(admin: pg.Client, serverUrl: string): Promise<string> {
  const routines = await readRoutines()
  const hash = createHash('sha256')
  const files = await Array.fromAsync(glob('**/*.sql', { cwd: migrationsFolder }))
  for (const file of files.sort())
    hash.update(file).update(await readFile(`${migrationsFolder}/${file}`))
  for (const routine of routines) hash.update(routine)
  const name = `galley_template_${hash.digest('hex').slice(0, 16)}`
  const exists = 'select 1 from pg_database where datname = $1'
  if ((await admin.query(exists, [name])).rowCount) return name

  await admin.query('select pg_advisory_lock(727002)')
  try {
    if ((await admin.query(exists, [name])).rowCount) return name
    const draft = `${name}_${randomBytes(4).toString('hex')}`
    await admin.query(`create database ${draft} template template0`)
    await migrateDatabase({ url: withDatabase(serverUrl, draft), migrationsFolder, routines })
    await admin.query(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await admin.query('select pg_advisory_unlock(727002)')
  }
}

/** Every string that a `routines.ts` exports, in path order; the app lists the same in `modules.ts`. */
export async function readRoutines(): Promise<string[]> {
  const files = await Array.fromAsync(glob('src/**/routines.ts', { cwd: packageFolder }))
  const found: string[] = []
  for (const file of files.sort()) {
    if (!existsSync(`${packageFolder}${file}`)) continue
    const exports = (await import(pathToFileURL(`${packageFolder}${file}`).href)) as object
    found.push(...Object.values(exports).filter((value) => typeof value === 'string'))
  }
  return found
}

function withDatabase(url: string, name: string): string {
  const next = new URL(url)
  next.pathname = `/${name}`
  return next.href
}

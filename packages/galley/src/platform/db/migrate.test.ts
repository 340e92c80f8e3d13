import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { GalleyError } from '../error.ts'
import { newId } from '../id.ts'
import { eventCursors } from '../events/tables.ts'
import { createDatabase } from './database.ts'
import { migrateDatabase } from './migrate.ts'
import { readRoutines, testServer } from './testing.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const suffix = randomBytes(4).toString('hex')

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => {
      assert.ok(error instanceof GalleyError, String(error))
      assert.doesNotMatch(error.message, /hunter2|\{/, 'it shows a password, or forgot a word')
      return [error.code, error.message]
    },
  )

describe('migrateDatabase', () => {
  let server: Awaited<ReturnType<typeof testServer>>
  let admin: pg.Client
  let routines: string[]
  const made: string[] = []
  before(async () => {
    server = await testServer()
    admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    routines = await readRoutines()
  })
  after(async () => {
    for (const name of made) await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`drop role if exists limited_${suffix}`)
    await admin.end()
    await server.stop()
  })

  const urlOf = (database: string, change: (url: URL) => void = () => undefined) => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    change(url)
    return url.href
  }
  async function createEmpty(name: string, owner = new URL(server.url).username) {
    await admin.query(`create database ${name} owner ${owner} template template0`)
    made.push(name)
  }
  const migrate = (url: string, patienceMs = 10_000) =>
    migrateDatabase({ url, migrationsFolder, routines, patienceMs })

  it('is safe for five at once, and does nothing the second time', async () => {
    const name = `migrate_${suffix}`
    await createEmpty(name)
    await Promise.all(Array.from({ length: 5 }, () => migrate(urlOf(name))))
    const client = new pg.Client({ connectionString: urlOf(name) })
    await client.connect()
    const stamp = `select xmin::text from pg_description where classoid = 'pg_namespace'::regclass
      and objoid = 'galley'::regnamespace`
    const first = (await client.query(stamp)).rows
    await migrate(urlOf(name))
    assert.deepEqual((await client.query(stamp)).rows, first)
    await client.query('create table galley.later (id text)')
    await migrate(urlOf(name))
    const granted = `select has_table_privilege('galley_app', 'galley.later', 'select') as is`
    assert.deepEqual((await client.query(granted)).rows, [{ is: true }])
    await client.end()
  })

  it('refuses a database that a newer version has changed', async () => {
    const name = `newer_${suffix}`
    await createEmpty(name)
    await migrate(urlOf(name))
    const client = new pg.Client({ connectionString: urlOf(name) })
    await client.connect()
    await client.query(`insert into galley_migrations.__drizzle_migrations (hash, created_at, name)
      values ('x', 1, '29990101000000_later')`)
    await client.end()
    const [code, message] = await codeOf(migrate(urlOf(name)))
    assert.equal(code, 'database_newer')
    assert.match(message!, /29990101000000_later/)
  })

  it('tells a user with few rights what to grant, and works for them once that is done', async () => {
    const name = `limited_${suffix}`
    await admin.query(`create role ${name} login password 'hunter2'`)
    await createEmpty(name, name)
    const url = urlOf(name, (own) => {
      own.username = name
      own.password = 'hunter2'
    })
    // The template of the test databases has made the role on this server before.
    const [code, message] = await codeOf(migrate(url))
    assert.equal(code, 'database_role_missing')
    const grant = `grant galley_app to "${name}"`
    assert.ok(message!.endsWith(grant), message)
    await admin.query(grant)
    await migrate(url)
    const db = createDatabase({ url })
    const [mine, theirs] = [newId('ws'), newId('ws')]
    for (const workspaceId of [mine, theirs]) {
      await db.tenant(workspaceId, (tx) => tx.insert(eventCursors).values({ workspaceId, seq: 1 }))
    }
    const rows = await db.tenant(mine, (tx) => tx.select().from(eventCursors))
    await db.close()
    assert.deepEqual(rows, [{ workspaceId: mine, seq: 1 }])
  })

  it('tells a user whose database is not their own', async () => {
    const name = `foreign_${suffix}`
    await createEmpty(name)
    const url = urlOf(name, (own) => {
      own.username = `limited_${suffix}`
      own.password = 'hunter2'
    })
    const [code, message] = await codeOf(migrate(url))
    assert.equal(code, 'database_rights_missing')
    assert.match(message!, new RegExp(`alter database "${name}" owner to "limited_${suffix}"`))
  })

  it('says what is wrong with an address, and never shows the password', async () => {
    const nobody = urlOf('postgres', (url) => (url.password = 'hunter2'))
    assert.equal((await codeOf(migrate(nobody)))[0], 'database_login_refused')
    assert.equal((await codeOf(migrate(urlOf('not_there'))))[0], 'database_missing')
    const away = await codeOf(migrate('postgres://me:hunter2@localhost:1/x', 50))
    assert.equal(away[0], 'database_unreachable')
    assert.match(away[1]!, /localhost:1 cannot be reached: .*ECONNREFUSED/)
  })
})

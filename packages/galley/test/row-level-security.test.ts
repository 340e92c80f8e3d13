import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { createTestDatabase } from '../src/platform/db/testing.ts'
import type { TestDatabase } from '../src/platform/db/testing.ts'
import { newId } from '../src/platform/id.ts'

interface Column {
  name: string
  type: string
}
interface Table {
  name: string
  isTenants: boolean
  hasPolicy: boolean
  /** What has to be given for a row to be made. */
  needed: Column[]
  /** Its check constraints, as SQL. */
  checks: string[]
}

/**
 * The second lock alone: what the app role sees, makes, changes and deletes when a verb forgets to
 * ask for its workspace. The tables come from the catalogue, so that a forgotten one fails.
 */
describe('row-level security', () => {
  let database: TestDatabase
  let tables: Table[]
  const mine = newId('ws')
  const theirs = newId('ws')
  before(async () => {
    database = await createTestDatabase()
    const { rows } = await database.db.system.execute<Record<string, unknown>>(sql`
      select c.relname as name,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'
          and a.attnotnull) as is_tenants,
        c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
        (select coalesce(json_agg(json_build_object('name', a.attname,
            'type', format_type(a.atttypid, null))), '[]')
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.attnotnull
          and not a.atthasdef and not a.attisdropped) as needed,
        array(select pg_get_constraintdef(k.oid) from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c') as checks
      from pg_class c where c.relnamespace = 'galley'::regnamespace and c.relkind in ('r', 'p')
      order by 1`)
    tables = rows.map((row) => ({
      name: row.name as string,
      isTenants: row.is_tenants as boolean,
      hasPolicy: row.has_policy as boolean,
      needed: row.needed as Column[],
      checks: row.checks as string[],
    }))
    for (const table of tables) for (const owner of [mine, theirs]) await plant(table, owner)
  })
  after(() => database.close())

  /** Makes a row of nonsense. */
  function insertInto({ name: table, needed, checks }: Table, owner: string) {
    const isOwner = (name: string) =>
      name === 'workspace_id' || (table === 'workspaces' && name === 'id')
    const names = needed.map(({ name }) => sql.identifier(name))
    const values = needed.map(({ name, type }) =>
      isOwner(name) ? sql`${owner}` : nonsense(name, type, checks),
    )
    return sql`insert into ${sql.raw(`galley.${table}`)} (${sql.join(names, sql`, `)})
      values (${sql.join(values, sql`, `)})`
  }

  async function plant(table: Table, owner: string): Promise<void> {
    await database.db.systemTransaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`) // past all foreign keys
      await tx.execute(insertInto(table, owner))
    })
  }

  const nameOf = ({ name }: Table) => sql.raw(`galley.${name}`)
  const countOf = async (table: Table) => {
    const query = sql`select count(*)::int as count from ${nameOf(table)}`
    return (await database.db.system.execute<{ count: number }>(query)).rows[0]!.count
  }
  /** What comes of a statement of the app role that names no workspace. */
  const tryAs = (workspaceId: string, query: SQL) =>
    database.db
      .tenant(workspaceId, (tx) => tx.execute<Record<string, unknown>>(query))
      .then(
        ({ rows }) => rows.length,
        (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
      )
  const DENIED = '42501'

  it('stands behind every table, or the app role may not touch it at all', async () => {
    assert.ok(tables.length > 30)
    for (const table of tables) {
      const seen = await tryAs(mine, sql`select * from ${nameOf(table)}`)
      if (!table.hasPolicy) assert.equal(seen, DENIED, `${table.name} has no policy`)
    }
  })

  it('shows a workspace its own rows, and nobody the rows of the installation', async () => {
    for (const table of tables) {
      const select = sql`select * from ${nameOf(table)}`
      const seen = await tryAs(mine, select)
      const isOwn = table.isTenants || table.name === 'workspaces'
      const isSystems = seen === DENIED || seen === 0
      assert.ok(isOwn ? seen === 1 || isSystems : isSystems, `${table.name}: ${seen}`)
      const nobody = await tryAs(newId('ws'), select)
      assert.ok(nobody === 0 || nobody === DENIED, `${table.name}: ${nobody}`)
    }
    const visible = tables.filter(({ isTenants }) => isTenants)
    assert.ok(visible.length > 20)
  })

  it('lets no row of another workspace be changed, deleted or taken over, and none be planted there', async () => {
    for (const table of tables.filter(({ isTenants }) => isTenants)) {
      const name = nameOf(table)
      const move = sql`update ${name} set workspace_id = ${theirs} where true returning 1`
      const moved = await tryAs(mine, move)
      assert.ok(moved === DENIED || moved === 0, `${table.name}: moved ${moved}`)
      const take = sql`update ${name} set workspace_id = ${mine} where workspace_id = ${theirs} returning 1`
      const taken = await tryAs(mine, take)
      assert.ok(taken === DENIED || taken === 0, `${table.name}: took ${taken}`)
      const remove = sql`delete from ${name} where workspace_id = ${theirs} returning 1`
      const removed = await tryAs(mine, remove)
      assert.ok(removed === DENIED || removed === 0, `${table.name}: removed ${removed}`)
      const planted = await tryAs(mine, insertInto(table, theirs))
      assert.equal(planted, DENIED, `${table.name}: planted ${planted}`)
      assert.equal(await countOf(table), 2, table.name)
    }
  })
})

function nonsense(name: string, type: string, checks: readonly string[]) {
  // Where few words are allowed, the first of them.
  const allowed = checks.find((check) => check.includes(name))?.match(/'([^']+)'/)?.[1]
  if (allowed !== undefined) return sql`${allowed}`
  if (/^(text|character varying)\[\]$/.test(type)) return sql`'{}'`
  if (/^(integer|bigint|smallint|double precision|numeric)/.test(type)) return sql`1`
  if (type === 'boolean') return sql`false`
  if (type.startsWith('json')) return sql`'{}'`
  if (type.startsWith('timestamp')) return sql`now()`
  if (type === 'date') return sql`current_date`
  if (type === 'bytea') return sql`'\\x00'`
  return sql`${`${name} ${crypto.randomUUID()}`}`
}

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'drizzle-orm'
import { modules } from '../src/modules.ts'
import { createTestDatabase } from '../src/platform/db/testing.ts'
import { createExtensions } from '../src/platform/extension.ts'
import { sealedColumns } from '../src/platform/secrets/index.ts'

it('a new master key reaches columns that are there, by their keys', async () => {
  const database = await createTestDatabase()
  try {
    const contributions = modules.flatMap((module) => module.contributions)
    const columns = createExtensions(contributions).get(sealedColumns)
    for (const { table, idColumns, column } of columns) {
      const names = [...idColumns, column].map((name) => sql.identifier(name))
      await database.db.system.execute(
        sql`select ${sql.join(names, sql`, `)} from galley.${sql.identifier(table)}`,
      )
      const { rows } = await database.db.system.execute<{ name: string }>(sql`
        select a.attname as name from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = ${`galley.${table}`}::regclass and i.indisprimary`)
      assert.deepEqual(rows.map(({ name }) => name).sort(), [...idColumns].sort(), table)
    }
    const tables = new Set(columns.map(({ table }) => table))
    for (const table of ['installation_keys', 'mails']) assert.ok(tables.has(table), table)
  } finally {
    await database.close()
  }
})

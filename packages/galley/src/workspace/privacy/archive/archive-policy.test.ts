import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestDatabase } from '../../../platform/db/testing.ts'
import type { TestDatabase } from '../../../platform/db/testing.ts'
import {
  harmlessColumns,
  machineryTables,
  notThePersons,
  secretColumns,
  soundsSecret,
} from './archive-policy.ts'
import { tablesNamed, tablesWith, withoutSecrets } from './catalogue.ts'
import type { ArchivedTable } from './catalogue.ts'

describe('what goes into an archive', () => {
  let database: TestDatabase
  let workspaces: ArchivedTable[]
  let people: ArchivedTable[]
  before(async () => {
    database = await createTestDatabase()
    const { system } = database.db
    workspaces = await tablesWith(system, 'workspace_id')
    people = [...(await tablesWith(system, 'user_id')), ...(await tablesNamed(system, ['users']))]
  })
  after(() => database.close())

  const names = (tables: readonly ArchivedTable[]) => tables.map(({ name }) => name)

  it('is every table of the catalogue, or it is left out for a reason', () => {
    assert.ok(workspaces.length > 20)
    for (const [list, tables] of [
      [machineryTables, workspaces],
      [notThePersons, people],
    ] as const) {
      for (const [name, reason] of Object.entries(list)) {
        assert.ok(names(tables).includes(name), `there is no table ${name}`)
        assert.ok(reason.length > 10, `${name} is left out without a reason`)
      }
    }
    const kept = new Set(names(workspaces)).difference(new Set(Object.keys(machineryTables)))
    for (const name of ['sources', 'segments', 'documents', 'document_versions', 'members'])
      assert.ok(kept.has(name), name)
  })

  it('can be read in pages: every table that goes in has a primary key', () => {
    const left = { ...machineryTables, ...notThePersons }
    for (const table of [...workspaces, ...people]) {
      if (Object.hasOwn(left, table.name)) continue
      assert.ok(table.key.length > 0, `${table.name} has no primary key`)
    }
  })

  it('asks about every column that sounds secret', () => {
    const exported = [...workspaces, ...people].filter(
      ({ name }) => !Object.hasOwn(machineryTables, name) && !Object.hasOwn(notThePersons, name),
    )
    const undecided = exported.flatMap(({ name, columns }) =>
      columns
        .filter((column) => soundsSecret.test(column))
        .filter((column) => !Object.hasOwn(secretColumns[name] ?? {}, column))
        .filter((column) => !Object.hasOwn(harmlessColumns[name] ?? {}, column))
        .map((column) => `${name}.${column}`),
    )
    assert.deepEqual(undecided, [])
  })

  it('decides about columns that there are, and leaves the secret ones out', async () => {
    for (const list of [secretColumns, harmlessColumns]) {
      for (const [name, columns] of Object.entries(list)) {
        const [table] = await tablesNamed(database.db.system, [name])
        for (const column of Object.keys(columns)) {
          assert.ok(table?.columns.includes(column), `there is no ${name}.${column}`)
          const isLeft = list === secretColumns
          assert.equal(withoutSecrets(table!).columns.includes(column), !isLeft, column)
        }
      }
    }
  })

  it('leaves out what is sealed with the master key, wherever it is', async () => {
    const { sealedColumns } = await import('../../../platform/secrets/index.ts')
    const { modules } = await import('../../../modules.ts')
    const { createExtensions } = await import('../../../platform/extension.ts')
    const contributions = modules.flatMap((module) => module.contributions)
    const tables = new Map([...workspaces, ...people].map((table) => [table.name, table]))
    for (const { table, column } of createExtensions(contributions).get(sealedColumns)) {
      if (Object.hasOwn(machineryTables, table) || !tables.has(table)) continue
      const shown = withoutSecrets(tables.get(table)!).columns
      assert.ok(!shown.includes(column), `${table}.${column} is sealed and exported`)
    }
  })

  it('notices a table that is new', async () => {
    await database.db.system.execute(
      sql`create table galley.novelties (id text primary key, workspace_id text, api_token text)`,
    )
    const found = await tablesWith(database.db.system, 'workspace_id')
    assert.ok(names(found).includes('novelties'))
  })
})

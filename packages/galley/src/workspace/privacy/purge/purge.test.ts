import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { Client, TestApp } from '../../../../test/test-app.ts'
import { finishExport, writeArticle } from '../privacy.fixture.ts'
import { purgeWorkspaces } from './purge-workspaces.ts'
import { tablesChildrenFirst } from './tables-children-first.ts'

let test: TestApp
let doomed: Client
let kept: Client
before(async () => {
  test = await createTestApp()
  doomed = await test.addWorkspace()
  kept = await test.addWorkspace()
  for (const client of [doomed, kept]) await fill(client)
})
after(() => test.close())

/** Something of everything that can be made in a moment. */
async function fill(client: Client) {
  const person = await createPerson(test)
  await join(test, person, client.workspaceId, 'owner')
  await writeArticle(client)
  const asked = [
    await client.call('POST', '/projects', { name: 'Garden' }),
    await client.call('POST', '/invitations', { role: 'viewer' }),
    await client.call('POST', '/domains', {
      name: `${client.workspaceId}.example`.toLowerCase().replace('_', '-'),
      purposes: ['site'],
    }),
    await client.call('PATCH', '/branding', { product_name: 'The Worm Post' }),
    await client.call('PATCH', '/privacy/retention', { sources: 3650 }),
    await client.call('POST', '/privacy/exports'),
  ]
  for (const { status, text } of asked) assert.ok(status < 300, text)
  await finishExport(client, { id: asked.at(-1)!.json.id })
}

/** How many rows each table has of a workspace; those that have none are left out. */
async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name: table } of await tablesChildrenFirst(test.database.db.system)) {
    const { rows } = await test.database.db.system.execute<{ count: number }>(sql`
      select count(*)::int as count from galley.${sql.identifier(table)}
      where workspace_id = ${workspaceId}`)
    if (rows[0]!.count > 0) counts[table] = rows[0]!.count
  }
  return counts
}
const objectsOf = async (workspaceId: string) => {
  const { objects } = await test.app.services.storage.list(`${workspaceId}/`)
  return objects.length
}
const exists = async (workspaceId: string) => {
  const { rows } = await test.database.db.system.execute<{ id: string }>(
    sql`select id from galley.workspaces where id = ${workspaceId}`,
  )
  return rows.length === 1
}
const remove = (workspaceId: string, ago: string) =>
  test.database.db.system
    .execute(sql`update galley.workspaces set deleted_at = now() - interval '31 days',
    purge_after = now() - ${ago}::interval where id = ${workspaceId}`)

describe('purging a deleted workspace', () => {
  it('waits for the end of the grace period', async () => {
    const before = await rowsOf(doomed.workspaceId)
    for (const table of [
      'documents',
      'segments',
      'members',
      'domains',
      'api_keys',
      'audit_entries',
      'branding',
      'invitations',
      'privacy_exports',
      'usage_events',
    ])
      assert.ok(before[table], `nothing in ${table}`)
    await remove(doomed.workspaceId, '-1 day')
    await purgeWorkspaces(test.app.services)
    await remove(doomed.workspaceId, '1 minute') // a clock may be behind
    await purgeWorkspaces(test.app.services)
    assert.deepEqual(await rowsOf(doomed.workspaceId), before)
  })

  it('killed half-way it goes on where it was, and then leaves nothing of it and all of the others', async () => {
    const before = await rowsOf(kept.workspaceId)
    const objects = await objectsOf(kept.workspaceId)
    assert.ok(objects >= 2)
    await remove(doomed.workspaceId, '1 hour')
    const failing = async (table: string) => {
      const name = sql.identifier(table)
      await test.database.db.system
        .execute(sql`create function galley.break_purge() returns trigger language plpgsql as
        'begin raise exception ''killed''; end'`)
      await test.database.db.system
        .execute(sql`create trigger break_purge before delete on galley.${name}
        execute function galley.break_purge()`)
      await assert.rejects(purgeWorkspaces(test.app.services))
      await test.database.db.system.execute(sql`drop function galley.break_purge() cascade`)
    }
    await failing('documents')
    assert.ok(await exists(doomed.workspaceId))
    const half = await rowsOf(doomed.workspaceId)
    assert.equal(half.document_versions, undefined)
    assert.ok(half.documents)
    await failing('audit_heads')
    assert.deepEqual(Object.keys(await rowsOf(doomed.workspaceId)), ['audit_heads'])

    const broken = {
      ...test.app.services,
      storage: {
        ...test.app.services.storage,
        list: async () => {
          throw new Error('the store is away')
        },
      },
    }
    await assert.rejects(purgeWorkspaces(broken as never), /the store is away/)
    assert.ok(await exists(doomed.workspaceId))

    await purgeWorkspaces(test.app.services)
    assert.deepEqual(await rowsOf(doomed.workspaceId), {})
    assert.equal(await objectsOf(doomed.workspaceId), 0)
    assert.equal(await exists(doomed.workspaceId), false)
    assert.equal((await doomed.call('GET', '/documents')).status, 401)

    assert.deepEqual(await rowsOf(kept.workspaceId), before)
    assert.equal(await objectsOf(kept.workspaceId), objects)
    const { json } = await kept.call('GET', '/audit/verification')
    assert.equal(json.is_intact, true)
    await purgeWorkspaces(test.app.services) // and once more, with nothing to do
  })

  it('stops what still runs there first, and does not hold up the others', async () => {
    const [busy, idle] = [await test.addWorkspace(), await test.addWorkspace()]
    await test.database.db.system
      .execute(sql`insert into galley.jobs (id, workspace_id, name, version, status, actor, permissions, owner)
      values ('job_busy', ${busy.workspaceId}, 'no_such', 1, 'running', '{}', '{}', 'nobody')`)
    for (const { workspaceId } of [busy, idle]) await remove(workspaceId, '1 hour')
    await assert.rejects(purgeWorkspaces(test.app.services), { code: 'purge_waits' })
    assert.ok(await exists(busy.workspaceId))
    assert.equal(await exists(idle.workspaceId), false)
  })
})

describe('the order of deletion', () => {
  it('is rows before those that they refer to', async () => {
    const tables = await tablesChildrenFirst(test.database.db.system)
    const order = tables.map(({ name }) => name)
    for (const [child, parent] of [
      ['segments', 'sources'],
      ['document_versions', 'documents'],
      ['sso_identities', 'sso_connections'],
    ]) {
      assert.ok(order.indexOf(child!) < order.indexOf(parent!), `${child} before ${parent}`)
    }
    assert.equal(new Set(order).size, order.length)
  })
})

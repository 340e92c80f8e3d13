import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { Client, TestApp } from '../../../../test/test-app.ts'
import { writeArticle } from '../privacy.fixture.ts'
import { enforceRetention } from './enforce-retention.ts'

let test: TestApp
before(async () => {
  test = await createTestApp()
})
after(() => test.close())

const nothing = { sources: 0, deleted_documents: 0, finished_jobs: 0, events: 0, audit: 0 }
const age = (table: string, column: string, { workspaceId }: Client, days: number) =>
  test.database.db.system.execute(sql`
    update galley.${sql.identifier(table)}
    set ${sql.identifier(column)} = now() - make_interval(days => ${days})
    where workspace_id = ${workspaceId} and ${sql.identifier(column)} is not null`)
const preview = async (client: Client, changes: object = {}) => {
  const { status, json, text } = await client.call('POST', '/privacy/retention/preview', changes)
  assert.equal(status, 200, text)
  return json.would_delete
}
const count = async (table: string, { workspaceId }: Client) => {
  const { rows } = await test.database.db.system.execute<{ count: number }>(sql`
    select count(*)::int as count from galley.${sql.identifier(table)}
    where workspace_id = ${workspaceId}`)
  return rows[0]!.count
}
const passesOf = async (client: Client) => {
  const { json } = await client.call('GET', '/audit?action=retention.enforce')
  return json.items
}

describe('the retention policy of a workspace', () => {
  it('says nothing at first, changes what is named, and says so in the audit log', async () => {
    const client = await test.addWorkspace()
    const none = Object.fromEntries(Object.keys(nothing).map((kind) => [kind, null]))
    assert.deepEqual((await client.call('GET', '/privacy/retention')).json, none)
    const changed = await client.call('PATCH', '/privacy/retention', { sources: 30, audit: 365 })
    assert.deepEqual(changed.json, { ...none, sources: 30, audit: 365 })
    const back = await client.call('PATCH', '/privacy/retention', { sources: null })
    assert.deepEqual(back.json, { ...none, audit: 365 })
    const { json } = await client.call('GET', '/audit?action=retention.update')
    assert.equal(json.items.length, 2)
    assert.equal(json.items[0].before.sources, 30)
    assert.equal(json.items[0].after.sources, null)
  })

  it('refuses times that cannot be kept, and names the field', async () => {
    const client = await test.addWorkspace()
    for (const [body, code] of [
      [{ audit: 30 }, 'retention_too_short'],
      [{ events: 5000 }, 'retention_too_long'],
      [{ finished_jobs: 5000 }, 'retention_too_long'],
    ] as const) {
      for (const [method, path] of [
        ['PATCH', '/privacy/retention'],
        ['POST', '/privacy/retention/preview'],
      ] as const) {
        const refused = await client.call(method, path, body)
        assert.equal(refused.status, 422, refused.text)
        assert.equal(refused.json.code, code)
        assert.equal(refused.json.errors[0].pointer, `/${Object.keys(body)[0]}`)
      }
    }
    for (const body of [{ sources: 0 }, { sources: -1 }, { sources: 1.5 }, { unknown: 1 }]) {
      assert.equal((await client.call('PATCH', '/privacy/retention', body)).status, 422)
    }
  })

  it('is read by admins and decided by owners, who see all of the workspace', async () => {
    const client = await test.addWorkspace()
    const there = { 'galley-workspace': client.workspaceId }
    const [admin, editor] = [await createPerson(test), await createPerson(test)]
    await join(test, admin, client.workspaceId, 'admin')
    await join(test, editor, client.workspaceId, 'editor')
    const at = '/privacy/retention'
    assert.equal((await admin.call('GET', at, undefined, there)).status, 200)
    assert.equal((await admin.call('PATCH', at, { sources: 1 }, there)).status, 403)
    assert.equal((await editor.call('GET', at, undefined, there)).status, 403)
    const project = await client.call('POST', '/projects', { name: 'Garden' })
    const narrowed = await test.addKey({
      workspaceId: client.workspaceId,
      projectIds: [project.json.id],
    })
    assert.equal((await narrowed.call('PATCH', at, { sources: 1 })).status, 403)
  })

  it('survives many who change it at once', async () => {
    const client = await test.addWorkspace()
    const kinds = ['sources', 'deleted_documents', 'finished_jobs', 'events']
    const answers = await Promise.all(
      kinds.map((kind) => client.call('PATCH', '/privacy/retention', { [kind]: 7 })),
    )
    for (const { status, text } of answers) assert.equal(status, 200, text)
    const { json } = await client.call('GET', '/privacy/retention')
    for (const kind of kinds) assert.equal(json[kind], 7)
  })
})

describe('enforcing it', () => {
  it('deletes exactly what the preview said, here and nowhere else', async () => {
    const [client, other] = [await test.addWorkspace(), await test.addWorkspace()]
    const made = []
    for (const one of [client, other]) {
      made.push(await writeArticle(one))
      const { documentId } = await writeArticle(
        one,
        '# Snails\n\nSnails are slow, and carry a house.',
      )
      assert.equal((await one.call('DELETE', `/documents/${documentId}`)).status, 204)
      await age('sources', 'created_at', one, 20)
      await age('documents', 'deleted_at', one, 20)
      await age('jobs', 'finished_at', one, 20)
      await age('events', 'at', one, 20)
    }
    const policy = { sources: 10, deleted_documents: 10, finished_jobs: 10, events: 10 }
    assert.deepEqual(await preview(client), nothing)
    assert.deepEqual(await preview(client, { ...policy, sources: 30 }), {
      ...nothing,
      deleted_documents: 1,
      finished_jobs: await count('jobs', client),
      events: await count('events', client),
    })
    assert.equal((await client.call('PATCH', '/privacy/retention', policy)).status, 200)
    const promised = await preview(client)
    assert.equal(promised.sources, 2)
    const before = await Promise.all(['sources', 'documents', 'jobs'].map((t) => count(t, other)))

    await enforceRetention(test.app.services)
    const [pass, ...more] = await passesOf(client)
    assert.equal(more.length, 0)
    const kept = Object.fromEntries(Object.entries(promised).filter(([, n]) => n !== 0))
    assert.deepEqual(pass.after, {
      sources: kept.sources,
      deletedDocuments: 1,
      finishedJobs: kept.finished_jobs,
      events: kept.events,
    })
    assert.equal(await count('sources', client), 0)
    assert.equal(await count('segments', client), 0)
    assert.equal(await count('jobs', client), 0)
    assert.equal(await count('documents', client), 1)
    const { objects } = await test.app.services.storage.list(`${client.workspaceId}/sources/`)
    assert.deepEqual(objects, [])
    // The living document keeps its text and what it cites.
    const document = await client.call('GET', `/documents/${made[0]!.documentId}`)
    assert.equal(document.status, 200)
    assert.ok(document.json.content.parts[0].sentences[0].citations.length > 0)
    const markdown = await client.call('GET', `/documents/${made[0]!.documentId}/export`)
    assert.equal(markdown.status, 200, markdown.text)
    const { json } = await client.call('GET', '/audit/verification')
    assert.equal(json.is_intact, true)
    assert.deepEqual(
      await Promise.all(['sources', 'documents', 'jobs'].map((table) => count(table, other))),
      before,
    )
    // Nothing more to do, and so nothing to write down; the events of the pass itself are young.
    await enforceRetention(test.app.services)
    assert.equal((await passesOf(client)).length, 1)
  })

  it('prunes the audit log, which still verifies', async () => {
    const client = await test.addWorkspace()
    await client.call('PATCH', '/privacy/retention', { audit: 100 })
    await client.call('POST', '/projects', { name: 'Garden' })
    await age('audit_entries', 'created_at', client, 120)
    // Ageing them by hand broke their hashes: what is pruned need not be intact.
    assert.equal((await preview(client)).audit, 2)
    await enforceRetention(test.app.services)
    const { json } = await client.call('GET', '/audit/verification')
    assert.equal(json.is_intact, true)
    const actions = (await client.call('GET', '/audit')).json.items.map(
      ({ action }: { action: string }) => action,
    )
    assert.deepEqual(actions, ['retention.enforce', 'audit.prune'])
  })

  it('leaves deleted workspaces alone, and is not held up by one that fails', async () => {
    const [closed, broken, fine] = [
      await test.addWorkspace(),
      await test.addWorkspace(),
      await test.addWorkspace(),
    ]
    for (const one of [closed, broken, fine]) {
      await one.call('POST', '/sources', { text: '# Ants\n\nAnts carry leaves.' })
      await one.call('PATCH', '/privacy/retention', { sources: 5, deleted_documents: 5 })
      await age('sources', 'created_at', one, 20)
    }
    const { system } = test.database.db
    await system.execute(sql`update galley.workspaces
      set deleted_at = now(), purge_after = now() + interval '30 days'
      where id = ${closed.workspaceId}`)
    await system.execute(sql`create function galley.break_retention() returns trigger
      language plpgsql as 'begin raise exception ''broken''; end'`)
    await system.execute(
      sql.raw(`create trigger break_retention before delete on galley.sources
      for each row when (old.workspace_id = '${broken.workspaceId}')
      execute function galley.break_retention()`),
    )
    await assert.rejects(enforceRetention(test.app.services))
    assert.equal(await count('sources', closed), 1)
    assert.equal(await count('sources', broken), 1)
    assert.equal(await count('sources', fine), 0)
    await system.execute(sql`drop function galley.break_retention() cascade`)
    await enforceRetention(test.app.services)
    assert.equal(await count('sources', broken), 0)
  })
})

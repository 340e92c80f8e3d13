import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { auditEntries } from '../../audit/tables.ts'
import { createApiKey } from '../../identity/index.ts'
import { staffWorkspace, untilForgotten, verdict, within } from '../testing.ts'

describe('workspaces', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  it('are made by people, who own them, and listed with what one is in each', async () => {
    const ann = await createPerson(test, { name: 'Ann' })
    const made = await ann.call('POST', '/workspaces', { name: 'Garden' })
    assert.deepEqual(
      [made.status, made.json.you.role, made.json.you.project_ids],
      [201, 'owner', null],
    )
    await join(test, ann, test.workspaceId, 'viewer')
    const { json } = await ann.call('GET', '/workspaces')
    const shown = json.items.map((one: Record<string, unknown>) => [one.id, one.name, one.role])
    assert.deepEqual(
      shown.sort(),
      [
        [made.json.id, 'Garden', 'owner'],
        [test.workspaceId, 'Test', 'viewer'],
      ].sort(),
    )
    const entries = await test.database.db.tenant(made.json.id, (tx) =>
      tx.select({ action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.seq),
    )
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['workspace.create', 'member.join'],
    )
    const key = await test.call('POST', '/workspaces', { name: 'Mine' })
    assert.equal(verdict(key), '403 person_required')
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(81)]) {
      assert.equal((await ann.call('POST', '/workspaces', { name })).status, 422)
    }
  })

  it('are switched between, within a session and only to one’s own', async () => {
    const ann = await createPerson(test)
    const one = (await ann.call('POST', '/workspaces', { name: 'One' })).json.id
    const two = (await ann.call('POST', '/workspaces', { name: 'Two' })).json.id
    await untilForgotten()
    assert.equal((await ann.call('GET', '/workspace')).json.id, one)
    assert.equal((await ann.call('POST', `/workspaces/${two}/switch`)).json.id, two)
    await untilForgotten()
    assert.equal((await ann.call('GET', '/workspace')).json.id, two)
    assert.equal((await within(ann, one)('GET', '/workspace')).json.id, one)
    const { workspaceId } = await staffWorkspace(test, { zoe: 'owner' })
    for (const id of [workspaceId, 'ws_nonsense', "ws_'; drop"]) {
      const answer = await ann.call('POST', `/workspaces/${encodeURIComponent(id)}/switch`)
      assert.equal(verdict(answer), '404 workspace_not_found')
    }
  })

  it('are renamed by admins', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { adam: 'admin', ed: 'editor' })
    const rename = (who: typeof people.ed, name: string) =>
      who.call('PATCH', '/workspace', { name })
    assert.equal(verdict(await rename(people.ed, 'Mine')), '403 permission_missing')
    assert.equal((await rename(people.adam, 'Ours')).json.name, 'Ours')
    await rename(people.adam, 'Ours') // changes nothing, and so writes nothing
    const entries = await test.database.db.tenant(workspaceId, (tx) =>
      tx
        .select({ before: auditEntries.before, after: auditEntries.after })
        .from(auditEntries)
        .where(eq(auditEntries.action, 'workspace.change')),
    )
    assert.deepEqual(entries, [{ before: { name: 'Test' }, after: { name: 'Ours' } }])
  })

  it('are handed over by owners to active members', async () => {
    const { workspaceId, people } = await staffWorkspace(test, {
      ann: 'owner',
      adam: 'admin',
      ed: 'editor',
    })
    const { ann, adam, ed } = people
    const transfer = (who: typeof ann, memberId: string) =>
      who.call('POST', '/workspace/transfer', { member_id: memberId })
    await test.database.db.system.execute(
      sql`update galley.members set is_active = false where id = ${ed.memberId}`,
    )
    const refused = [
      await transfer(adam, adam.memberId),
      await transfer(ann, ann.memberId),
      await transfer(ann, ed.memberId),
      await transfer(ann, 'mem_nobody'),
    ]
    assert.deepEqual(refused.map(verdict), [
      '403 permission_missing',
      '409 transfer_to_yourself',
      '409 member_inactive',
      '404 member_not_found',
    ])
    assert.equal((await transfer(ann, adam.memberId)).json.you.role, 'admin')
    // Still believed an owner for a second.
    assert.equal(verdict(await transfer(ann, ann.memberId)), '403 permission_missing')
    const { rows } = await test.database.db.system.execute<{ role: string }>(sql`
      select role from galley.members where workspace_id = ${workspaceId} and role = 'owner'`)
    assert.equal(rows.length, 1)
  })

  it('are closed to everybody by their deletion, and open again when an owner restores them', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', adam: 'admin' })
    const { ann, adam } = people
    const key = await test.database.db.systemTransaction((tx) =>
      createApiKey(tx, test.app.services, { workspaceId, name: 'All' }),
    )
    const byKey = () => test.call('GET', '/sources', undefined, { authorization: `Bearer ${key}` })
    assert.equal(
      verdict(await adam.call('DELETE', '/workspace?name=Test')),
      '403 permission_missing',
    )
    for (const query of ['?name=test', '?name=', '']) {
      assert.equal((await ann.call('DELETE', `/workspace${query}`)).status, 422)
    }
    const deleted = await ann.call('DELETE', '/workspace?name=Test')
    const days = (Date.parse(deleted.json.purge_after) - Date.now()) / 86_400_000
    assert.ok(days > 29.9 && days <= 30)
    const stale = await ann.call('PATCH', '/workspace', { name: 'Late' })
    assert.equal(verdict(stale), '409 workspace_deleted')
    await untilForgotten()
    assert.deepEqual(
      [verdict(await ann.call('GET', '/sources')), verdict(await byKey())],
      ['403 workspace_forbidden', '401 credentials_invalid'],
    )
    const mine = async (who: typeof ann) =>
      (await who.anywhere('GET', '/workspaces')).json.items.map(({ id }: { id: string }) => id)
    assert.deepEqual([await mine(ann), await mine(adam)], [[workspaceId], []])

    const restore = (who: typeof ann) => who.anywhere('POST', `/workspaces/${workspaceId}/restore`)
    assert.equal(verdict(await restore(adam)), '404 workspace_not_found')
    const restored = await Promise.all([restore(ann), restore(ann)])
    assert.deepEqual(restored.map(verdict).sort(), ['200', '409 workspace_not_restorable'])
    await untilForgotten()
    assert.deepEqual(
      [(await ann.call('GET', '/sources')).status, (await byKey()).status],
      [200, 200],
    )

    await ann.call('DELETE', '/workspace?name=Test')
    await test.database.db.system.execute(
      sql`update galley.workspaces set purge_after = now() where id = ${workspaceId}`,
    )
    assert.equal(verdict(await restore(ann)), '409 workspace_not_restorable')
    assert.deepEqual(await mine(ann), [])
  })

  it('are out of reach for a session that the identity provider of one of them vouches for', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner' })
    const { ann } = people
    await join(test, ann, test.workspaceId, 'viewer')
    await ann.call('DELETE', '/workspace?name=Test')
    await test.database.db.system.execute(sql`
      update galley.sessions set sso_workspace_id = ${test.workspaceId} where user_id = ${ann.userId}`)
    for (const [method, path] of [
      ['GET', '/workspaces'],
      ['POST', `/workspaces/${workspaceId}/restore`],
    ] as const) {
      assert.equal(verdict(await ann.anywhere(method, path)), '403 account_out_of_reach')
    }
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { createApiKey } from '../../identity/index.ts'
import { auditEntries } from '../../audit/tables.ts'
import { seatPerson, staffWorkspace, untilForgotten, verdict } from '../testing.ts'

describe('members', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  const makeRole = async (owner: { call: TestApp['call'] }, permissions: string[]) => {
    const name = `Role of ${permissions.join(' ')}`.slice(0, 80)
    const { json, text } = await owner.call('POST', '/roles', { name, permissions })
    assert.ok(json.id, text)
    return json.id as `role_${string}`
  }
  const makeProject = async (owner: { call: TestApp['call'] }, name: string) =>
    (await owner.call('POST', '/projects', { name })).json.id as string

  it('are listed with their names, page by page, to everybody in the workspace and nobody else', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner', bob: 'viewer', eve: 'editor' })
    const first = await people.bob.call('GET', '/members?limit=2')
    const second = await people.bob.call('GET', `/members?limit=2&cursor=${first.json.next_cursor}`)
    const { id: _, created_at: since, ...ann } = first.json.items[0]
    assert.deepEqual(ann, {
      user_id: people.ann.userId,
      name: 'ann',
      email: people.ann.email,
      role: 'owner',
      role_name: 'owner',
      project_ids: null,
      origin: 'invitation',
      is_active: true,
    })
    assert.ok(Date.parse(since) > 0)
    assert.deepEqual(
      [...first.json.items, ...second.json.items].map(({ name }: { name: string }) => name),
      ['ann', 'bob', 'eve'],
    )
    assert.equal(second.json.next_cursor, null)

    const elsewhere = await staffWorkspace(test, { zoe: 'owner' })
    const { json } = await elsewhere.people.zoe.call('GET', '/members')
    assert.deepEqual(
      json.items.map(({ name }: { name: string }) => name),
      ['zoe'],
    )
    for (const [method, body] of [['PATCH', { role: 'viewer' }], ['DELETE']] as const) {
      const path = `/members/${people.bob.memberId}`
      const answer = await elsewhere.people.zoe.call(method, path, body)
      assert.equal(verdict(answer), '404 member_not_found')
    }
  })

  it('are changed by whoever holds what they give and take', async () => {
    const { workspaceId, people } = await staffWorkspace(test, {
      ann: 'owner',
      adam: 'admin',
      alma: 'admin',
      ed: 'editor',
      vic: 'viewer',
    })
    const { ann, adam, alma, ed, vic } = people
    const hostRole = await makeRole(ann, ['members.read', 'members.write', 'sources.read'])
    const host = await seatPerson(test, workspaceId, hostRole, { name: 'host' })
    const small = await makeRole(ann, ['sources.read'])
    const big = await makeRole(ann, ['workspace.delete'])

    const attempts: [typeof ann, string, string, string][] = [
      // who, on whom, to what, what comes of it
      [ed, vic.memberId, 'editor', '403 permission_missing'],
      [vic, vic.memberId, 'owner', '403 permission_missing'],
      [adam, adam.memberId, 'owner', '403 owners_only'],
      [adam, vic.memberId, 'owner', '403 owners_only'],
      [adam, ann.memberId, 'viewer', '403 owners_only'],
      [adam, vic.memberId, big, '403 role_exceeds_yours'],
      [host, vic.memberId, 'editor', '403 role_exceeds_yours'],
      [host, host.memberId, 'admin', '403 role_exceeds_yours'],
      [host, ed.memberId, small, '403 role_exceeds_yours'],
      [adam, vic.memberId, 'role_that_is_none', '422 role_unknown'],
      [adam, vic.memberId, 'Owner', '422 role_unknown'],
      [adam, vic.memberId, 'admin', '200'],
      [adam, alma.memberId, small, '200'],
      [host, alma.memberId, hostRole, '200'],
      [ann, adam.memberId, 'owner', '200'],
      [ann, ann.memberId, 'admin', '200'],
    ]
    for (const [who, memberId, role, expected] of attempts) {
      const answer = await who.call('PATCH', `/members/${memberId}`, { role })
      assert.equal(verdict(answer), expected, `${who.name} → ${role}: ${answer.text}`)
      if (answer.status === 200) assert.equal(answer.json.role, role)
    }
    const removals: [typeof ann, string, string][] = [
      [vic, alma.memberId, '204'], // an admin since a moment ago
      [host, ed.memberId, '403 role_exceeds_yours'],
      [ann, adam.memberId, '403 owners_only'],
    ]
    await untilForgotten()
    for (const [who, memberId, expected] of removals) {
      const answer = await who.call('DELETE', `/members/${memberId}`)
      assert.equal(verdict(answer), expected, `${who.name}: ${answer.text}`)
    }
  })

  it('cannot be made or unmade as owners by a key, whatever it may', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
    const { ann, ed } = people
    const key = await test.database.db.systemTransaction((tx) =>
      createApiKey(tx, test.app.services, { workspaceId, name: 'All' }),
    )
    const own = await test.database.db.systemTransaction((tx) =>
      createApiKey(tx, test.app.services, { workspaceId, name: 'Own', userId: ann.userId }),
    )
    for (const authorization of [`Bearer ${key}`, `Bearer ${own}`]) {
      const ask = (method: string, path: string, body?: unknown) =>
        test.call(method, path, body, { authorization })
      const answers = [
        await ask('PATCH', `/members/${ed.memberId}`, { role: 'owner' }),
        await ask('PATCH', `/members/${ann.memberId}`, { role: 'admin' }),
        await ask('DELETE', `/members/${ann.memberId}`),
        await ask('POST', '/invitations', { email: 'new@example.com', role: 'owner' }),
      ]
      assert.deepEqual(answers.map(verdict), Array(4).fill('403 owners_only'))
      const transfer = await ask('POST', '/workspace/transfer', { member_id: ed.memberId })
      assert.equal(verdict(transfer), '403 person_required')
      const made = await ask('PATCH', `/members/${ed.memberId}`, { role: 'reviewer' })
      assert.equal(verdict(made), '200')
    }
  })

  it('end with their own keys, and what they had is in the audit log', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
    const { ann, ed } = people
    const own = await test.database.db.systemTransaction((tx) =>
      createApiKey(tx, test.app.services, { workspaceId, name: 'Own', userId: ed.userId }),
    )
    const read = () => test.call('GET', '/sources', undefined, { authorization: `Bearer ${own}` })
    assert.equal((await read()).status, 200)
    assert.equal((await ann.call('DELETE', `/members/${ed.memberId}`)).status, 204)
    await untilForgotten()
    assert.equal((await read()).status, 401)
    assert.equal(verdict(await ed.call('GET', '/sources')), '403 workspace_forbidden')

    const entries = await test.database.db.tenant(workspaceId, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subject, ed.memberId)),
    )
    const [{ action, actor, before: had }] = entries as [(typeof entries)[number]]
    assert.deepEqual(
      [action, actor, had],
      [
        'member.remove',
        { kind: 'user', id: ann.userId, name: 'ann' },
        { userId: ed.userId, role: 'editor', projectIds: null, isActive: true },
      ],
    )
  })

  it('that are narrowed to projects widen neither themselves nor others', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', vic: 'viewer' })
    const { ann, vic } = people
    const [one, two] = [await makeProject(ann, 'One'), await makeProject(ann, 'Two')]
    const nora = await seatPerson(test, workspaceId, 'admin', { name: 'nora', projectIds: [one] })
    const ned = await seatPerson(test, workspaceId, 'editor', { name: 'ned', projectIds: [one] })

    const give = (who: typeof ann, whom: string, project_ids: string[] | null) =>
      who.call('PATCH', `/members/${whom}`, { project_ids })
    const refused = [
      await give(nora, nora.memberId, null),
      await give(nora, nora.memberId, [one, two]),
      await give(nora, ned.memberId, [two]),
      await give(nora, ned.memberId, null),
      await give(nora, vic.memberId, [one]), // sees everything: not hers to take from
      await nora.call('DELETE', `/members/${vic.memberId}`),
      await nora.call('POST', '/invitations', { role: 'viewer' }),
      await nora.call('POST', '/invitations', { role: 'viewer', project_ids: [two] }),
      await nora.call('POST', '/projects', { name: 'Three' }),
      await nora.call('DELETE', '/workspace?name=Test'),
    ]
    assert.deepEqual(refused.map(verdict), [
      ...Array(9).fill('403 projects_exceed_yours'),
      '403 permission_missing',
    ])
    const allowed = [
      await nora.call('PATCH', `/members/${ned.memberId}`, { role: 'reviewer' }),
      await nora.call('POST', '/invitations', { role: 'viewer', project_ids: [one] }),
      await give(ann, ned.memberId, [one, two]),
      await give(ann, vic.memberId, [two, two]),
    ]
    assert.deepEqual(allowed.map(verdict), ['200', '201', '200', '200'])
    assert.deepEqual(allowed[3]!.json.project_ids, [two])
    const wrong = [
      await give(ann, ned.memberId, ['prj_nowhere']),
      await give(ann, ned.memberId, []),
      await give(ann, ann.memberId, [one]),
    ]
    assert.deepEqual(wrong.map(verdict), [
      '404 project_not_found',
      '422 request_invalid',
      '422 owner_narrowed',
    ])
  })
})

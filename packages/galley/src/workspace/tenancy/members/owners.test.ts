import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { deleteUser } from '../../accounts/index.ts'
import { staffWorkspace, untilForgotten, verdict } from '../testing.ts'

const ROUNDS = 8

describe('a workspace keeps an active owner', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  const owners = async (workspaceId: string) => {
    const { rows } = await test.database.db.system.execute<{ count: number }>(sql`
      select count(*)::int as count from galley.members
      where workspace_id = ${workspaceId} and role = 'owner' and is_active`)
    return rows[0]!.count
  }
  const removeAccount = (userId: string) =>
    deleteUser({ services: test.app.services, input: { userId } }).then(
      () => 'gone',
      (error: { code?: string }) => error.code,
    )

  it('when two owners demote each other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', bob: 'owner' })
      const { ann, bob } = people
      await Promise.all([ann, bob].map((one) => one.call('GET', '/members')))
      const verdicts = await Promise.all([
        ann.call('PATCH', `/members/${bob.memberId}`, { role: 'editor' }),
        bob.call('PATCH', `/members/${ann.memberId}`, { role: 'editor' }),
      ])
      // The second is no owner any more when its turn comes, and so may not.
      assert.deepEqual(verdicts.map(verdict).sort(), ['200', '403 permission_missing'])
      assert.equal(await owners(workspaceId), 1)
    }
  })

  it('when two owners remove each other, or leave at once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', bob: 'owner' })
      const { ann, bob } = people
      const acts = [
        [
          () => ann.call('DELETE', `/members/${bob.memberId}`),
          () => bob.call('DELETE', `/members/${ann.memberId}`),
        ],
        [() => ann.call('POST', '/workspace/leave'), () => bob.call('POST', '/workspace/leave')],
        [
          () => ann.call('DELETE', `/members/${bob.memberId}`),
          () => ann.call('POST', '/workspace/leave'),
        ],
        [
          () => ann.call('POST', '/workspace/transfer', { member_id: bob.memberId }),
          () => bob.call('POST', '/workspace/leave'),
        ],
      ][round % 4]!
      const answers = await Promise.all(acts.map((act) => act()))
      assert.ok(answers.some(({ status }) => status < 300))
      assert.ok(answers.every(({ status }) => status < 500))
      assert.equal(await owners(workspaceId), 1, answers.map(verdict).join(', '))
    }
  })

  it('when the last one leaves, steps down, is removed or deletes the account', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
    const { ann, ed } = people
    const refused = [
      await ann.call('POST', '/workspace/leave'),
      await ann.call('PATCH', `/members/${ann.memberId}`, { role: 'admin' }),
      await ann.call('DELETE', `/members/${ann.memberId}`),
    ]
    assert.deepEqual(refused.map(verdict), Array(3).fill('409 last_owner'))
    assert.equal(await removeAccount(ann.userId), 'sole_owner')
    assert.equal(await owners(workspaceId), 1)

    const handedOver = await ann.call('POST', '/workspace/transfer', { member_id: ed.memberId })
    assert.deepEqual([handedOver.status, handedOver.json.you.role], [200, 'admin'])
    assert.equal(await removeAccount(ann.userId), 'gone')
    const { json } = await ed.call('GET', '/members')
    assert.deepEqual(
      json.items.map((member: { role: string; user_id: string }) => [member.user_id, member.role]),
      [[ed.userId, 'owner']],
    )
  })

  it('when one leaves while the other deletes the account', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { workspaceId, people } = await staffWorkspace(test, {
        ann: 'owner',
        bob: 'owner',
        ed: 'viewer',
      })
      const { ann, bob } = people
      await Promise.all([
        round % 2 ? removeAccount(ann.userId) : ann.call('POST', '/workspace/leave'),
        removeAccount(bob.userId),
      ])
      assert.equal(await owners(workspaceId), 1)
    }
  })

  it('with several workspaces in common, in which people end in different orders', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', bob: 'owner' })
    const { ann, bob } = people
    const places = [workspaceId]
    for (let more = 0; more < 4; more += 1) {
      const { workspaceId: place } = await test.addWorkspace()
      places.push(place)
      const pair = more % 2 ? [ann, bob] : [bob, ann]
      for (const { userId } of pair) {
        await test.database.db.system.execute(sql`
          insert into galley.members (id, workspace_id, user_id, role, origin)
          values (${`mem_${place}_${userId}`}, ${place}, ${userId}, 'owner', 'founder')`)
      }
    }
    const ends = await Promise.all([removeAccount(ann.userId), removeAccount(bob.userId)])
    // Whoever is second is alone by then, and takes the workspaces along.
    assert.deepEqual(ends, ['gone', 'gone'])
    const { rows } = await test.database.db.system.execute<{ count: number }>(sql`
      select count(*)::int as count from galley.workspaces
      where id = any(${sql.param(places)}::text[]) and purge_after > now() + interval '29 days'`)
    assert.equal(rows[0]!.count, places.length)
  })

  it('and what somebody could do a moment ago is asked again under the lock', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner', bob: 'admin', ed: 'viewer' })
    const { ann, bob, ed } = people
    assert.equal((await bob.call('GET', '/members')).status, 200)
    await ann.call('PATCH', `/members/${bob.memberId}`, { role: 'viewer' })
    // Still believed an admin for a second, and refused all the same.
    const stale = [
      await bob.call('PATCH', `/members/${ed.memberId}`, { role: 'editor' }),
      await bob.call('POST', '/invitations', { role: 'viewer' }),
      await bob.call('POST', '/roles', { name: 'Mine', permissions: ['sources.read'] }),
      await bob.call('POST', '/projects', { name: 'Mine' }),
      await bob.call('PATCH', '/workspace', { name: 'Mine' }),
    ]
    assert.deepEqual(stale.map(verdict), Array(5).fill('403 permission_missing'))
    await ann.call('DELETE', `/members/${bob.memberId}`)
    const gone = await bob.call('POST', '/workspace/leave')
    assert.match(verdict(gone), /^40[34]/)
    await untilForgotten()
    assert.equal(verdict(await bob.call('GET', '/members')), '403 workspace_forbidden')
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import { createPerson } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { auditEntries } from '../../audit/tables.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { staffWorkspace } from '../testing.ts'
import { addMember } from './add-member.ts'
import { countMembers, isLastOwner } from './count-members.ts'
import { removeMember } from './remove-member.ts'
import { setMemberActive, setMemberRole } from './set-member.ts'

describe('members whom the directory and single sign-on look after', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    test.database.db.systemTransaction(work)
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    )

  it('are added once, however often and however parallel', async () => {
    const { workspaceId } = await staffWorkspace(test, { ann: 'owner' })
    const { userId } = await createPerson(test)
    const { services } = test.app
    const added = await Promise.all(
      Array.from({ length: 6 }, () =>
        inTransaction((tx) =>
          addMember({
            services,
            tx,
            input: { workspaceId, userId, role: 'editor', origin: 'scim' },
          }),
        ),
      ),
    )
    assert.equal(added.filter(({ isNew }) => isNew).length, 1)
    assert.equal(new Set(added.map(({ memberId }) => memberId)).size, 1)
    assert.equal(await inTransaction((tx) => countMembers(tx, workspaceId)), 2)
    // What an admin has made of it since is not taken back.
    const again = { workspaceId, userId, role: 'viewer', origin: 'scim' } as const
    await inTransaction((tx) => addMember({ services, tx, input: again }))
    const removed = () =>
      inTransaction((tx) =>
        removeMember({ services, tx, input: { workspaceId, userId, origin: 'scim' } }),
      )
    assert.deepEqual([await removed(), await removed()], [true, false])

    const entries = await test.database.db.tenant(workspaceId, (tx) =>
      tx
        .select({ action: auditEntries.action, actor: auditEntries.actor })
        .from(auditEntries)
        .where(eq(auditEntries.subject, added[0]!.memberId))
        .orderBy(asc(auditEntries.seq)),
    )
    const actor = { kind: 'system', id: 'scim' }
    assert.deepEqual(entries, [
      { action: 'member.join', actor },
      { action: 'member.remove', actor },
    ])
  })

  it('are switched off and on, and moved between roles, but never the last owner', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
    const { services } = test.app
    const { userId } = people.ed
    const place = { workspaceId, userId, origin: 'scim' } as const
    const owner = { ...place, userId: people.ann.userId }
    const act = (work: (tx: Transaction) => Promise<unknown>) => codeOf(inTransaction(work))
    const setActive = (input: typeof place, isActive: boolean) =>
      act((tx) => setMemberActive({ services, tx, input: { ...input, isActive } }))
    const setRole = (input: typeof place, role: string) =>
      act((tx) => setMemberRole({ services, tx, input: { ...input, role } }))

    assert.equal(await setActive(place, false), 'done')
    assert.equal((await people.ed.call('GET', '/members')).status, 403)
    assert.equal(await setActive(place, true), 'done')
    assert.equal(await setRole(place, 'reviewer'), 'done')
    assert.equal(await setRole(place, 'nothing'), 'role_unknown')
    assert.equal(await setActive(owner, false), 'last_owner')
    assert.equal(await setRole(owner, 'viewer'), 'last_owner')
    const remove = (tx: Transaction) => removeMember({ services, tx, input: owner })
    assert.equal(await act(remove), 'last_owner')
    const isLast = (input: typeof place) => inTransaction((tx) => isLastOwner(tx, input))
    assert.deepEqual([await isLast(owner), await isLast(place)], [true, false])

    // Somebody who is switched off is no active owner.
    assert.equal(await setRole(place, 'owner'), 'done')
    assert.equal(await setActive(place, false), 'done')
    assert.equal(await setActive(owner, false), 'last_owner')
    assert.equal(await isLast(owner), true)
    const stranger = { ...place, userId: 'usr_stranger' }
    assert.equal(await setActive(stranger, true), 'member_not_found')
  })

  it('never lose the last owner to two directories at once', async () => {
    const { services } = test.app
    for (let round = 0; round < 5; round += 1) {
      const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', bob: 'owner' })
      const ends = await Promise.all(
        Object.values(people).map(({ userId }) =>
          codeOf(
            inTransaction((tx) =>
              removeMember({ services, tx, input: { workspaceId, userId, origin: 'scim' } }),
            ),
          ),
        ),
      )
      assert.deepEqual(ends.sort(), ['done', 'last_owner'])
    }
  })

  it('are undone with the transaction that adds them', async () => {
    const { workspaceId } = await staffWorkspace(test, { ann: 'owner' })
    const { userId } = await createPerson(test)
    const { services } = test.app
    const input = { workspaceId, userId, role: 'editor', origin: 'sso' } as const
    const undone = inTransaction(async (tx) => {
      await addMember({ services, tx, input })
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.equal(await inTransaction((tx) => countMembers(tx, workspaceId)), 1)
  })
})

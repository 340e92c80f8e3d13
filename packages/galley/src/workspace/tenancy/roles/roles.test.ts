import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { roles as builtInRoles } from '../../../platform/permission.ts'
import { seatPerson, staffWorkspace, untilForgotten, verdict } from '../testing.ts'

describe('roles', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  it('are shown as a matrix: every permission, and which role holds it', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner', vic: 'viewer' })
    const made = await people.ann.call('POST', '/roles', {
      name: 'Proofreader',
      description: 'Reads with care.',
      permissions: ['sources.read', 'documents.read', 'documents.read'],
    })
    assert.equal(made.status, 201, made.text)
    const { json } = await people.vic.call('GET', '/roles')
    const declared = [...test.app.services.permissionCatalogue.keys()]
    assert.deepEqual(
      json.permissions.map(({ name }: { name: string }) => name),
      declared.filter((name) => name !== 'account'),
    )
    assert.ok(json.permissions.every(({ allows }: { allows: string }) => allows.endsWith('.')))
    const builtIn = json.roles.slice(0, builtInRoles.length)
    assert.deepEqual(
      builtIn.map(({ id, is_built_in: is }: { id: string; is_built_in: boolean }) => [id, is]),
      builtInRoles.map((name) => [name, true]),
    )
    for (const [place, { permissions }] of builtIn.entries()) {
      const least = place > 0 ? builtIn[place - 1].permissions : []
      assert.ok(least.every((name: string) => permissions.includes(name)))
    }
    assert.equal(builtIn.at(-1).permissions.length, json.permissions.length)
    assert.deepEqual(json.roles.slice(builtInRoles.length), [
      {
        id: made.json.id,
        name: 'Proofreader',
        description: 'Reads with care.',
        is_built_in: false,
        permissions: ['documents.read', 'sources.read'],
      },
    ])
  })

  it('hold what they say, and change for everybody who has them', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner' })
    const { ann } = people
    const { json } = await ann.call('POST', '/roles', {
      name: 'Reader',
      permissions: ['sources.read'],
    })
    const rita = await seatPerson(test, workspaceId, json.id)
    assert.equal(verdict(await rita.call('GET', '/sources')), '200')
    assert.equal(verdict(await rita.call('GET', '/documents')), '403 permission_missing')
    const changed = await ann.call('PATCH', `/roles/${json.id}`, {
      permissions: ['documents.read'],
    })
    assert.deepEqual(changed.json.permissions, ['documents.read'])
    await untilForgotten()
    assert.equal(verdict(await rita.call('GET', '/sources')), '403 permission_missing')
    assert.equal(verdict(await rita.call('GET', '/documents')), '200')
  })

  it('are made, widened and narrowed only out of what one holds', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner', adam: 'admin' })
    const { ann, adam } = people
    const make = (who: typeof ann, name: string, permissions: string[]) =>
      who.call('POST', '/roles', { name, permissions })
    const top = await make(ann, 'Top', ['workspace.delete', 'sources.read'])
    const maker = await make(ann, 'Maker', ['roles.write', 'members.read', 'sources.read'])
    const mo = await seatPerson(test, workspaceId, maker.json.id)
    const refused = [
      await make(adam, 'More', ['workspace.delete']),
      await adam.call('PATCH', `/roles/${top.json.id}`, { permissions: [] }),
      await adam.call('DELETE', `/roles/${top.json.id}`),
      await mo.call('PATCH', `/roles/${maker.json.id}`, {
        permissions: ['roles.write', 'members.write'],
      }),
      await make(mo, 'Mine', ['documents.read']),
    ]
    assert.deepEqual(refused.map(verdict), Array(5).fill('403 role_exceeds_yours'))
    const unknown = [
      await make(ann, 'None', ['sources.eat']),
      await make(ann, 'None', ['account']),
      await make(ann, 'None', ['*']),
    ]
    assert.deepEqual(unknown.map(verdict), Array(3).fill('422 permission_unknown'))
    assert.equal(verdict(await make(mo, 'Mine', ['sources.read'])), '201')
    assert.equal(verdict(await make(adam, 'Own', ['members.write'])), '201')
  })

  it('have names of their own, whatever their case, however parallel', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner' })
    const { ann } = people
    const make = (name: string) => ann.call('POST', '/roles', { name, permissions: [] })
    const taken = ['owner', 'Admin', 'VIEWER']
    for (const name of taken) assert.equal(verdict(await make(name)), '409 role_name_taken')
    const race = await Promise.all(['Same', 'same', 'SAME'].map(make))
    assert.deepEqual(race.map(verdict).sort(), [
      '201',
      '409 role_name_taken',
      '409 role_name_taken',
    ])
    const { json } = await make('Other')
    const renamed = await ann.call('PATCH', `/roles/${json.id}`, { name: 'sAme' })
    assert.equal(verdict(renamed), '409 role_name_taken')
    assert.equal(verdict(await ann.call('PATCH', `/roles/${json.id}`, { name: 'OTHER' })), '200')
    for (const name of ['', '   ', 'a\nb', 'x'.repeat(81), 'a\u202eb', 'a\u0000b']) {
      assert.equal((await make(name)).status, 422, JSON.stringify(name))
    }
  })

  it('are not deleted while somebody has them or is promised them', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner' })
    const { ann } = people
    const { json } = await ann.call('POST', '/roles', {
      name: 'Used',
      permissions: ['sources.read'],
    })
    const rita = await seatPerson(test, workspaceId, json.id, { name: 'rita' })
    const invitation = await ann.call('POST', '/invitations', { role: json.id })
    const remove = () => ann.call('DELETE', `/roles/${json.id}`)
    const inUse = await remove()
    assert.equal(verdict(inUse), '409 role_in_use')
    assert.deepEqual(inUse.json.details, {
      role_id: json.id,
      members: 1,
      invitations: 1,
      held_by: [{ member_id: rita.memberId, name: 'rita' }],
      promised_by: [invitation.json.id],
    })
    await ann.call('DELETE', `/members/${rita.memberId}`)
    assert.equal(verdict(await remove()), '409 role_in_use')
    await ann.call('DELETE', `/invitations/${invitation.json.id}`)
    assert.equal(verdict(await remove()), '204')
    assert.equal(verdict(await remove()), '404 role_not_found')
    const builtIn = await ann.call('DELETE', '/roles/viewer')
    assert.equal(verdict(builtIn), '404 role_not_found')
  })

  it('deleted while they are given are never held by anybody', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
      const { ann, ed } = people
      const { json } = await ann.call('POST', '/roles', { name: 'Brief', permissions: [] })
      const [given, deleted] = await Promise.all([
        ann.call('PATCH', `/members/${ed.memberId}`, { role: json.id }),
        ann.call('DELETE', `/roles/${json.id}`),
      ])
      const outcome = [verdict(given), verdict(deleted)].join()
      assert.ok(['200,409 role_in_use', '422 role_unknown,204'].includes(outcome), outcome)
    }
  })
})

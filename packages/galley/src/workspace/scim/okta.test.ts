import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, openSession } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { untilForgotten } from '../tenancy/testing.ts'
import { auditOf, connectDirectory, GROUP, patch, USER } from './scim.fixture.ts'
import type { ConnectedDirectory } from './scim.fixture.ts'

/** The requests that Okta makes, in its order and its shapes. */
describe('Okta', () => {
  let test: TestApp
  let here: ConnectedDirectory
  let userId: string
  let groupId: string
  let cookie: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    here = await connectDirectory(test)
  })
  after(() => test.close())

  const oktaUser = () => ({
    schemas: [USER],
    userName: `Ed.Miller@${here.domain}`,
    name: { givenName: 'Ed', familyName: 'Miller' },
    emails: [{ primary: true, value: `ed.miller@${here.domain}`, type: 'work' }],
    displayName: 'Ed Miller',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  })
  const asEd = (method: string, path: string, body?: unknown) =>
    test.app.fetch(
      new Request(`http://localhost:3000/api/v1${path}`, {
        method,
        headers: {
          cookie,
          'galley-workspace': here.workspaceId,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )

  it('checks the connection', async () => {
    const { status, json, headers } = await here.scim('GET', '/Users?startIndex=1&count=2')
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), 'application/scim+json')
    assert.deepEqual(json, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    })
  })

  it('looks for a user, and makes it', async () => {
    const filter = encodeURIComponent(`userName eq "Ed.Miller@${here.domain}"`)
    const looked = await here.scim('GET', `/Users?filter=${filter}&startIndex=1&count=100`)
    assert.equal(looked.json.totalResults, 0)
    const { status, json, headers, text } = await here.scim('POST', '/Users', oktaUser())
    assert.equal(status, 201, text)
    userId = json.id
    const { meta, id, ...rest } = json
    assert.match(id, /^scu_/)
    const { groups: _, password: __, ...echoed } = oktaUser()
    assert.deepEqual(rest, echoed)
    assert.equal(meta.location, `http://localhost:3000/api/scim/v2/Users/${id}`)
    assert.equal(headers.get('location'), meta.location)
    assert.equal(headers.get('etag'), meta.version)
    const found = await here.scim('GET', `/Users?filter=${filter}`)
    assert.deepEqual(found.json.Resources, [json])
    assert.equal((await here.scim('POST', '/Users', oktaUser())).json.scimType, 'uniqueness')
  })

  it('pushes a group, with who is in it', async () => {
    const made = await here.scim('POST', '/Groups', {
      schemas: [GROUP],
      displayName: 'Editors',
      members: [],
    })
    assert.equal(made.status, 201, made.text)
    groupId = made.json.id
    const mapped = await here.owner.call('PUT', `/scim/groups/${groupId}/role`, { role: 'editor' })
    assert.equal(mapped.status, 200, mapped.text)
    const added = await here.scim(
      'PATCH',
      `/Groups/${groupId}`,
      patch({ op: 'add', path: 'members', value: [{ value: userId, display: 'Ed Miller' }] }),
    )
    assert.equal(added.status, 204, added.text)
    const { json } = await here.scim('GET', `/Groups/${groupId}`)
    assert.deepEqual(json.members, [
      {
        value: userId,
        $ref: `http://localhost:3000/api/scim/v2/Users/${userId}`,
        display: 'Ed Miller',
        type: 'User',
      },
    ])
    const { json: user } = await here.scim('GET', `/Users/${userId}`)
    assert.equal(user.groups[0].display, 'Editors')
  })

  it('so that the person may work, and signs in without a password of the directory', async () => {
    const { rows } = await test.database.db.system.execute<{
      id: string
      name: string
      email_verified: boolean
    }>(sql`
      select id, name, email_verified from galley.users
      where email = ${`ed.miller@${here.domain}`}`)
    assert.deepEqual(
      rows.map(({ name, email_verified }) => [name, email_verified]),
      [['Ed Miller', true]],
    )
    const { rows: ways } = await test.database.db.system.execute<{ id: string }>(
      sql`select id from galley.credentials where user_id = ${rows[0]!.id}`,
    )
    assert.equal(ways.length, 0)
    cookie = await openSession(test, rows[0]!.id)
    const written = await asEd('POST', '/sources', { text: 'Worms eat leaves.' })
    assert.equal(written.status, 201, await written.text())
    assert.equal((await asEd('GET', '/scim/status')).status, 403)
  })

  it('renames the user', async () => {
    const { json: before } = await here.scim('GET', `/Users/${userId}`)
    const renamed = await here.scim('PUT', `/Users/${userId}`, {
      ...before,
      name: { givenName: 'Edward', familyName: 'Miller' },
      displayName: 'Edward Miller',
    })
    assert.equal(renamed.status, 200, renamed.text)
    assert.equal(renamed.json.name.givenName, 'Edward')
    const { json: members } = await here.owner.call('GET', '/members')
    assert.ok(members.items.some((one: { name: string }) => one.name === 'Edward Miller'))
  })

  it('renames the group, saying its id too', async () => {
    const renamed = await here.scim(
      'PATCH',
      `/Groups/${groupId}`,
      patch({ op: 'replace', value: { id: groupId, displayName: 'Writers' } }),
    )
    assert.equal(renamed.status, 204, renamed.text)
    const { json } = await here.scim('GET', `/Groups?filter=displayName%20eq%20%22writers%22`)
    assert.equal(json.Resources[0].id, groupId)
  })

  it('deactivates the user, who may nothing within a second', async () => {
    const off = await here.scim(
      'PATCH',
      `/Users/${userId}`,
      patch({ op: 'replace', value: { active: false } }),
    )
    assert.equal(off.status, 200, off.text)
    assert.equal(off.json.active, false)
    await untilForgotten()
    const refused = await asEd('POST', '/sources', { text: 'More.' })
    assert.equal(refused.status, 403)
    const filter = encodeURIComponent('active eq false')
    const { json } = await here.scim('GET', `/Users?filter=${filter}`)
    assert.equal(json.Resources[0].id, userId)
  })

  it('activates them again, with the role that they had', async () => {
    const on = await here.scim(
      'PATCH',
      `/Users/${userId}`,
      patch({ op: 'replace', value: { active: true } }),
    )
    assert.equal(on.json.active, true)
    await untilForgotten()
    assert.equal((await asEd('POST', '/sources', { text: 'More worms.' })).status, 201)
  })

  it('takes them out of the group, and they are what everybody is', async () => {
    const out = await here.scim(
      'PATCH',
      `/Groups/${groupId}`,
      patch({ op: 'remove', path: `members[value eq "${userId}"]` }),
    )
    assert.equal(out.status, 204, out.text)
    await untilForgotten()
    assert.equal((await asEd('POST', '/sources', { text: 'Even more.' })).status, 403)
    assert.equal((await asEd('GET', '/sources')).status, 200)
  })

  it('deletes the group and the user, whose account stays', async () => {
    assert.equal((await here.scim('DELETE', `/Groups/${groupId}`)).status, 204)
    assert.equal((await here.scim('DELETE', `/Users/${userId}`)).status, 204)
    assert.equal((await here.scim('DELETE', `/Users/${userId}`)).status, 404)
    await untilForgotten()
    const refused = await asEd('GET', '/sources')
    assert.equal(refused.status, 403)
    const { rows } = await test.database.db.system.execute<{ id: string }>(
      sql`select id from galley.users where email = ${`ed.miller@${here.domain}`}`,
    )
    assert.equal(rows.length, 1)
    const again = await here.scim('POST', '/Users', oktaUser())
    assert.equal(again.status, 201, again.text)
    await untilForgotten()
    assert.equal((await asEd('GET', '/sources')).status, 200)
  })

  it('leaves a trail in the audit log', async () => {
    const actions = await auditOf(test, here.workspaceId)
    assert.deepEqual(
      actions.filter((action) => !action.startsWith('source')),
      [
        'scim_token.create',
        'member.join',
        'scim_user.create',
        'scim_group.create',
        'scim_group.map',
        'member.change', // editor
        'scim_group.change',
        'scim_user.change', // the name
        'scim_group.change',
        'member.change', // off
        'scim_user.change',
        'member.change', // on
        'scim_user.change',
        'member.change', // viewer
        'scim_group.change',
        'scim_group.delete',
        'member.remove',
        'scim_user.delete',
        'member.join',
        'scim_user.create',
      ],
    )
    const { rows } = await test.database.db.system.execute<{ actor: { id: string } }>(sql`
      select actor from galley.audit_entries
      where workspace_id = ${here.workspaceId} and action = 'scim_user.create'`)
    assert.equal(rows[0]!.actor.id, here.tokenId)
  })

  it('says how it went, to admins', async () => {
    const { status, json } = await here.owner.call('GET', '/scim/status')
    assert.equal(status, 200)
    const { users, active_users: active, groups, tokens, errors, last_sync_at: last } = json
    assert.deepEqual(
      { users, active, groups, tokens },
      { users: 1, active: 1, groups: 0, tokens: 1 },
    )
    assert.ok(last)
    assert.deepEqual(
      errors.map((one: { request: string; status: number; code: string }) => [
        one.request,
        one.status,
        one.code,
      ]),
      [['POST Users', 409, 'scim_user_name_taken']],
    )
    const stranger = await createPerson(test)
    const headers = { 'galley-workspace': here.workspaceId }
    const refused = await stranger.call('GET', '/scim/status', undefined, headers)
    assert.equal(refused.status, 403)
  })
})

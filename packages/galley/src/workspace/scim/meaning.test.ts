import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join, openSession } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { deleteUser } from '../accounts/index.ts'
import { seatPerson } from '../tenancy/testing.ts'
import {
  auditOf,
  connectDirectory,
  GROUP,
  patch,
  person,
  scimClient,
  verdictOf,
  verifyDomain,
} from './scim.fixture.ts'
import type { ConnectedDirectory } from './scim.fixture.ts'

const off = patch({ op: 'replace', path: 'active', value: false })
const on = patch({ op: 'replace', path: 'active', value: true })

describe('what a directory says', () => {
  let test: TestApp
  let here: ConnectedDirectory
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())
  beforeEach(async () => {
    here = await connectDirectory(test)
  })

  const at = (name: string) => `${name}@${here.domain}`
  const add = async (name: string, more: Record<string, unknown> = {}) => {
    const { status, json, text } = await here.scim('POST', '/Users', person(at(name), more))
    assert.equal(status, 201, text)
    return json
  }
  const addGroup = async (displayName: string, members: string[], role?: string) => {
    const body = { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) }
    const { status, json, text } = await here.scim('POST', '/Groups', body)
    assert.equal(status, 201, text)
    if (role) {
      const path = `/scim/groups/${json.id}/role`
      const mapped = await here.owner.call('PUT', path, { role })
      assert.equal(mapped.status, 200, mapped.text)
    }
    return json
  }
  const seatOf = async (email: string) => {
    const { json } = await here.owner.call('GET', '/members')
    const found = json.items.find((one: { email: string }) => one.email === email)
    return found && { role: found.role, isActive: found.is_active, name: found.name }
  }
  const userIdOf = async (email: string) => {
    const { rows } = await test.database.db.system.execute<{ id: string }>(
      sql`select id from galley.users where email = ${email}`,
    )
    return rows[0]?.id
  }

  describe('about people', () => {
    it('speaks for verified domains only', async () => {
      for (const email of ['anna@elsewhere.example', `anna@sub.${here.domain}`]) {
        const { status, json } = await here.scim('POST', '/Users', person(email))
        assert.equal(status, 403)
        assert.match(json.detail, /is not verified for this workspace/)
        assert.equal(await userIdOf(email), undefined)
      }
      // The address counts, whatever the user is called.
      const split = person(at('anna'), { emails: [{ value: 'anna@elsewhere.example' }] })
      assert.equal((await here.scim('POST', '/Users', split)).status, 403)
      const user = await add('anna')
      for (const body of [
        patch({ op: 'replace', path: 'emails', value: [{ value: 'a@elsewhere.example' }] }),
        patch(
          { op: 'remove', path: 'emails' },
          { op: 'replace', path: 'userName', value: 'a@b.example' },
        ),
      ]) {
        assert.equal((await here.scim('PATCH', `/Users/${user.id}`, body)).status, 403)
      }
      assert.deepEqual((await here.scim('GET', `/Users/${user.id}`)).json, user)
    })

    it('cannot speak for a domain that another workspace has verified', async () => {
      const there = await connectDirectory(test)
      const { status } = await here.scim('POST', '/Users', person(`anna@${there.domain}`))
      assert.equal(status, 403)
    })

    it('links an account that is there, and leaves it to its person', async () => {
      const anna = await createPerson(test, { name: 'Anna', email: at('anna') })
      const user = await add('anna', { displayName: 'A. Berg', password: 'secret-1234' })
      assert.deepEqual(await seatOf(anna.email), { role: 'viewer', isActive: true, name: 'Anna' })
      const renamed = patch({ op: 'replace', value: { displayName: 'B', userName: at('other') } })
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, renamed)).status, 200)
      const moved = patch({ op: 'replace', path: 'emails', value: [{ value: at('other') }] })
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, moved)).status, 200)
      assert.equal(await userIdOf(anna.email), anna.userId)
      assert.equal((await seatOf(anna.email))!.name, 'Anna')
    })

    it('does not link an account that nobody has confirmed', async () => {
      await createPerson(test, { email: at('anna'), isVerified: false })
      const answer = await here.scim('POST', '/Users', person(at('anna')))
      assert.equal(verdictOf(answer), '409 uniqueness')
      assert.match(answer.json.detail, /nobody has confirmed/)
    })

    it('keeps the role of somebody who is here already', async () => {
      const ed = await seatPerson(test, here.workspaceId, 'admin', { email: at('ed') })
      await add('ed')
      assert.equal((await seatOf(ed.email))!.role, 'admin')
    })

    it('takes a new account along to another address, until its person has moved on', async () => {
      const user = await add('anna')
      const userId = await userIdOf(at('anna'))
      const move = (name: string) =>
        here.scim(
          'PATCH',
          `/Users/${user.id}`,
          patch({ op: 'replace', path: 'emails', value: [{ value: at(name) }] }),
        )
      assert.equal((await move('berg')).status, 200)
      assert.equal(await userIdOf(at('berg')), userId)
      await test.database.db.system.execute(
        sql`update galley.users set email = 'own@home.example' where id = ${userId!}`,
      )
      assert.equal((await move('berger')).status, 200)
      assert.equal(await userIdOf('own@home.example'), userId)
    })

    it('does not take an account along from a domain that is no longer verified', async () => {
      const user = await add('anna')
      await verifyDomain(test, here.workspaceId, `new-${here.domain}`)
      await test.database.db.system.execute(
        sql`update galley.domains set verified_at = null where name = ${here.domain}`,
      )
      const value = [{ value: `anna@new-${here.domain}` }]
      const body = patch({ op: 'replace', path: 'emails', value })
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, body)).status, 200)
      assert.ok(await userIdOf(at('anna')))
    })

    it('gives no name, id or address twice', async () => {
      const anna = await add('anna', { externalId: 'x1' })
      await add('bob', { externalId: 'x2' })
      const refusals: [Record<string, unknown>, string][] = [
        [person(at('ANNA')), 'userName'],
        [person('Anna.Other', { emails: [{ value: at('anna') }] }), 'person'],
        [person(at('carl'), { externalId: 'x1' }), 'externalId'],
      ]
      for (const [body, what] of refusals) {
        assert.equal(verdictOf(await here.scim('POST', '/Users', body)), '409 uniqueness', what)
      }
      assert.equal(await userIdOf(at('carl')), undefined)
      for (const operation of [
        { op: 'replace', path: 'userName', value: at('Bob') },
        { op: 'replace', path: 'externalId', value: 'x2' },
        { op: 'replace', path: 'emails', value: [{ value: at('bob') }] },
      ]) {
        const answer = await here.scim('PATCH', `/Users/${anna.id}`, patch(operation))
        assert.equal(verdictOf(answer), '409 uniqueness', operation.path)
      }
      // Its own are not in its way.
      const same = person(at('Anna'), { externalId: 'x1' })
      assert.equal((await here.scim('PUT', `/Users/${anna.id}`, same)).status, 200)
    })

    it('makes one of several that come at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => here.scim('POST', '/Users', person(at('anna')))),
      )
      const verdicts = answers.map(verdictOf).sort()
      assert.deepEqual(verdicts, ['201', ...Array.from({ length: 7 }, () => '409 uniqueness')])
      const { json } = await here.scim('GET', '/Users')
      assert.equal(json.totalResults, 1)
    })

    it('makes one of several that want the same name at once, whoever they are', async () => {
      const wanted = Array.from({ length: 6 }, (_, index) => `p${index}`)
      const asked = wanted.map((name) =>
        here.scim('POST', '/Users', person('same', { emails: [{ value: at(name) }] })),
      )
      const verdicts = (await Promise.all(asked)).map(verdictOf).sort()
      assert.deepEqual(verdicts, ['201', ...Array.from({ length: 5 }, () => '409 uniqueness')])
      const made = await Promise.all(wanted.map((name) => userIdOf(at(name))))
      assert.equal(made.filter(Boolean).length, 1)
    })

    it('makes somebody switched off, and whom an admin removed comes back when switched on', async () => {
      const user = await add('anna', { active: false })
      assert.equal(user.active, false)
      assert.deepEqual((await seatOf(at('anna')))!.isActive, false)
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, on)).json.active, true)
      const { json } = await here.owner.call('GET', '/members')
      const seat = json.items.find((one: { email: string }) => one.email === at('anna'))
      assert.equal((await here.owner.call('DELETE', `/members/${seat.id}`)).status, 204)
      assert.equal((await here.scim('GET', `/Users/${user.id}`)).json.active, false)
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, on)).json.active, true)
      assert.equal((await seatOf(at('anna')))!.role, 'viewer')
    })

    it('leaves it as it is when nothing is said about being active', async () => {
      const user = await add('anna')
      await here.scim('PATCH', `/Users/${user.id}`, off)
      const { active: _, ...silent } = person(at('anna'))
      assert.equal((await here.scim('PUT', `/Users/${user.id}`, silent)).json.active, false)
      const gone = patch({ op: 'remove', path: 'active' })
      assert.equal((await here.scim('PATCH', `/Users/${user.id}`, gone)).json.active, false)
    })

    it('ends the sessions that came through this workspace, and no others', async () => {
      const user = await add('anna')
      const userId = (await userIdOf(at('anna')))!
      await openSession(test, userId)
      await openSession(test, userId)
      await test.database.db.system.execute(sql`
        update galley.sessions set sso_workspace_id = ${here.workspaceId}
        where id = (select id from galley.sessions where user_id = ${userId} limit 1)`)
      await here.scim('PATCH', `/Users/${user.id}`, off)
      const { rows } = await test.database.db.system.execute<{ sso_workspace_id: string | null }>(
        sql`select sso_workspace_id from galley.sessions where user_id = ${userId}`,
      )
      assert.deepEqual(rows, [{ sso_workspace_id: null }])
    })

    it('never takes the last active owner away', async () => {
      const { rows } = await test.database.db.system.execute<{ id: string }>(sql`
        update galley.users set email = ${at('boss')} where id = ${here.owner.userId} returning id`)
      assert.equal(rows.length, 1)
      const boss = await add('boss')
      const switchedOff = await here.scim('PATCH', `/Users/${boss.id}`, off)
      assert.equal(verdictOf(switchedOff), '409')
      assert.match(switchedOff.json.detail, /always has an active owner/)
      assert.equal((await here.scim('DELETE', `/Users/${boss.id}`)).status, 409)
      assert.deepEqual(await seatOf(at('boss')), { role: 'owner', isActive: true, name: 'owner' })
      const other = await createPerson(test)
      await join(test, other, here.workspaceId, 'owner')
      assert.equal((await here.scim('PATCH', `/Users/${boss.id}`, off)).json.active, false)
    })

    it('forgets somebody whose account ends', async () => {
      const user = await add('anna')
      await addGroup('Group', [user.id])
      const userId = (await userIdOf(at('anna')))!
      await deleteUser({ services: test.app.services, input: { userId } })
      assert.equal((await here.scim('GET', `/Users/${user.id}`)).status, 404)
      assert.equal((await add('anna')).active, true)
    })
  })

  describe('about groups', () => {
    it('makes its members the highest of what their groups are', async () => {
      const [anna, bob] = [await add('anna'), await add('bob')]
      const editors = await addGroup('Editors', [anna.id, bob.id], 'editor')
      const admins = await addGroup('Admins', [anna.id], 'admin')
      await addGroup('Everybody', [anna.id, bob.id])
      const roles = async () =>
        Promise.all(['anna', 'bob'].map(async (name) => (await seatOf(at(name)))!.role))
      assert.deepEqual(await roles(), ['admin', 'editor'])
      const patchAdmins = (operation: object) =>
        here.scim('PATCH', `/Groups/${admins.id}`, patch({ ...operation }))
      await patchAdmins({ op: 'replace', path: 'members', value: [{ value: bob.id }] })
      assert.deepEqual(await roles(), ['editor', 'admin'])
      await here.owner.call('PUT', `/scim/groups/${admins.id}/role`, { role: 'reviewer' })
      assert.deepEqual(await roles(), ['editor', 'editor'])
      await here.owner.call('PUT', `/scim/groups/${editors.id}/role`, { role: null })
      assert.deepEqual(await roles(), ['viewer', 'reviewer'])
      await here.scim('DELETE', `/Groups/${admins.id}`)
      assert.deepEqual(await roles(), ['viewer', 'viewer'])
    })

    it('knows custom roles, and what everybody is otherwise', async () => {
      const { json: role } = await here.owner.call('POST', '/roles', {
        name: 'Proofreader',
        permissions: ['documents.read'],
      })
      const set = await here.owner.call('PATCH', '/scim/settings', { default_role: role.id })
      assert.equal(set.status, 200, set.text)
      const anna = await add('anna')
      assert.equal((await seatOf(at('anna')))!.role, role.id)
      const editors = await addGroup('Editors', [anna.id], 'editor')
      assert.equal((await seatOf(at('anna')))!.role, 'editor')
      // A role that is gone in the meantime means the least.
      assert.equal((await here.owner.call('DELETE', `/roles/${role.id}`)).status, 204)
      await here.scim('DELETE', `/Groups/${editors.id}`)
      assert.equal((await seatOf(at('anna')))!.role, 'viewer')
    })

    it('never makes or unmakes owners', async () => {
      const other = await seatPerson(test, here.workspaceId, 'owner', { email: at('boss') })
      const boss = await add('boss')
      const group = await addGroup('Viewers', [boss.id], 'viewer')
      assert.equal((await seatOf(other.email))!.role, 'owner')
      const path = `/scim/groups/${group.id}/role`
      const refused = await here.owner.call('PUT', path, { role: 'owner' })
      assert.deepEqual([refused.status, refused.json.code], [422, 'scim_role_owner'])
      const settings = await here.owner.call('PATCH', '/scim/settings', { default_role: 'owner' })
      assert.equal(settings.status, 422)
      const unknown = await here.owner.call('PUT', path, { role: 'nothing' })
      assert.equal(unknown.status, 422)
    })

    it('is set up by owners, and shown to admins', async () => {
      const group = await addGroup('Group', [])
      const admin = await seatPerson(test, here.workspaceId, 'admin')
      const editor = await seatPerson(test, here.workspaceId, 'editor')
      const path = `/scim/groups/${group.id}/role`
      assert.equal((await admin.call('PUT', path, { role: 'viewer' })).status, 403)
      assert.equal((await admin.call('POST', '/scim/tokens', { name: 'x' })).status, 403)
      const { json } = await admin.call('GET', '/scim/groups')
      assert.deepEqual(
        [json.items[0].id, json.items[0].member_count, json.items[0].role],
        [group.id, 0, null],
      )
      const { text, json: tokens } = await admin.call('GET', '/scim/tokens')
      assert.equal(tokens.items[0].status, 'active')
      assert.ok(!text.includes(here.token))
      assert.equal((await editor.call('GET', '/scim/groups')).status, 403)
    })

    it('takes in nobody who is no user here', async () => {
      const there = await connectDirectory(test)
      const foreign = await there.scim('POST', '/Users', person(`x@${there.domain}`))
      for (const value of [
        foreign.json.id,
        'scu_nobody',
        '__proto__',
        "'; drop table x",
        '\u2028',
      ]) {
        const body = { schemas: [GROUP], displayName: 'G', members: [{ value }] }
        const answer = await here.scim('POST', '/Groups', body)
        assert.equal(verdictOf(answer), '400 invalidValue', value)
      }
      assert.equal((await here.scim('GET', '/Groups')).json.totalResults, 0)
    })

    it('holds two thousand people, and is filled and emptied at once', async () => {
      await test.database.db.system.execute(sql`
        insert into galley.scim_users (id, workspace_id, user_id, user_name, user_name_key, email,
          attributes, has_made_account)
        select 'scu_' || i || ${here.domain}, ${here.workspaceId}, 'usr_' || i, 'u' || i, 'u' || i, 'e',
          '{}', false
        from generate_series(1, 2000) i`)
      const value = Array.from({ length: 2000 }, (_, index) => ({
        value: `scu_${index + 1}${here.domain}`,
      }))
      const group = await addGroup('All', [], 'editor')
      const act = (operation: Record<string, unknown>) =>
        here.scim('PATCH', `/Groups/${group.id}`, patch({ path: 'members', ...operation }))
      assert.equal((await act({ op: 'add', value })).status, 204)
      const { json } = await here.scim('GET', `/Groups/${group.id}`)
      assert.equal(json.members.length, 2000)
      assert.equal((await act({ op: 'replace', value: value.slice(0, 1500) })).status, 204)
      assert.equal((await act({ op: 'remove' })).status, 204)
      assert.equal((await here.scim('GET', `/Groups/${group.id}`)).json.members, undefined)
    })

    it('makes one of several of a name that come at once', async () => {
      const body = { schemas: [GROUP], displayName: 'Same' }
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => here.scim('POST', '/Groups', body)),
      )
      const verdicts = answers.map(verdictOf).sort()
      assert.deepEqual(verdicts, ['201', ...Array.from({ length: 5 }, () => '409 uniqueness')])
    })

    it('and users change side by side without getting stuck', async () => {
      const users = await Promise.all(['a', 'b', 'c'].map((name) => add(name)))
      const group = await addGroup('G', [], 'editor')
      const value = users.map(({ id }) => ({ value: id }))
      const path = `/Groups/${group.id}`
      const rounds = Array.from({ length: 4 }).flatMap((_, round) => [
        here.scim('PATCH', path, patch({ op: 'add', path: 'members', value })),
        here.scim('PATCH', path, patch({ op: 'remove', path: 'members' })),
        ...users.map(({ id }) => here.scim('PATCH', `/Users/${id}`, round % 2 ? on : off)),
        ...users.map(({ id }) =>
          here.scim(
            'PATCH',
            `/Users/${id}`,
            patch({ op: 'add', path: 'displayName', value: `${round}` }),
          ),
        ),
      ])
      const answers = await Promise.all(rounds)
      assert.deepEqual(answers.filter(({ status }) => status > 204).map(verdictOf), [])
      assert.equal(
        (await here.scim('PATCH', path, patch({ op: 'add', path: 'members', value }))).status,
        204,
      )
      assert.equal((await seatOf(at('c')))!.role, 'editor')
    })

    it('loses nothing when many are put in at once', async () => {
      const users = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => add(name)))
      const group = await addGroup('G', [], 'editor')
      const answers = await Promise.all(
        users.map(({ id }) =>
          here.scim(
            'PATCH',
            `/Groups/${group.id}`,
            patch({ op: 'add', path: 'members', value: [{ value: id }] }),
          ),
        ),
      )
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]))
      const { json } = await here.scim('GET', `/Groups/${group.id}`)
      assert.equal(json.members.length, 5)
      assert.equal((await seatOf(at('e')))!.role, 'editor')
    })
  })

  describe('by its token', () => {
    it('reaches its own workspace only', async () => {
      const there = await connectDirectory(test)
      const user = await add('anna')
      const group = await addGroup('G', [user.id])
      for (const [kind, id] of [
        ['Users', user.id],
        ['Groups', group.id],
      ]) {
        const path = `/${kind}/${id}`
        const body =
          kind === 'Users' ? person(`a@${there.domain}`) : { schemas: [GROUP], displayName: 'x' }
        const answers = await Promise.all([
          there.scim('GET', path),
          there.scim('PUT', path, body),
          there.scim('PATCH', path, patch({ op: 'replace', value: { displayName: 'x' } })),
          there.scim('DELETE', path),
        ])
        assert.deepEqual(answers.map(verdictOf), ['404', '404', '404', '404'])
        assert.equal((await there.scim('GET', `/${kind}`)).json.totalResults, 0)
      }
      const filter = encodeURIComponent(`groups.value eq "${group.id}" or userName pr`)
      assert.equal((await there.scim('GET', `/Users?filter=${filter}`)).json.totalResults, 0)
      const role = await there.owner.call('PUT', `/scim/groups/${group.id}/role`, { role: 'admin' })
      assert.equal(role.status, 404)
      const token = await there.owner.call('DELETE', `/scim/tokens/${here.tokenId}`)
      assert.equal(token.status, 404)
      assert.deepEqual((await here.scim('GET', `/Users/${user.id}`)).json.userName, at('anna'))
    })

    it('stops at once when it is revoked, and its successor goes on', async () => {
      const { json } = await here.owner.call('POST', '/scim/tokens', { name: 'Next' })
      const next = scimClient(test, json.token)
      assert.equal((await next('GET', '/Users')).status, 200)
      const path = `/scim/tokens/${here.tokenId}`
      assert.equal((await here.owner.call('DELETE', path)).status, 204)
      assert.equal((await here.owner.call('DELETE', path)).status, 204)
      const refused = await here.scim('GET', '/Users')
      assert.equal(refused.status, 401)
      assert.equal(refused.headers.get('content-type'), 'application/scim+json')
      assert.equal(refused.json.status, '401')
      assert.match(refused.headers.get('www-authenticate')!, /^Bearer/)
      assert.equal((await next('GET', '/Users')).status, 200)
      const actions = await auditOf(test, here.workspaceId)
      assert.deepEqual(actions.slice(-2), ['scim_token.create', 'scim_token.revoke'])
    })

    it('is no API key, and an API key is none', async () => {
      const key = await test.addKey({ workspaceId: here.workspaceId })
      for (const token of [
        '',
        'x',
        'galley_scim_',
        key.key,
        `${here.token}x`,
        here.token.slice(0, -1),
      ]) {
        assert.equal((await scimClient(test, token)('GET', '/Users')).status, 401, token)
      }
      const response = await test.app.fetch(
        new Request('http://localhost:3000/api/v1/members', {
          headers: { authorization: `Bearer ${here.token}` },
        }),
      )
      assert.equal(response.status, 401)
    })

    it('expires when it was told to, and ends with its workspace', async () => {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
      const made = await here.owner.call('POST', '/scim/tokens', {
        name: 'T',
        expires_at: expiresAt,
      })
      const client = scimClient(test, made.json.token)
      assert.equal((await client('GET', '/Users')).status, 200)
      await test.database.db.system.execute(sql`
        update galley.scim_tokens set expires_at = now() - interval '1 second'
        where id = ${made.json.scim_token.id}`)
      assert.equal((await client('GET', '/Users')).status, 401)
      const { json } = await here.owner.call('GET', '/scim/tokens')
      assert.equal(json.items[0].status, 'expired')
      const past = { name: 'T', expires_at: '2020-01-01T00:00:00Z' }
      assert.equal((await here.owner.call('POST', '/scim/tokens', past)).status, 422)
      await test.database.db.system.execute(
        sql`update galley.workspaces set deleted_at = now() where id = ${here.workspaceId}`,
      )
      assert.equal((await here.scim('GET', '/Users')).status, 401)
    })
  })
})

import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { createPerson, join, openSession } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import type { GalleyError } from '../../platform/error.ts'
import type { Caller } from '../../platform/http/index.ts'
import { newId } from '../../platform/id.ts'
import { ACCOUNT, permissionsOf } from '../../platform/permission.ts'
import { createWorkspace } from '../tenancy/index.ts'
import type { NewApiKey } from './api-key.ts'
import { createApiKey } from './api-key.ts'
import { createAuthenticator } from './authenticate.ts'
import { newApiKey } from './key-format.ts'
import { raiseKeyHashes } from './raise-key-hashes.ts'

let test: TestApp
before(async () => {
  test = await createTestApp({ hasWorker: false })
})
after(() => test.close())

const execute = (statement: SQL) =>
  test.database.db.system.execute<Record<string, unknown>>(statement)
const freshWorkspace = () =>
  test.database.db.systemTransaction((tx) => createWorkspace(tx, 'Fresh'))
const freshKey = (wanted: Partial<NewApiKey> = {}) =>
  test.database.db.systemTransaction((tx) =>
    createApiKey(tx, test.app.services, {
      workspaceId: test.workspaceId,
      name: 'Under test',
      ...wanted,
    }),
  )
const idOf = (caller: Caller) => caller.actor.id

/** Asks without a memory, as a process that just started. */
function ask(headers: Record<string, string>): Promise<Caller> {
  return createAuthenticator(test.app.services)(new Request('http://localhost/', { headers }))
}
const askKey = (key: string, headers: Record<string, string> = {}) =>
  ask({ authorization: `Bearer ${key}`, ...headers })
const askCookie = (cookie: string, workspace?: string) =>
  ask({ cookie, ...(workspace && { 'galley-workspace': workspace }) })

async function refused(asked: Promise<Caller>, code: string): Promise<void> {
  await assert.rejects(asked, (error: GalleyError) => {
    assert.equal(error.code, code, error.message)
    return true
  })
}

const viewer = () => permissionsOf(test.app.services.permissionCatalogue, 'viewer')

describe('an API key', () => {
  it('says whose workspace it is of, and what it may', async () => {
    const caller = await askKey(await freshKey({ permissions: ['documents.read'] }))
    assert.equal(caller.workspaceId, test.workspaceId)
    assert.deepEqual(caller.permissions, new Set(['documents.read']))
    assert.equal(caller.actor.kind, 'api_key')
    assert.equal(caller.principal, `api_key:${idOf(caller)}`)
    assert.equal(caller.projectIds, undefined)
  })

  it('is refused when missing, and, without asking anybody, when it is no key', async () => {
    await refused(ask({}), 'credentials_missing')
    const key = await freshKey()
    const offline = createAuthenticator({
      ...test.app.services,
      db: { system: { $client: null } } as never,
    })
    const slipped = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${key}`,
      key,
      `Bearer ${slipped}`,
      'Bearer galley_sk_short',
      `Bearer ${key} ${key}`,
      `Bearer ${key},`,
      `Bearer ${'x'.repeat(7000)}`,
    ]) {
      const request = new Request('http://localhost/', { headers: { authorization } })
      await refused(offline(request), 'credentials_invalid')
    }
    await refused(askKey(newApiKey()), 'credentials_invalid')
    await refused(askKey(newApiKey().slice(0, -6)), 'credentials_invalid')
  })

  it('ends with its time, by revocation, and with its workspace', async () => {
    await askKey(await freshKey({ expiresAt: new Date(Date.now() + 60_000) }))
    const expired = await freshKey({ expiresAt: new Date(Date.now() - 1) })
    await refused(askKey(expired), 'credentials_invalid')

    const revoked = await freshKey()
    const id = idOf(await askKey(revoked))
    await execute(sql`update galley.api_keys set revoked_at = now() where id = ${id}`)
    await refused(askKey(revoked), 'credentials_invalid')

    const workspaceId = await freshWorkspace()
    const orphan = await freshKey({ workspaceId })
    await askKey(orphan)
    await execute(sql`update galley.workspaces set deleted_at = now() where id = ${workspaceId}`)
    await refused(askKey(orphan), 'credentials_invalid')
  })

  it('has no workspace but its own', async () => {
    const key = await freshKey()
    await askKey(key, { 'galley-workspace': test.workspaceId })
    const other = await freshWorkspace()
    await refused(askKey(key, { 'galley-workspace': other }), 'workspace_forbidden')
  })

  it('counts where both a key and a cookie come', async () => {
    const anna = await createPerson(test)
    await join(test, anna, test.workspaceId, 'owner')
    await refused(
      ask({ cookie: anna.cookie, authorization: `Bearer ${newApiKey()}` }),
      'credentials_invalid',
    )
  })

  it('may not what is no longer declared, and never what is a person’s own account', async () => {
    const permissions = ['documents.read', 'gone.read', ACCOUNT]
    const caller = await askKey(await freshKey({ permissions }))
    assert.deepEqual(caller.permissions, new Set(['documents.read']))
    const key = await freshKey({ permissions: [ACCOUNT] })
    assert.deepEqual((await askKey(key)).permissions, new Set())
  })

  it('works from an earlier release, once its hash is raised, by many processes at once', async () => {
    const old = `galley_sk_${'Q'.repeat(43)}`
    const hash = createHash('sha256').update(old).digest('hex')
    await execute(sql`
      insert into galley.api_keys (id, workspace_id, name, hash, hash_version, start, permissions)
      select 'key_old' || n, ${test.workspaceId}, 'Old',
             case n when 0 then ${hash} else encode(sha256(n::text::bytea), 'hex') end,
             1, 'galley_sk_QQQQ', '{*}'
      from generate_series(0, 1100) n`)
    await refused(askKey(old), 'credentials_invalid')
    await Promise.all([1, 2, 3].map(() => raiseKeyHashes(test.app.services)))
    assert.deepEqual((await askKey(old)).permissions, new Set(['*']))
    const left = await execute(sql`select 1 from galley.api_keys where hash_version = 1`)
    assert.equal(left.rows.length, 0)
    await raiseKeyHashes(test.app.services)
    await askKey(old)
  })
})

describe("a person's own key", () => {
  let anna: Person
  before(async () => {
    anna = await createPerson(test)
  })

  it('may what they may, as long as they may', async () => {
    const workspaceId = await freshWorkspace()
    const member = await join(test, anna, workspaceId, 'editor')
    const key = await freshKey({ workspaceId, userId: anna.userId })
    const narrow = await freshKey({
      workspaceId,
      userId: anna.userId,
      permissions: ['documents.read', 'keys.write'],
    })
    const editor = permissionsOf(test.app.services.permissionCatalogue, 'editor')
    const caller = await askKey(key)
    assert.deepEqual(caller.permissions, editor.difference(new Set([ACCOUNT])))
    assert.ok(!caller.permissions.has(ACCOUNT))
    assert.deepEqual((await askKey(narrow)).permissions, new Set(['documents.read']))

    await execute(sql`update galley.members set role = 'viewer' where id = ${member}`)
    assert.deepEqual((await askKey(key)).permissions, viewer().difference(new Set([ACCOUNT])))
    await execute(sql`update galley.members set is_active = false where id = ${member}`)
    await refused(askKey(key), 'credentials_invalid')
    await execute(sql`update galley.members set is_active = true where id = ${member}`)
    await askKey(key)
    await execute(sql`delete from galley.members where id = ${member}`)
    await refused(askKey(key), 'credentials_invalid')
    // Who comes back makes new keys.
    await join(test, anna, workspaceId, 'owner')
    await refused(askKey(key), 'credentials_invalid')
    await askKey(await freshKey({ workspaceId, userId: anna.userId }))
  })

  it('sees the projects that both the key and the person see', async () => {
    const cases: [key: string[] | null, member: string[] | null, sees: string[] | undefined][] = [
      [null, null, undefined],
      [['p1', 'p2'], null, ['p1', 'p2']],
      [null, ['p2', 'p3'], ['p2', 'p3']],
      [['p1', 'p2'], ['p2', 'p3'], ['p2']],
      [['p1'], ['p3'], []],
    ]
    for (const [projectIds, theirs, sees] of cases) {
      const workspaceId = await freshWorkspace()
      await join(test, anna, workspaceId, 'editor', theirs)
      const key = await freshKey({ workspaceId, userId: anna.userId, projectIds })
      assert.deepEqual((await askKey(key)).projectIds, sees)
    }
  })
})

describe('a session', () => {
  it('is a person in the workspace that they switched to, or else in their oldest', async () => {
    const anna = await createPerson(test, { name: 'Anna Berg' })
    const alone = await askCookie(anna.cookie)
    assert.deepEqual(alone.permissions, new Set([ACCOUNT]))
    assert.equal(alone.workspaceId, '')
    assert.deepEqual(alone.actor, { kind: 'user', id: anna.userId, name: 'Anna Berg' })

    const [first, second] = [await freshWorkspace(), await freshWorkspace()]
    await join(test, anna, first, 'viewer', ['p1'])
    await join(test, anna, second, 'owner')
    const seated = await askCookie(anna.cookie)
    assert.equal(seated.workspaceId, first)
    assert.deepEqual(seated.permissions, viewer().union(new Set([ACCOUNT])))
    assert.deepEqual(seated.projectIds, ['p1'])
    assert.equal((await askCookie(anna.cookie, second)).workspaceId, second)

    await execute(
      sql`update galley.sessions set active_workspace_id = ${second} where user_id = ${anna.userId}`,
    )
    assert.equal((await askCookie(anna.cookie)).workspaceId, second)
    assert.equal((await askCookie(anna.cookie, first)).workspaceId, first)
    await refused(askCookie(anna.cookie, await freshWorkspace()), 'workspace_forbidden')
    await refused(askCookie(anna.cookie, 'nonsense'), 'workspace_forbidden')
  })

  it('needs its signature, under its own names only', async () => {
    const anna = await createPerson(test)
    await askCookie(anna.cookie)
    await askCookie(`other=1; __Secure-${anna.cookie}; more=2`)
    const value = decodeURIComponent(anna.cookie.split('=').slice(1).join('='))
    const [token, signature] = value.split('.') as [string, string]
    const signedWith = (key: string) => createHmac('sha256', key).update(token).digest('base64')
    for (const wrong of [
      token,
      `${token}.`,
      `.${signature}`,
      `${token}x.${signature}`,
      `${token}.${signature.slice(0, -2)}A=`,
      `${token}.${signedWith('')}`,
      `${token}.${signedWith('a guess')}`,
      `${token}.${signature}.${signature}`,
      '%',
      '%E0%A4%A',
      '',
    ]) {
      const cookie = `galley.session_token=${encodeURIComponent(wrong)}`
      await refused(askCookie(cookie), 'credentials_missing')
      await refused(askCookie(`galley.session_token=${wrong}`), 'credentials_missing')
    }
    await refused(askCookie(anna.cookie.replace('galley.', 'galley_')), 'credentials_missing')
  })

  it('ends with its time, when it is closed, and with the person', async () => {
    const anna = await createPerson(test)
    const expired = await openSession(test, anna.userId, { expiresInMs: -1000 })
    await refused(askCookie(expired), 'session_ended')
    await askCookie(anna.cookie)
    await execute(sql`delete from galley.sessions where user_id = ${anna.userId}`)
    await refused(askCookie(anna.cookie), 'session_ended')
    const ben = await createPerson(test)
    await execute(sql`delete from galley.users where id = ${ben.userId}`)
    await refused(askCookie(ben.cookie), 'session_ended')
  })

  it('does not reach a deleted workspace, or one where they are switched off', async () => {
    const anna = await createPerson(test)
    const [gone, off] = [await freshWorkspace(), await freshWorkspace()]
    await join(test, anna, gone, 'owner')
    const member = await join(test, anna, off, 'owner')
    await execute(sql`update galley.workspaces set deleted_at = now() where id = ${gone}`)
    await refused(askCookie(anna.cookie, gone), 'workspace_forbidden')
    assert.equal((await askCookie(anna.cookie)).workspaceId, off)
    await execute(sql`update galley.members set is_active = false where id = ${member}`)
    await refused(askCookie(anna.cookie, off), 'workspace_forbidden')
    assert.equal((await askCookie(anna.cookie)).workspaceId, '')
  })

  it('may what a custom role says, as far as it is still declared', async () => {
    const anna = await createPerson(test)
    const workspaceId = await freshWorkspace()
    const role = newId('role')
    const permissions = sql.param(['documents.read', 'gone.read', ACCOUNT])
    await execute(sql`insert into galley.roles (id, workspace_id, name, permissions)
      values (${role}, ${workspaceId}, 'Readers', ${permissions})`)
    await join(test, anna, workspaceId, role)
    const held = (await askCookie(anna.cookie)).permissions
    assert.deepEqual(held, new Set(['documents.read', ACCOUNT]))

    // A role of another workspace is none here.
    const other = await freshWorkspace()
    await join(test, anna, other, role)
    assert.deepEqual((await askCookie(anna.cookie, other)).permissions, new Set([ACCOUNT]))
    await execute(sql`delete from galley.roles where id = ${role}`)
    const left = (await askCookie(anna.cookie, workspaceId)).permissions
    assert.deepEqual(left, new Set([ACCOUNT]))
  })

  it('has to come through the identity provider where that is enforced; owners need not', async () => {
    const [anna, owner] = [await createPerson(test), await createPerson(test)]
    const workspaceId = await freshWorkspace()
    await join(test, anna, workspaceId, 'admin', ['p1'])
    await join(test, owner, workspaceId, 'owner')
    await execute(sql`update galley.workspaces set sso_enforced = true where id = ${workspaceId}`)
    await refused(askCookie(anna.cookie, workspaceId), 'sso_required')
    const outside = await askCookie(anna.cookie)
    assert.deepEqual([outside.workspaceId, outside.projectIds], ['', undefined])
    assert.deepEqual(outside.permissions, new Set([ACCOUNT]))
    assert.equal((await askCookie(owner.cookie, workspaceId)).workspaceId, workspaceId)

    const vouch = (by: string) =>
      execute(
        sql`update galley.sessions set sso_workspace_id = ${by} where user_id = ${anna.userId}`,
      )
    await vouch(await freshWorkspace())
    await refused(askCookie(anna.cookie, workspaceId), 'workspace_forbidden')
    await vouch(workspaceId)
    assert.equal((await askCookie(anna.cookie, workspaceId)).workspaceId, workspaceId)
    assert.equal((await askCookie(anna.cookie)).workspaceId, workspaceId)

    // Their account is one with the seat: the provider may as well have it.
    assert.ok((await askCookie(anna.cookie)).permissions.has(ACCOUNT))
    // Not so when it is more than that: with a way in of its own, or a seat elsewhere.
    await execute(sql`insert into galley.credentials (id, user_id, account_id, provider_id)
      values ('cred_1', ${anna.userId}, 'x', 'github')`)
    assert.ok(!(await askCookie(anna.cookie)).permissions.has(ACCOUNT))
    const asked = await anna.call('GET', '/account')
    assert.deepEqual([asked.status, asked.json.code], [403, 'account_out_of_reach'])
    await execute(sql`delete from galley.credentials where user_id = ${anna.userId}`)
    assert.ok((await askCookie(anna.cookie)).permissions.has(ACCOUNT))

    // What one workspace's provider says, counts nowhere else.
    const other = await freshWorkspace()
    await join(test, anna, other, 'owner')
    await refused(askCookie(anna.cookie, other), 'workspace_forbidden')
    assert.equal((await askCookie(anna.cookie)).workspaceId, workspaceId)
    assert.ok(!(await askCookie(anna.cookie)).permissions.has(ACCOUNT))
  })
})

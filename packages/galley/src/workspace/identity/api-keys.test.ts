import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Answer, Client, TestApp } from '../../../test/test-app.ts'
import { newId } from '../../platform/id.ts'
import { isApiKey } from './key-format.ts'

let test: TestApp
let other: Client
let admin: Person
let owner: Person
const [blog, shop] = [newId('prj'), newId('prj')]

before(async () => {
  test = await createTestApp({ hasWorker: false })
  other = await test.addWorkspace()
  ;[admin, owner] = [await createPerson(test), await createPerson(test)]
  await join(test, admin, test.workspaceId, 'admin')
  await join(test, owner, test.workspaceId, 'owner')
  for (const id of [blog, shop]) {
    await execute(sql`insert into galley.projects (id, workspace_id, name)
      values (${id}, ${test.workspaceId}, ${id})`)
  }
})
after(() => test.close())

const execute = async <Row extends object>(statement: SQL) =>
  (await test.database.db.system.execute<Record<string, unknown>>(statement)).rows as Row[]

function expect({ status, json }: Answer, wanted: number, code?: string) {
  assert.deepEqual([status, code && json?.code], [wanted, code], JSON.stringify(json))
  return json
}

/** Asks with a key, where nobody remembers it: in a second of its own. */
const withKey = (key: string, path = '/whoami') =>
  test.call('GET', path, undefined, { authorization: `Bearer ${key}` })
const create = async (by: Pick<Client, 'call'>, body: object = {}) =>
  expect(await by.call('POST', '/api-keys', { name: 'New', ...body }), 201)
const forget = () => new Promise((resolve) => setTimeout(resolve, 1000))

describe('making keys', () => {
  it('shows the key once, and keeps a hash that tells nothing', async () => {
    const { key, api_key } = await create(test, { name: ' Site ', permissions: ['documents.read'] })
    assert.ok(isApiKey(key))
    assert.equal(api_key.start, key.slice(0, 14))
    assert.deepEqual(
      [api_key.name, api_key.status, api_key.permissions, api_key.project_ids, api_key.user_id],
      ['Site', 'active', ['documents.read'], null, null],
    )
    const read = expect(await test.call('GET', `/api-keys/${api_key.id}`), 200)
    assert.deepEqual(read, api_key)
    assert.ok(!JSON.stringify(read).includes(key))
    const kept = await execute(sql`
      select k::text from galley.api_keys k union all select a::text from galley.audit_entries a
      union all select i::text from galley.idempotency_keys i`)
    assert.ok(!JSON.stringify(kept).includes(key.slice(14)))
  })

  it('keeps nothing of it for whoever repeats the request', async () => {
    const repeat = () =>
      test.call('POST', '/api-keys', { name: 'Twice' }, { 'idempotency-key': 'same' })
    const { key } = expect(await repeat(), 201)
    expect(await repeat(), 409, 'idempotency_answer_not_kept')
    const kept = await execute(sql`select i::text from galley.idempotency_keys i`)
    assert.ok(!JSON.stringify(kept).includes(key.slice(14)))
    const { items } = expect(await test.call('GET', '/api-keys'), 200)
    assert.equal(items.filter(({ name }: { name: string }) => name === 'Twice').length, 1)
  })

  it('gives nobody more than they hold', async () => {
    await create(owner, { permissions: ['*'] })
    expect(
      await admin.call('POST', '/api-keys', { name: 'x', permissions: ['*'] }),
      403,
      'key_exceeds_yours',
    )
    await create(admin, { permissions: ['documents.read', 'keys.write'] })

    const { key } = await create(test, { permissions: ['keys.write', 'documents.read'] })
    const by = (body: object) =>
      test.call('POST', '/api-keys', { name: 'x', ...body }, { authorization: `Bearer ${key}` })
    expect(await by({ permissions: ['*'] }), 403, 'key_exceeds_yours')
    expect(await by({}), 403, 'key_exceeds_yours')
    expect(await by({ permissions: ['documents.write'] }), 403, 'key_exceeds_yours')
    expect(await by({ permissions: ['documents.read'] }), 201)
  })

  it('keeps whoever is narrowed to projects inside of them', async () => {
    const { key } = await create(test, { permissions: ['*'], project_ids: [blog] })
    const by = (body: object) =>
      test.call('POST', '/api-keys', { name: 'x', ...body }, { authorization: `Bearer ${key}` })
    assert.deepEqual(expect(await by({}), 201).api_key.project_ids, [blog])
    assert.deepEqual(expect(await by({ project_ids: null }), 201).api_key.project_ids, [blog])
    expect(await by({ project_ids: [blog, shop] }), 403, 'key_projects_exceed_yours')
    expect(await by({ project_ids: [shop] }), 403, 'key_projects_exceed_yours')
  })

  it('refuses what there is not', async () => {
    const post = (body: object) => test.call('POST', '/api-keys', { name: 'x', ...body })
    expect(await post({ permissions: ['documents.eat'] }), 422, 'key_permission_unknown')
    expect(await post({ permissions: ['account'] }), 422, 'key_permission_unknown')
    expect(await post({ project_ids: [newId('prj')] }), 422, 'key_project_unknown')
    expect(await post({ expires_at: '2020-01-01T00:00:00Z' }), 422, 'key_expiry_past')
    for (const body of [
      { name: '' },
      { name: 'x'.repeat(101) },
      { permissions: [] },
      { project_ids: [] },
      { permissions: Array(201).fill('documents.read') },
      { workspace_id: other.workspaceId },
    ]) {
      expect(await post(body), 422, 'request_invalid')
    }
  })

  it('is for admins', async () => {
    for (const role of ['viewer', 'reviewer', 'editor'] as const) {
      const person = await createPerson(test)
      await join(test, person, test.workspaceId, role)
      expect(await person.call('POST', '/api-keys', { name: 'x' }), 403, 'permission_missing')
      expect(await person.call('GET', '/api-keys'), 403, 'permission_missing')
    }
  })

  it('asks again what the maker may: who was demoted a moment ago makes none', async () => {
    const ben = await createPerson(test)
    const member = await join(test, ben, test.workspaceId, 'owner')
    await create(ben, { permissions: ['*'] })
    await execute(sql`update galley.members set role = 'viewer' where id = ${member}`)
    expect(await ben.call('POST', '/api-keys', { name: 'x' }), 403, 'permission_missing')
  })
})

describe('somebody who is being demoted', () => {
  it('makes no key meanwhile: the change is waited for', async () => {
    const ben = await createPerson(test)
    const member = await join(test, ben, test.workspaceId, 'owner')
    const client = await test.database.db.system.$client.connect()
    try {
      await client.query('begin')
      const { workspaceId } = test
      await client.query('select 1 from galley.workspaces where id = $1 for update', [workspaceId])
      await client.query("update galley.members set role = 'viewer' where id = $1", [member])
      const asked = ben.call('POST', '/api-keys', { name: 'x' })
      await new Promise((resolve) => setTimeout(resolve, 300))
      await client.query('commit')
      expect(await asked, 403, 'permission_missing')
    } finally {
      client.release()
    }
  })
})

describe('listing keys', () => {
  it('goes page by page, newest first, of this workspace only', async () => {
    const third = await test.addWorkspace()
    const made = []
    for (let index = 0; index < 4; index++) {
      made.unshift((await create(third, { name: `Key ${index}` })).api_key.id)
    }
    const first = expect(await third.call('GET', '/api-keys?limit=3'), 200)
    const rest = expect(await third.call('GET', `/api-keys?cursor=${first.next_cursor}`), 200)
    const ids = [...first.items, ...rest.items].map(({ id }: { id: string }) => id)
    assert.deepEqual(ids.slice(0, 4), made)
    assert.equal(ids.length, 5)
    assert.equal(rest.next_cursor, null)
    expect(await other.call('GET', `/api-keys/${made[0]}`), 404, 'key_not_found')
  })

  it('filters by project and by state, and shows the narrowed only their own', async () => {
    const everywhere = (await create(test)).api_key.id
    const inBlog = await create(test, { project_ids: [blog] })
    const inShop = (await create(test, { project_ids: [shop, blog] })).api_key.id
    const list = async (query: string, headers = {}) => {
      const { json } = await test.call('GET', `/api-keys?limit=200&${query}`, undefined, headers)
      return json.items.map(({ id }: { id: string }) => id) as string[]
    }
    const ofShop = await list(`project_id=${shop}`)
    assert.deepEqual(
      [everywhere, inBlog.api_key.id, inShop].map((id) => ofShop.includes(id)),
      [true, false, true],
    )
    const narrowed = { authorization: `Bearer ${inBlog.key}` }
    const seen = await list('', narrowed)
    assert.deepEqual(
      [everywhere, inBlog.api_key.id, inShop].map((id) => seen.includes(id)),
      [false, true, false],
    )
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/revoke'],
      ['POST', '/rotate'],
    ] as const) {
      const body = method === 'GET' ? undefined : {}
      const url = `/api-keys/${everywhere}${path}`
      expect(await test.call(method, url, body, narrowed), 404, 'key_not_found')
    }

    await execute(sql`update galley.api_keys set expires_at = now() where id = ${inShop}`)
    await test.call('POST', `/api-keys/${everywhere}/revoke`, {})
    const states = await Promise.all(
      ['active', 'expired', 'revoked'].map((state) => list(`status=${state}`)),
    )
    assert.deepEqual(
      [inBlog.api_key.id, inShop, everywhere].map((id) => states.map((ids) => ids.includes(id))),
      [
        [true, false, false],
        [false, true, false],
        [false, false, true],
      ],
    )
  })
})

describe('changing a key', () => {
  it('takes effect within a second, within what the changer may', async () => {
    const { key, api_key } = await create(test, { permissions: ['documents.read'] })
    expect(await withKey(key, '/documents'), 200)
    const patch = (by: Pick<Client, 'call'>, body: object) =>
      by.call('PATCH', `/api-keys/${api_key.id}`, body)
    const narrowed = expect(
      await patch(test, { name: 'Renamed', permissions: ['sources.read'], project_ids: [blog] }),
      200,
    )
    assert.deepEqual(
      [narrowed.name, narrowed.permissions, narrowed.project_ids],
      ['Renamed', ['sources.read'], [blog]],
    )
    await forget()
    expect(await withKey(key, '/documents'), 403, 'permission_missing')

    expect(await patch(admin, { permissions: ['*'] }), 403, 'key_exceeds_yours')
    expect(await patch(admin, {}), 200)
    expect(await patch(test, { expires_at: '2020-01-01T00:00:00Z' }), 422, 'key_expiry_past')
    const entries = await execute<{ before: object; after: object }>(sql`
      select before, after from galley.audit_entries where subject = ${api_key.id} and action = 'api_key.update'`)
    assert.equal(entries.length, 1)
  })

  it('lets an admin rename what can do more than they, and not make it last longer', async () => {
    const { api_key } = await create(test, { permissions: ['*'] })
    const patch = (body: object) => admin.call('PATCH', `/api-keys/${api_key.id}`, body)
    expect(await patch({ name: 'Theirs' }), 200)
    expect(await patch({ expires_at: '2099-01-01T00:00:00Z' }), 403, 'key_exceeds_yours')
    expect(await patch({ permissions: ['documents.read'] }), 200)
  })

  it('is not for keys that are over', async () => {
    const { api_key } = await create(test)
    const { revoked_at } = expect(await test.call('POST', `/api-keys/${api_key.id}/revoke`), 200)
    const again = expect(await test.call('POST', `/api-keys/${api_key.id}/revoke`), 200)
    assert.equal(again.revoked_at, revoked_at)
    const change = { expires_at: null }
    expect(await test.call('PATCH', `/api-keys/${api_key.id}`, change), 409, 'key_not_active')
    expect(await test.call('POST', `/api-keys/${api_key.id}/rotate`, {}), 409, 'key_not_active')
  })
})

describe('rotating a key', () => {
  it('makes another with the same settings; the old one works on for the overlap', async () => {
    const settings = { name: 'Turn', permissions: ['identity.read'], project_ids: [blog] }
    const { key, api_key: old } = await create(test, settings)
    const made = expect(
      await test.call('POST', `/api-keys/${old.id}/rotate`, { overlap_seconds: 3600 }),
      201,
    )
    assert.deepEqual(
      [made.api_key.name, made.api_key.permissions, made.api_key.project_ids],
      [settings.name, settings.permissions, settings.project_ids],
    )
    assert.equal(made.api_key.rotated_from, old.id)
    assert.equal(made.api_key.expires_at, null)
    const { expires_at } = (await test.call('GET', `/api-keys/${old.id}`)).json
    const left = (Date.parse(expires_at) - Date.now()) / 1000
    assert.ok(left > 3000 && left <= 3600, `${left} s`)
    for (const each of [key, made.key]) expect(await withKey(each), 200)

    const again = await test.call('POST', `/api-keys/${old.id}/rotate`, {})
    assert.equal(expect(again, 409, 'key_rotated').details.successor, made.api_key.id)
    await test.call('POST', `/api-keys/${made.api_key.id}/revoke`)
    expect(await test.call('POST', `/api-keys/${old.id}/rotate`, {}), 201)
  })

  it('ends the old one at once without an overlap, and never extends it', async () => {
    const { key, api_key } = await create(test)
    expect(await test.call('POST', `/api-keys/${api_key.id}/rotate`, { overlap_seconds: 0 }), 201)
    await forget()
    expect(await withKey(key), 401, 'credentials_invalid')

    const soon = new Date(Date.now() + 60_000).toISOString()
    const brief = (await create(test, { expires_at: soon })).api_key
    const made = expect(await test.call('POST', `/api-keys/${brief.id}/rotate`, {}), 201)
    assert.equal(made.api_key.expires_at, soon)
    assert.equal((await test.call('GET', `/api-keys/${brief.id}`)).json.expires_at, soon)
    for (const overlap_seconds of [-1, 2_592_001, 0.5]) {
      const answer = await test.call('POST', `/api-keys/${brief.id}/rotate`, { overlap_seconds })
      expect(answer, 422, 'request_invalid')
    }
  })

  it('once, however often it is asked at the same time', async () => {
    const { api_key } = await create(test)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => test.call('POST', `/api-keys/${api_key.id}/rotate`, {})),
    )
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [201, ...Array<number>(7).fill(409)])
  })

  it('is not a way to more: neither with a lesser key, nor to a key of a person', async () => {
    const { api_key: all } = await create(test, { permissions: ['*'] })
    expect(await admin.call('POST', `/api-keys/${all.id}/rotate`, {}), 403, 'key_exceeds_yours')
    const personal = await test.addKey({ name: 'Own', userId: owner.userId })
    const { key } = (await personal.call('GET', '/whoami')).json
    expect(await test.call('POST', `/api-keys/${key.id}/rotate`, {}), 403, 'key_personal')
    const made = expect(await personal.call('POST', `/api-keys/${key.id}/rotate`, {}), 201)
    assert.equal(made.api_key.user_id, owner.userId)
    expect(await owner.call('POST', `/api-keys/${made.api_key.id}/rotate`, {}), 201)
    expect(await admin.call('POST', `/api-keys/${key.id}/revoke`, {}), 200)
  })
})

describe('who am I', () => {
  it('tells a key of the workspace, a person, and a person behind a key', async () => {
    const { key, api_key } = await create(test, {
      permissions: ['identity.read'],
      project_ids: [blog],
    })
    const machine = expect(await withKey(key), 200)
    assert.deepEqual(
      [machine.user, machine.role, machine.permissions, machine.project_ids],
      [null, null, ['identity.read'], [blog]],
    )
    assert.deepEqual(machine.workspace, { id: test.workspaceId, name: 'Test' })
    const { id, name, start } = api_key
    assert.deepEqual(machine.key, { id, name, start, expires_at: null })

    const person = expect(await admin.call('GET', '/whoami'), 200)
    assert.deepEqual([person.user.id, person.role, person.key], [admin.userId, 'admin', null])
    assert.equal(person.user.email, admin.email)

    const own = await test.addKey({ name: 'Own', userId: admin.userId })
    const behind = expect(await own.call('GET', '/whoami'), 200)
    assert.deepEqual([behind.user.id, behind.role, behind.key.name], [admin.userId, 'admin', 'Own'])

    const nobody = await createPerson(test)
    expect(await nobody.call('GET', '/whoami'), 403, 'workspace_required')
  })

  it('revokes the key that asks, and no session', async () => {
    const viewer = await createPerson(test)
    await join(test, viewer, test.workspaceId, 'viewer')
    const own = await test.addKey({ name: 'Own', userId: viewer.userId })
    expect(await own.call('POST', '/whoami/revoke'), 204)
    await forget()
    expect(await own.call('GET', '/whoami'), 401, 'credentials_invalid')
    expect(await viewer.call('POST', '/whoami/revoke'), 422, 'credentials_not_a_key')
  })
})

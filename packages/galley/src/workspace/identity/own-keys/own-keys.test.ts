import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import type { Person } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { Answer, Client, TestApp } from '../../../../test/test-app.ts'

let test: TestApp
before(async () => {
  test = await createTestApp({ hasWorker: false })
})
after(() => test.close())

const run = (statement: ReturnType<typeof sql>) => test.database.db.system.execute(statement)
const verdict = ({ status, json }: Answer) => (json?.code ? `${status} ${json.code}` : `${status}`)
const vouch = ({ userId }: Person, workspaceId: string) =>
  run(sql`update galley.sessions set sso_workspace_id = ${workspaceId} where user_id = ${userId}`)
const enforce = ({ workspaceId }: Client) =>
  run(sql`update galley.workspaces set sso_enforced = true where id = ${workspaceId}`)

async function letIn(person: Person, workspaceId: string): Promise<string> {
  const grant = await test.call('POST', '/auth/device/code', { client_name: 'galley on a laptop' })
  const approved = await person.call(
    'POST',
    '/auth/device/approve',
    { user_code: grant.json.user_code, workspace: workspaceId },
    { 'galley-workspace': workspaceId },
  )
  assert.equal(approved.status, 204, approved.text)
  const { json } = await test.call('POST', '/auth/device/token', {
    device_code: grant.json.device_code,
  })
  return json.api_key
}
const askWith = (key: string, method = 'GET', path = '/whoami') =>
  test.call(method, path, undefined, { authorization: `Bearer ${key}` })

describe('the keys that speak for a person', () => {
  it('are theirs to list and to end, in whichever workspace, whatever they may there', async () => {
    const elsewhere = await test.addWorkspace()
    const [anna, tom] = [await createPerson(test), await createPerson(test)]
    await join(test, anna, test.workspaceId, 'viewer')
    await join(test, anna, elsewhere.workspaceId, 'viewer')
    await join(test, tom, test.workspaceId, 'owner')
    const [here, there] = [
      await letIn(anna, test.workspaceId),
      await letIn(anna, elsewhere.workspaceId),
    ]
    const foreign = await letIn(tom, test.workspaceId)
    assert.equal(verdict(await anna.call('GET', '/api-keys')), '403 permission_missing')

    const { json, text } = await anna.call('GET', '/account/api-keys')
    const items = json.items as { id: string; start: string; workspace_id: string }[]
    assert.deepEqual(
      items.map((item) => [item.start, item.workspace_id]),
      [
        [there.slice(0, 14), elsewhere.workspaceId],
        [here.slice(0, 14), test.workspaceId],
      ],
    )
    assert.ok(!text.includes(here) && !text.includes('hash') && !text.includes('vouched'))

    const [first] = (await tom.call('GET', '/account/api-keys')).json.items
    const end = (id: string, who = anna) => who.call('DELETE', `/account/api-keys/${id}`)
    assert.equal(verdict(await end(first.id)), '404 own_key_not_found')
    assert.equal(
      verdict(await askWith(here, 'DELETE', `/account/api-keys/${first.id}`)),
      '403 person_required',
    )
    await run(sql`delete from galley.members where user_id = ${anna.userId}
                    and workspace_id = ${elsewhere.workspaceId}`)
    for (const { id } of items) assert.equal(verdict(await end(id)), '204')
    assert.equal(verdict(await end(items[0]!.id)), '204', 'a second time')
    await new Promise((resolve) => setTimeout(resolve, 1000)) // one of them was believed just now
    for (const key of [here, there]) {
      assert.equal(verdict(await askWith(key)), '401 credentials_invalid')
    }
    assert.equal(verdict(await askWith(foreign)), '200')
    const log = await elsewhere.call('GET', '/audit?action=api_key.revoke')
    assert.deepEqual(
      log.json.items.map((entry: { subject: string; actor: { id: string } }) => [
        entry.subject,
        entry.actor.id,
      ]),
      [[items[0]!.id, anna.userId]],
    )
  })

  it('are out of reach for a session that one workspace vouches for; programs are let into that one', async () => {
    const elsewhere = await test.addWorkspace()
    const anna = await createPerson(test)
    await join(test, anna, test.workspaceId, 'viewer')
    await join(test, anna, elsewhere.workspaceId, 'viewer')
    await letIn(anna, test.workspaceId)
    await letIn(anna, elsewhere.workspaceId)
    await vouch(anna, test.workspaceId)
    await new Promise((resolve) => setTimeout(resolve, 1000)) // they were believed just now
    const listed = await anna.call('GET', '/account/api-keys')
    assert.equal(verdict(listed), '403 account_out_of_reach')
    const grant = await test.call('POST', '/auth/device/code', { client_name: 'galley' })
    const { user_code } = grant.json
    const shown = await anna.call('POST', '/auth/device/lookup', { user_code })
    assert.deepEqual(
      shown.json.workspaces.map(({ id }: { id: string }) => id),
      [test.workspaceId],
    )
  })
})

describe('where the identity provider is enforced', () => {
  it('a key works if its person came through it when they let it in, and an owner’s does anyway', async () => {
    const place = await test.addWorkspace()
    const [anna, olga] = [await createPerson(test), await createPerson(test)]
    await join(test, anna, place.workspaceId, 'admin')
    await join(test, olga, place.workspaceId, 'owner')
    const before = await letIn(anna, place.workspaceId)
    const owners = await letIn(olga, place.workspaceId)
    await vouch(anna, place.workspaceId)
    const vouched = await letIn(anna, place.workspaceId)
    await enforce(place)

    assert.equal(verdict(await askWith(before)), '403 sso_required')
    assert.equal(verdict(await askWith(owners)), '200')
    assert.equal(verdict(await askWith(vouched)), '200')
    assert.equal(verdict(await place.call('GET', '/whoami')), '200', 'a key of the workspace')

    const { json } = await askWith(vouched)
    const rotated = await askWith(vouched, 'POST', `/api-keys/${json.key.id}/rotate`)
    assert.equal(rotated.status, 403, 'an admin gives no key that can do everything')
    await run(sql`update galley.members set role = 'owner' where user_id = ${anna.userId}`)
    await run(sql`update galley.members set role = 'admin' where user_id = ${olga.userId}`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    assert.equal(verdict(await askWith(before)), '200')
    assert.equal(verdict(await askWith(owners)), '403 sso_required')
    const next = await askWith(vouched, 'POST', `/api-keys/${json.key.id}/rotate`)
    assert.equal(next.status, 201, next.text)
    await run(sql`update galley.members set role = 'admin' where user_id = ${anna.userId}`)
    assert.equal(verdict(await askWith(next.json.key)), '200', 'the next key is vouched for too')
  })
})

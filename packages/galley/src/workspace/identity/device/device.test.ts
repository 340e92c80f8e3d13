import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import type { Person } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { Answer, TestApp } from '../../../../test/test-app.ts'
import { createApp } from '../../../app.ts'
import type { App } from '../../../app.ts'
import { createDatabase } from '../../../platform/db/index.ts'
import { createMetrics } from '../../../platform/telemetry/drivers/metrics.ts'
import { newUserCode, readUserCode } from './user-code.ts'

let test: TestApp
before(async () => {
  test = await createTestApp({ hasWorker: false })
})
after(() => test.close())

const execute = async <Row extends object>(statement: SQL) =>
  (await test.database.db.system.execute<Record<string, unknown>>(statement)).rows as Row[]
let addresses = 0

/** What has no credentials, from an address of its own. */
async function post(
  path: string,
  body: object,
  address = `198.51.100.${addresses++ % 250}`,
  app: Pick<App, 'fetch'> = test.app,
) {
  const response = await app.fetch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    { incoming: { socket: { remoteAddress: address } } },
  )
  return { status: response.status, json: await response.json() } as Pick<Answer, 'status' | 'json'>
}
const start = async (clientName = 'galley on anna-laptop') => {
  const { status, json } = await post('/auth/device/code', { client_name: clientName })
  assert.equal(status, 200, JSON.stringify(json))
  return json as { device_code: string; user_code: string; verification_uri_complete: string }
}
const poll = (grant: { device_code: string }) =>
  post('/auth/device/token', { device_code: grant.device_code })

async function member(role: 'editor' | 'viewer' = 'editor'): Promise<Person> {
  const person = await createPerson(test, { name: 'Anna Berg' })
  await join(test, person, test.workspaceId, role)
  return person
}
const approve = (person: Person, grant: { user_code: string }, headers = {}) =>
  person.call(
    'POST',
    '/auth/device/approve',
    { user_code: grant.user_code, workspace: test.workspaceId },
    headers,
  )
const codes = (answers: Pick<Answer, 'status' | 'json'>[]) =>
  answers.map(({ status, json }) => `${status} ${json?.code ?? ''}`)

describe('user codes', () => {
  it('are eight letters that spell nothing, typed in any way', () => {
    for (let round = 0; round < 100; round++) {
      const code = newUserCode()
      assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
      const typed = ` ${code.toLowerCase().replace('-', ' ')} `
      assert.equal(readUserCode(typed), code)
      assert.equal(readUserCode(code.replace('-', '')), code)
    }
    for (const wrong of ['', 'BCDF', 'BCDF-BCDFG', 'AEIO-UAEI', '1234-5678']) {
      assert.equal(readUserCode(wrong), null)
    }
  })
})

describe('the sign-in of a program', () => {
  it('waits for a person, and then gives a key that can what they can', async () => {
    const anna = await member()
    const grant = await start()
    assert.equal(
      grant.verification_uri_complete,
      `http://localhost:3000/device?user_code=${grant.user_code}`,
    )
    assert.deepEqual(codes([await poll(grant)]), ['400 authorization_pending'])

    const typed = { user_code: grant.user_code.toLowerCase() }
    const seen = (await anna.call('POST', '/auth/device/lookup', typed)).json
    assert.equal(seen.client_name, 'galley on anna-laptop')
    assert.match(seen.client_address, /^198\.51\.100\./)
    assert.deepEqual(seen.workspaces, [{ id: test.workspaceId, name: 'Test' }])
    assert.equal((await approve(anna, grant)).status, 204)

    const { status, json } = await poll(grant)
    assert.equal(status, 200)
    assert.equal(json.workspace_id, test.workspaceId)
    const me = await test.call('GET', '/whoami', undefined, {
      authorization: `Bearer ${json.api_key}`,
    })
    assert.deepEqual(
      [me.json.user.id, me.json.role, me.json.key.name, me.json.key.id],
      [anna.userId, 'editor', 'galley on anna-laptop', json.key_id],
    )
    assert.deepEqual(codes([await poll(grant)]), ['400 expired_token'])
    const entries = await execute<{ actor: { kind: string; id: string } }>(
      sql`select actor from galley.audit_entries where subject = ${json.key_id}`,
    )
    assert.deepEqual(entries[0]!.actor, { kind: 'user', id: anna.userId, name: 'Anna Berg' })
  })

  it('gives one key, however often it is asked for at the same time', async () => {
    const anna = await member()
    const grant = await start('Twins')
    await approve(anna, grant)
    const answers = await Promise.all(Array.from({ length: 8 }, () => poll(grant)))
    const given = answers.filter(({ status }) => status === 200)
    assert.equal(given.length, 1)
    const made = await execute(sql`select 1 from galley.api_keys where name = 'Twins'`)
    assert.equal(made.length, 1)
  })

  it('is refused by the one who is asked, whose first word counts', async () => {
    const [anna, ben] = [await member(), await member()]
    const grant = await start()
    const body = { user_code: grant.user_code }
    assert.equal((await ben.call('POST', '/auth/device/deny', body)).status, 204)
    const late = [
      await approve(anna, grant),
      await ben.call('POST', '/auth/device/deny', body),
      await anna.call('POST', '/auth/device/lookup', body),
    ]
    const decided = '409 device_decided'
    assert.deepEqual(codes(late), [decided, decided, '404 device_code_unknown'])
    assert.deepEqual(codes([await poll(grant)]), ['400 access_denied'])

    const contested = await start()
    const both = await Promise.all([
      approve(anna, contested),
      ben.call('POST', '/auth/device/deny', { user_code: contested.user_code }),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409])
  })

  it('slows down whoever asks too often, more each time', async () => {
    const grant = await start()
    const answers = [await poll(grant), await poll(grant), await poll(grant)]
    const slow = '400 slow_down'
    assert.deepEqual(codes(answers), ['400 authorization_pending', slow, slow])
    assert.deepEqual(
      answers.map(({ json }) => json.details.interval),
      [5, 10, 15],
    )
    await execute(sql`update galley.device_grants set polled_at = now() - interval '16 seconds'`)
    assert.deepEqual(codes([await poll(grant)]), ['400 authorization_pending'])
  })

  it('runs out of time, for the program and for the person', async () => {
    const anna = await member()
    const [late, approved] = [await start(), await start()]
    await approve(anna, approved)
    await execute(sql`update galley.device_grants set expires_at = now()`)
    assert.deepEqual(codes([await approve(anna, late)]), ['404 device_code_unknown'])
    assert.deepEqual(codes([await poll(late), await poll(approved)]), [
      '400 expired_token',
      '400 expired_token',
    ])
    assert.deepEqual(codes([await poll({ device_code: 'galley_dc_made_up' })]), [
      '400 invalid_grant',
    ])
  })

  it('goes nowhere that the person cannot go', async () => {
    const [anna, other] = [await member(), await test.addWorkspace()]
    const grant = await start()
    const into = (workspace: string, headers = {}) =>
      anna.call('POST', '/auth/device/approve', { user_code: grant.user_code, workspace }, headers)
    const answers = [
      await into(other.workspaceId),
      await into(other.workspaceId, { 'galley-workspace': other.workspaceId }),
      await into(''),
    ]
    assert.deepEqual(codes(answers), [
      '403 device_workspace_other',
      '403 workspace_forbidden',
      '403 device_workspace_other',
    ])
    const nobody = await createPerson(test)
    assert.deepEqual(codes([await approve(nobody, grant)]), ['403 workspace_required'])
    const withKey = await test.call('POST', '/auth/device/approve', {
      user_code: grant.user_code,
      workspace: test.workspaceId,
    })
    assert.deepEqual(codes([withKey]), ['403 person_required'])

    await approve(anna, grant)
    await execute(sql`delete from galley.members where user_id = ${anna.userId}`)
    assert.deepEqual(codes([await poll(grant)]), ['400 access_denied'])
  })

  it('cannot be guessed: tries are counted by person and by address', async () => {
    const anna = await member()
    const guess = () => anna.call('POST', '/auth/device/lookup', { user_code: newUserCode() })
    const answers = []
    for (let index = 0; index < 12; index++) answers.push(await guess())
    const statuses = answers.map(({ status }) => status)
    assert.deepEqual(statuses, [...Array<number>(10).fill(404), 429, 429])
    const grant = await start()
    assert.equal((await approve(anna, grant)).status, 429)

    const flood = []
    const db = createDatabase({ url: test.database.url, poolSize: 2 })
    const { services } = test.app
    const other = createApp(services.config, { ...services, db, metrics: createMetrics() })
    for (let index = 0; index < 32; index++) {
      const app = index % 2 ? test.app : other
      flood.push((await post('/auth/device/code', { client_name: 'x' }, '203.0.113.7', app)).status)
    }
    await db.close()
    assert.deepEqual(flood.slice(29), [200, 429, 429], 'whichever process is asked')
  })

  it('takes no name that a terminal or a page would stumble over', async () => {
    const name = (client_name: string) => post('/auth/device/code', { client_name })
    const wrong = ['', '  ', 'x'.repeat(101), 'a\nb', 'a\u001b[2Jb', 'a\u202eb', 'a\0b']
    for (const client_name of wrong) assert.equal((await name(client_name)).status, 422)
  })

  it('is forgotten an hour after its time', async () => {
    const grant = await start()
    await execute(sql`update galley.device_grants set expires_at = now() - interval '61 minutes'`)
    const kept = await start()
    const { sweepDeviceGrants } = await import('./sweep-device-grants.ts')
    await sweepDeviceGrants(test.app.services)
    assert.deepEqual(codes([await poll(grant), await poll(kept)]), [
      '400 invalid_grant',
      '400 authorization_pending',
    ])
  })

  it('keeps neither code in the clear', async () => {
    const grant = await start()
    const [row] = await execute<{ text: string }>(
      sql`select g::text as text from galley.device_grants g order by id desc limit 1`,
    )
    assert.ok(!row!.text.includes(grant.user_code) && !row!.text.includes(grant.device_code))
  })
})

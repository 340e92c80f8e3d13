import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join, openSession } from './people.ts'
import type { Person } from './people.ts'
import { createTestApp } from './test-app.ts'
import type { TestApp } from './test-app.ts'

/** Event streams of people and keys who lose what let them read. */
describe('an open stream', () => {
  let test: TestApp
  let anna: Person
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    anna = await createPerson(test)
    await join(test, anna, test.workspaceId, 'editor')
  })
  after(() => test.close())

  async function open(headers: Record<string, string>, path = '/events') {
    const response = await test.app.fetch(
      new Request(`http://localhost:3000/api/v1${path}`, { headers }),
    )
    assert.equal(response.status, 200)
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read() // where to resume from
    const rest = async () => {
      let text = ''
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return text
        text += value
      }
    }
    return { reader, rest }
  }
  const lastOf = (text: string) => {
    const [event] = text
      .split('\n\n')
      .filter((part) => !part.startsWith(':'))
      .slice(-2)
    return {
      event: /^event: (.*)$/m.exec(event!)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(event!)![1]!),
      id: /^id:/m.test(event!),
    }
  }

  it('says why it ends when its session is signed out, and only that one ends', async () => {
    const elsewhere = await openSession(test, anna.userId)
    const [mine, other] = [await open({ cookie: anna.cookie }), await open({ cookie: elsewhere })]
    const { json } = await anna.call('GET', '/account/sessions')
    const { id } = json.items.find((session: { is_current: boolean }) => !session.is_current)
    assert.equal((await anna.call('DELETE', `/account/sessions/${id}`)).status, 204)
    const { event, data, id: hasId } = lastOf(await other.rest())
    assert.deepEqual(
      [event, data.type, data.data],
      ['session.revoked', 'session.revoked', { reason: 'session_ended' }],
    )
    assert.equal(hasId, false)
    await test.call('POST', '/projects', { name: 'Still here' })
    assert.match((await mine.reader.read()).value!, /project\.created/)
    await mine.reader.cancel()
  })

  it('tells nothing that happened after its key was revoked', async () => {
    const key = await test.addKey({ permissions: ['jobs.read'] })
    const stream = await open({ authorization: `Bearer ${key.key}` })
    const { json } = await test.call('GET', '/api-keys')
    const { id } = json.items.find(
      (one: { permissions: string[] }) => one.permissions[0] === 'jobs.read',
    )
    assert.equal((await test.call('POST', `/api-keys/${id}/revoke`)).status, 200)
    await test.call('POST', '/projects', { name: 'Secret' })
    const text = await stream.rest()
    assert.doesNotMatch(text, /project\.created/)
    assert.equal(lastOf(text).data.data.reason, 'credentials_invalid')
  })

  it('ends with a word when its reader is removed, and without one when they get another role', async () => {
    const ben = await createPerson(test)
    const member = await join(test, ben, test.workspaceId, 'editor')
    const demoted = await open({ cookie: ben.cookie })
    const changed = await test.call('PATCH', `/members/${member}`, { role: 'viewer' })
    assert.equal(changed.status, 200, changed.text)
    assert.doesNotMatch(await demoted.rest(), /session\.revoked/)
    const removed = await open({ cookie: ben.cookie })
    assert.equal((await test.call('DELETE', `/members/${member}`)).status, 204)
    assert.equal(lastOf(await removed.rest()).data.data.reason, 'workspace_required')
  })

  it('of a job ends too', async () => {
    const source = await anna.call('POST', '/sources', {
      text: 'Worms eat leaves. They like straw.',
    })
    const started = await anna.call('POST', '/pipelines/generate_blog', {
      source_ids: [source.json.id],
    })
    const cookie = await openSession(test, anna.userId)
    const stream = await open({ cookie }, `/jobs/${started.json.job_id}/events`)
    await test.database.db.system.execute(sql`
      delete from galley.sessions where user_id = ${anna.userId}`)
    assert.equal(lastOf(await stream.rest()).data.data.reason, 'session_ended')
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import type { Worker } from '../../platform/jobs/index.ts'
import type { MailMessage } from '../../platform/mail/contract.ts'
import { mailNotifications } from './mail-notifications.ts'
import { notify } from './notify.ts'
import type { NewNotification } from './notify.ts'
import { sweepNotifications } from './sweep-notifications.ts'

const at = '/account/notifications'

describe('notifications', () => {
  let test: TestApp
  let anna: Person
  let ben: Person
  let worker: Worker | undefined
  const sent: MailMessage[] = []
  before(async () => {
    test = await createTestApp({
      hasWorker: false,
      mail: { isDelivering: true, send: async (message) => void sent.push(message) },
    })
    anna = await createPerson(test, { name: 'Anna' })
    ben = await createPerson(test, { name: 'Ben' })
    await join(test, anna, test.workspaceId, 'owner')
    await join(test, ben, test.workspaceId, 'editor')
  })
  after(async () => {
    await worker?.stop({ graceMs: 0 })
    await test.close()
  })

  const execute = (query: ReturnType<typeof sql>) => test.database.db.system.execute(query)
  const listOf = async (person: Person, query = '') => {
    const { status, json, text } = await person.call('GET', `${at}${query}`)
    assert.equal(status, 200, text)
    return json
  }
  const tell = (to: NewNotification['to'], changes: Partial<NewNotification> = {}) => {
    const data = { name: 'openai', provider: 'openai', error_code: 'key_refused' }
    const subject = `con_${Math.random()}`
    const services = { ...test.app.services, workspaceId: test.workspaceId }
    return test.database.db.systemTransaction((tx) =>
      notify(tx, services, { kind: 'connection_failing', subject, data, to, ...changes }),
    )
  }

  describe('of jobs', () => {
    let sourceId: string
    before(async () => {
      sourceId = (await anna.call('POST', '/sources', { text: sampleTalk })).json.id
    })

    const start = async (person: Person, isLong: boolean) => {
      const started = await person.call('POST', '/pipelines/generate_blog', {
        source_ids: [sourceId],
      })
      assert.equal(started.status, 202, started.text)
      const jobId: string = started.json.job_id
      const age = isLong ? '1 minute' : '0'
      await execute(
        sql`update galley.jobs set created_at = now() - ${age}::interval where id = ${jobId}`,
      )
      return jobId
    }

    it('reach whoever started one, when it took long or failed, with what they need', async () => {
      const long = await start(anna, true)
      const short = await start(anna, false)
      worker = await test.app.startWorker()
      for (const jobId of [long, short])
        assert.equal((await test.finish(jobId)).json.status, 'succeeded')
      await worker.stop({ graceMs: 0 })
      const { items, unread_count: unread } = await listOf(anna)
      assert.equal(unread, 1)
      const [{ id, created_at: _, data, ...rest }] = items
      assert.match(id, /^ntf_[0-9A-HJKMNP-TV-Z]{26}$/)
      assert.deepEqual(rest, { kind: 'job_finished', subject: long, read_at: null })
      assert.equal(data.name, 'generate_blog')
      assert.match(data.document_id, /^doc_/)
      assert.ok(data.title.length > 0 && data.duration_ms >= 60_000)
      assert.equal((await listOf(ben)).items.length, 0)

      const doomed = await start(ben, false)
      await execute(
        sql`update galley.jobs set input = '{"sourceIds":["src_gone"]}' where id = ${doomed}`,
      )
      worker = await test.app.startWorker()
      assert.equal((await test.finish(doomed)).json.status, 'failed')
      const [failed] = (await listOf(ben)).items
      assert.deepEqual([failed.kind, failed.subject], ['job_failed', doomed])
      assert.equal(failed.data.error_code, 'source_not_found')
    })

    it('are no trouble when the output holds what no text can', async () => {
      const jobId = await start(anna, true)
      await test.finish(jobId)
      await execute(sql`update galley.jobs set status = 'running' where id = ${jobId}`)
      await execute(sql`
        update galley.jobs set status = 'succeeded', attempts = 9,
          output = '{"title":"a\\u0000b"}'::json where id = ${jobId}`)
      const [last] = (await listOf(anna)).items
      assert.deepEqual([last.subject, last.data.title], [jobId, undefined])
    })
  })

  it('tell who invited somebody that they came, by the name that they have', async () => {
    const carl = await createPerson(test, { name: 'Carl', email: 'carl@example.org' })
    const made = await anna.call('POST', '/invitations', { email: carl.email, role: 'viewer' })
    assert.equal(made.status, 201, made.text)
    const mail = async () => sent.find(({ to }) => to === carl.email)
    while (!(await mail())) await setTimeout(20)
    const token = /#(galley_inv_\S+)/.exec((await mail())!.text)![1]
    const joined = await carl.call('POST', '/invitations/accept', { token })
    assert.equal(joined.status, 200, joined.text)
    const [told] = (await listOf(anna)).items
    assert.equal(told.kind, 'invitation_accepted')
    assert.deepEqual(told.data, { user_id: carl.userId, user_name: 'Carl', role: 'viewer' })
  })

  it('are read one by one, or all, or up to one; nobody reads those of others', async () => {
    await readAll(anna)
    for (let index = 0; index < 3; index += 1) await tell([anna.userId])
    const { items } = await listOf(anna, '?unread=true')
    assert.equal(items.length, 3)
    const one = `${at}/${items[0].id}`
    const read = await anna.call('PATCH', one, { is_read: true })
    assert.ok(read.json.read_at)
    assert.equal((await anna.call('PATCH', one, { is_read: false })).json.read_at, null)
    assert.equal(
      (await ben.call('PATCH', one, { is_read: true })).json.code,
      'notification_not_found',
    )
    const upTo = await anna.call('POST', `${at}/read`, { up_to: items[1].id })
    assert.equal(upTo.json.read, 2)
    assert.equal((await listOf(anna)).unread_count, 1)
    const pages = await listOf(anna, '?limit=2')
    const rest = await listOf(anna, `?limit=200&cursor=${pages.next_cursor}`)
    const ids = [...pages.items, ...rest.items].map(({ id }) => id)
    assert.deepEqual(ids, [...new Set(ids)].sort().reverse())
    assert.equal((await test.call('GET', at)).json.code, 'person_required')
    const loner = await createPerson(test)
    assert.equal((await loner.call('GET', at)).json.code, 'workspace_required')
  })
  const readAll = (person: Person) => person.call('POST', `${at}/read`, {})

  it('come once, to those who may and want to hear of them', async () => {
    for (const person of [anna, ben]) await readAll(person)
    const unread = async (person: Person) => (await listOf(person)).unread_count
    const once = { subject: 'con_1', dedupeKey: 'con_1 monday' }
    await Promise.all([1, 2, 3].map(() => tell({ permission: 'billing.write' }, once)))
    assert.deepEqual([await unread(anna), await unread(ben)], [1, 0])
    await anna.call('PATCH', '/account/preferences', {
      notifications: { connection_failing: 'none' },
    })
    await tell([anna.userId, ben.userId])
    assert.deepEqual([await unread(anna), await unread(ben)], [1, 1])
    await anna.call('PATCH', '/account/preferences', { notifications: null })
    await execute(sql`update galley.members set is_active = false where user_id = ${ben.userId}`)
    await tell([ben.userId])
    await execute(sql`update galley.members set is_active = true where user_id = ${ben.userId}`)
    assert.equal(await unread(ben), 1)
  })

  it('are announced to that person alone, who may see some projects only', async () => {
    const project = (await test.call('POST', '/projects', { name: 'Garden' })).json.id
    const dora = await createPerson(test, { name: 'Dora' })
    await join(test, dora, test.workspaceId, 'editor', [project])
    const reading = [dora, ben].map(async (person) => {
      const { cookie } = person
      const response = await test.app.fetch(
        new Request('http://localhost:3000/api/v1/events', { headers: { cookie } }),
      )
      return response.body!.pipeThrough(new TextDecoderStream()).getReader()
    })
    const [own, other] = await Promise.all(reading)
    for (const reader of [own!, other!]) assert.match((await reader.read()).value!, /^id: \d+/)
    await tell([dora.userId], { subject: 'con_secret' })
    const { value } = await own!.read()
    assert.match(value!, /event: notification\.created/)
    const event = JSON.parse(/^data: (.*)$/m.exec(value!)![1]!)
    assert.deepEqual(event.data, { kind: 'connection_failing', subject: 'con_secret' })
    // Everybody sees what comes next, so nothing came before it.
    await test.call('POST', '/projects', { name: 'Shed' })
    const seen = (await other!.read()).value!
    assert.match(seen, /project\.created/)
    assert.doesNotMatch(seen, /con_secret/)
    await dora.call('POST', `${at}/read`, {})
    const read = (await own!.read()).value!
    assert.match(read, /"unread_count":0/)
    await Promise.all([own!.cancel(), other!.cancel()])
  })

  it('are mailed when they stay unread, once, and end after 90 days', async () => {
    await readAll(anna)
    const to = (person: Person) =>
      sent.filter((mail) => mail.to === person.email && /fails/.test(mail.subject))
    await tell([anna.userId, ben.userId], { subject: 'con_mailed' })
    await mailNotifications(test.app.services)
    await execute(sql`update galley.notifications set mail_at = now() where subject = 'con_mailed'`)
    await readAll(ben)
    await mailNotifications(test.app.services)
    await mailNotifications(test.app.services)
    while (to(anna).length === 0) await setTimeout(20)
    assert.deepEqual([to(anna).length, to(ben).length], [1, 0])
    assert.match(to(anna)[0]!.text, /“openai” fails/)
    await execute(sql`
      update galley.notifications set created_at = now() - interval '91 days' where subject = 'con_mailed'`)
    await sweepNotifications(test.app.services)
    const { items } = await listOf(anna)
    assert.ok(
      items.length > 0 &&
        items.every(({ subject }: { subject: string }) => subject !== 'con_mailed'),
    )
  })
})

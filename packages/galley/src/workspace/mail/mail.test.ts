import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { startSmtpServer } from '../../../fakes/smtp/index.ts'
import type { SmtpServer } from '../../../fakes/smtp/index.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { systemWorkspaceId } from '../../platform/jobs/contract.ts'
import type { JobRecord } from '../../platform/jobs/index.ts'
import { createSmtpMail } from '../../platform/mail/drivers/smtp.ts'
import { newId } from '../../platform/id.ts'
import { defineMail, queueMail } from './index.ts'
import type { MailCategory } from './index.ts'

const mailOf = (category: MailCategory) =>
  defineMail<{ url: string }>({
    name: `test.${category}`,
    category,
    subject: () => 'Confirm your address',
    body: ({ url }) => ({
      paragraphs: ['Please confirm that this is you.'],
      action: { label: 'Confirm', url },
    }),
  })
const security = mailOf('security')
const account = mailOf('account')
const notification = mailOf('notification')

describe('mail', () => {
  let smtp: SmtpServer
  let test: TestApp
  let second: TestApp['worker'] = null
  let services: TestApp['app']['services']
  const logged: object[] = []

  before(async () => {
    smtp = await startSmtpServer()
    const from = { name: 'Galley', address: 'galley@example.org' }
    test = await createTestApp({
      mail: createSmtpMail({ url: smtp.url, from }),
      environment: { PUBLIC_URL: 'https://galley.example/' },
    })
    services = test.app.services
    services.logger.warn = (fields) => void logged.push(fields)
  })
  after(async () => {
    services?.mail.close?.()
    await second?.stop({ graceMs: 0 })
    await test?.close()
    await smtp?.close()
  })
  beforeEach(() => {
    smtp.behave({ defer: 0, bounce: [], reject: [], greylist: false, dropAfterData: 0 })
    logged.length = 0
  })

  const newReader = () => `${newId('x').toLowerCase()}@example.org`
  const taken = (to: string) => smtp.messages.filter(({ envelope }) => envelope.to[0] === to)
  const queue = (to: string, mail = security, url = 'https://galley.example/verify?token=t') =>
    queueMail({ services, input: { to, mail, data: { url } } })

  async function jobOf(mailId: string): Promise<JobRecord> {
    const { db, jobs } = services
    const { items: list } = await db.systemTransaction((tx) =>
      jobs.list(tx, systemWorkspaceId, { name: 'mail.send' }, { limit: 100 }),
    )
    const job = list.find(({ input }) => (input as { mailId: string }).mailId === mailId)
    assert.ok(job, 'the mail has a job')
    return job
  }

  /** Waits for the mail's end; waits between attempts are made short. */
  async function finish({ mailId }: { mailId: string }): Promise<JobRecord> {
    for (;;) {
      const job = await jobOf(mailId)
      if (job.finishedAt) return job
      if (job.status === 'waiting') {
        await services.db.system.execute(sql`
          with due as (update galley.job_steps set wake_at = now() where job_id = ${job.id})
          update galley.jobs set run_at = now() where id = ${job.id} and status = 'waiting'`)
        await services.db.system.execute(sql`select pg_notify('galley_jobs', ${systemWorkspaceId})`)
      }
      await wait(20)
    }
  }

  it('arrives once, as plain text and as HTML', async () => {
    const to = newReader()
    const job = await finish(await queue(to))
    assert.equal(job.status, 'succeeded')
    assert.deepEqual(job.output, { outcome: 'sent' })
    const [received, ...more] = taken(to)
    assert.equal(more.length, 0)
    assert.match(
      received!.mail.text!,
      /Please confirm.*Confirm:\nhttps:\/\/galley\.example\/verify\?token=t\n/s,
    )
    assert.match(received!.mail.html as string, /href="https:\/\/galley\.example\/verify\?token=t"/)
    assert.doesNotMatch(received!.raw, /^List-Unsubscribe/m)
  })

  it('is sent when the transaction that queues it commits, and else never', async () => {
    const [kept, undone] = [newReader(), newReader()]
    const { workspaceId } = test
    const { db } = services
    const data = { url: 'https://galley.example' }
    const failed = db.tenant(workspaceId, async (tx) => {
      await queueMail({ services, tx, input: { to: undone, mail: security, data, workspaceId } })
      throw new Error('no')
    })
    await assert.rejects(failed, /no/)
    const queued = await db.tenant(workspaceId, (tx) =>
      queueMail({ services, tx, input: { to: kept, mail: security, data, workspaceId } }),
    )
    await finish(queued)
    assert.equal(taken(kept).length, 1)
    assert.equal(taken(undone).length, 0)
  })

  it('leaves the events and jobs of the workspace that sends it as they are', async () => {
    const { workspaceId } = test
    const { db, jobs } = services
    const request = { workspaceId, name: 'test.nothing', version: 1, input: {}, permissions: [] }
    const actor = { kind: 'system', id: 'test' } as const
    const to = newReader()
    const [first, queued, second] = await db.tenant(workspaceId, async (tx) => [
      await jobs.enqueue(tx, { ...request, actor }),
      await queueMail({
        services,
        tx,
        input: { to, mail: security, data: { url: 'https://a.b' } },
      }),
      await jobs.enqueue(tx, { ...request, actor }),
    ])
    const { rows } = await db.system.execute<{ subject: string }>(sql`
      select subject from galley.events
      where workspace_id = ${workspaceId} and type = 'job.queued' order by seq desc limit 2`)
    assert.deepEqual(rows.map(({ subject }) => subject).reverse(), [first!.jobId, second!.jobId])
    assert.equal((await finish(queued as { mailId: string })).status, 'succeeded')
    assert.doesNotMatch((await test.call('GET', '/jobs')).text, /mail/)
  })

  it('can be put in line by the app role, and not read by it', async () => {
    const { mailId } = await queue(newReader())
    for (const table of ['mails', 'mail_suppressions']) {
      const rows = await services.db.tenant(test.workspaceId, async (tx) => {
        return (
          await tx.execute<Record<string, unknown>>(
            sql`select * from galley.${sql.identifier(table)}`,
          )
        ).rows
      })
      assert.equal(rows.length, 0)
    }
    await finish({ mailId })
  })

  it('is put off, tried again, and delivered once', async () => {
    const to = newReader()
    smtp.behave({ defer: 2 })
    const job = await finish(await queue(to))
    assert.equal(job.status, 'succeeded')
    assert.equal(taken(to).length, 1)
    assert.equal(smtp.attempts.filter((address) => address === to).length, 3)
  })

  it('is refused for good at once, and says why without saying whose it was', async () => {
    const to = newReader()
    smtp.behave({ reject: [to] })
    const queued = await queue(to)
    const job = await finish(queued)
    assert.equal(job.status, 'failed')
    assert.equal(job.error!.code, 'mail_rejected')
    assert.match(job.error!.message, /554 5\.7\.1/)
    assert.equal(smtp.attempts.filter((address) => address === to).length, 1)
    assert.deepEqual(logged, [
      { mailId: queued.mailId, name: 'test.security', code: 'mail_rejected' },
    ])

    // The operator mends it, and puts it back in line.
    smtp.behave({ reject: [] })
    await services.db.systemTransaction((tx) =>
      services.jobs.redrive(tx, systemWorkspaceId, job.id, { fromStep: 'send' }),
    )
    assert.equal((await finish(queued)).status, 'succeeded')
    assert.equal(taken(to).length, 1)
  })

  it('that bounced is followed by security mail only, until that gets through', async () => {
    const to = newReader()
    smtp.behave({ bounce: [to] })
    const job = await finish(await queue(to, account))
    assert.equal(job.error!.code, 'mail_bounced')
    smtp.behave({ bounce: [] })
    for (const mail of [account, notification]) {
      assert.deepEqual((await finish(await queue(to, mail))).output, { outcome: 'suppressed' })
    }
    assert.equal(taken(to).length, 0)
    await finish(await queue(to.toUpperCase().replace('@EXAMPLE', '@example'), security))
    assert.deepEqual((await finish(await queue(to, account))).output, { outcome: 'sent' })
  })

  it('goes out again under the same Message-ID when the line broke after it was taken', async () => {
    const to = newReader()
    smtp.behave({ dropAfterData: 1 })
    assert.equal((await finish(await queue(to))).status, 'succeeded')
    const ids = taken(to).map(({ mail }) => mail.messageId)
    assert.equal(ids.length, 2)
    assert.equal(new Set(ids).size, 1)
  })

  it('is finished by another worker when its own ends before it knows that it was taken', async () => {
    const { mail } = services
    const { send } = mail
    mail.send = async (...message) => {
      mail.send = send
      await send(...message)
      await new Promise(() => undefined) // the server's answer gets lost
    }
    const to = newReader()
    const queued = await queue(to)
    while (taken(to).length === 0) await wait(20)
    await test.worker!.stop({ graceMs: 0 })
    assert.equal((await jobOf(queued.mailId)).finishedAt, null)
    second = await test.app.startWorker()
    assert.equal((await finish(queued)).status, 'succeeded')
    assert.equal(new Set(taken(to).map((received) => received.mail.messageId)).size, 1)
  })

  it('waits for a server that is down', async () => {
    const port = Number(new URL(smtp.url).port)
    await smtp.close()
    const to = newReader()
    const queued = await queue(to)
    let job = await jobOf(queued.mailId)
    while (job.status !== 'waiting') {
      await wait(20)
      job = await jobOf(queued.mailId)
    }
    const steps = await services.db.systemTransaction((tx) => services.jobs.steps(tx, job.id))
    assert.equal(steps[0]!.error!.code, 'mail_server_unreachable')
    smtp = await startSmtpServer({ port })
    assert.equal((await finish(queued)).status, 'succeeded')
    assert.equal(taken(to).length, 1)
  })

  it('is nowhere in the clear: not the address, not the link, before or after', async () => {
    const to = newReader()
    const secret = `tok${newId('y')}`
    smtp.behave({ bounce: [to] })
    const queued = await queue(to, notification, `https://galley.example/verify?token=${secret}`)
    const job = await finish(queued)
    assert.equal(job.status, 'failed')
    const dump = await dumpDatabase()
    assert.match(dump, new RegExp(queued.mailId), 'the dump is one')
    const [local] = to.split('@')
    for (const text of [dump, JSON.stringify(logged)]) {
      assert.ok(!text.includes(secret))
      assert.ok(!text.includes(local!))
      assert.ok(!text.includes(btoa(secret).slice(0, -4)))
    }
  })

  it('that is delivered is not kept, and what failed is for a week', async () => {
    const { sweepMails } = await import('./sweep-mails.ts')
    const delivered = await queue(newReader())
    await finish(delivered)
    const to = newReader()
    smtp.behave({ reject: [to] })
    const failed = await queue(to)
    await finish(failed)
    const kept = async () => {
      const { rows } = await services.db.system.execute<{ id: string }>(
        sql`select id from galley.mails where id in (${delivered.mailId}, ${failed.mailId})`,
      )
      return rows.map(({ id }) => id)
    }
    await sweepMails(services)
    assert.deepEqual(await kept(), [failed.mailId])
    await services.db.system.execute(
      sql`update galley.mails set created_at = now() - interval '8 days' where id = ${failed.mailId}`,
    )
    await sweepMails(services)
    assert.deepEqual(await kept(), [])
  })

  it('does not open in the place of another', async () => {
    const to = newReader()
    smtp.behave({ reject: [to] })
    const [one, other] = [await queue(to), await queue(to)]
    await Promise.all([finish(one), finish(other)])
    await services.db.system.execute(sql`
      update galley.mails set sealed = (select sealed from galley.mails where id = ${other.mailId})
      where id = ${one.mailId}`)
    const job = await jobOf(one.mailId)
    await services.db.systemTransaction((tx) =>
      services.jobs.redrive(tx, systemWorkspaceId, job.id, { fromStep: 'send' }),
    )
    assert.equal((await finish(one)).error!.code, 'secret_unreadable')
  })

  it('is refused before it is queued when nobody could get it', async () => {
    for (const to of ['nobody', 'a@example.org\r\nBcc: b@example.org', 'a@b.c, d@e.f']) {
      await assert.rejects(queue(to), { code: 'mail_address_invalid' })
    }
    for (const url of ['javascript:alert(1)', '/verify', 'data:text/html,x']) {
      await assert.rejects(queue(newReader(), security, url), { code: 'mail_link_invalid' })
    }
  })

  describe('of a kind that readers can end', () => {
    const headerOf = ({ mail }: (typeof smtp.messages)[number], name: string) =>
      mail.headerLines.find(({ key }) => key === name)?.line.replace(/\r?\n\s+/g, ' ')

    async function subscribed(): Promise<{
      to: string
      token: string
      page: string
      post: string
    }> {
      const to = newReader()
      await finish(await queue(to, notification))
      const [received] = taken(to)
      const post = /<https:\/\/galley\.example(\/\S+)>/.exec(
        headerOf(received!, 'list-unsubscribe')!,
      )
      assert.equal(
        headerOf(received!, 'list-unsubscribe-post'),
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      )
      const page = /No more of these: https:\/\/galley\.example(\/\S+)/.exec(received!.mail.text!)
      const token = new URL(`http://x${page![1]}`).searchParams.get('token')!
      return { to, token, page: page![1]!, post: post![1]! }
    }
    const visit = (path: string, init?: RequestInit) =>
      Promise.resolve(test.app.fetch(new Request(`http://localhost:3000${path}`, init)))
    const outcome = async (to: string, mail = notification) =>
      ((await finish(await queue(to, mail))).output as { outcome: string }).outcome

    it('is ended by one click in a mail program, which has no login', async () => {
      const { to, post } = await subscribed()
      const response = await visit(post, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
      assert.equal(response.status, 200)
      assert.match(response.headers.get('content-type')!, /^text\/plain/)
      assert.equal(await outcome(to), 'suppressed')
      assert.equal(await outcome(to, account), 'sent')
      assert.equal(await outcome(to, security), 'sent')
      assert.equal(await outcome(newReader()), 'sent')
    })

    it('is not ended by looking at the page, as scanners do, but by its button', async () => {
      const { to, page } = await subscribed()
      const response = await visit(page)
      assert.equal(response.status, 200)
      const html = await response.text()
      assert.match(response.headers.get('content-security-policy')!, /form-action 'self'/)
      assert.equal(await outcome(to), 'sent')
      const action = /action="([^"]+)"/.exec(html)![1]!
      const target = new URL(action, `http://localhost:3000${page}`)
      await visit(target.pathname + target.search, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
      assert.equal(await outcome(to), 'suppressed')
    })

    it('is ended and begun again by the token, any number of times', async () => {
      const { to, token } = await subscribed()
      const none = { authorization: '' }
      for (const [verb, isSubscribed] of [
        ['unsubscribe', false],
        ['unsubscribe', false],
        ['resubscribe', true],
        ['resubscribe', true],
      ] as const) {
        const { status, json } = await test.call('POST', `/mail/${verb}`, { token }, none)
        assert.equal(status, 200)
        assert.deepEqual(json, { category: 'notification', is_subscribed: isSubscribed })
      }
      assert.equal(await outcome(to), 'sent')
    })

    it('is not ended by a token that somebody made or changed', async () => {
      const { to, token } = await subscribed()
      const { token: other } = await subscribed()
      const [category, hash, mac] = token.split('.') as [string, string, string]
      const flipped = (text: string) => (text[0] === 'a' ? 'b' : 'a') + text.slice(1)
      const forged = [
        '',
        'x',
        `security.${hash}.${mac}`,
        `account.${hash}.${mac}`,
        `${category}.${flipped(hash)}.${mac}`,
        `${category}.${hash}.${flipped(mac)}`,
        `${category}.${hash}.${other.split('.')[2]}`,
        `${token}x`,
        `${token}\n`,
        '__proto__',
        'x'.repeat(100_000),
      ]
      for (const forgery of forged) {
        const { status } = await test.call('POST', '/mail/unsubscribe', { token: forgery })
        assert.equal(status, 422, forgery.slice(0, 80))
      }
      const page = await visit(`/api/v1/mail/unsubscribe?token=${encodeURIComponent('"><script>')}`)
      assert.doesNotMatch(await page.text(), /<script/)
      assert.equal(await outcome(to), 'sent')
    })
  })

  /** Every row of every table, as text. */
  async function dumpDatabase(): Promise<string> {
    const { rows: tables } = await services.db.system.execute<{ name: string }>(
      sql`select tablename as name from pg_tables where schemaname = 'galley'`,
    )
    const texts: string[] = []
    for (const { name } of tables) {
      const { rows } = await services.db.system.execute<{ row: string }>(
        sql`select t::text as row from galley.${sql.identifier(name)} t`,
      )
      texts.push(...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  }
})

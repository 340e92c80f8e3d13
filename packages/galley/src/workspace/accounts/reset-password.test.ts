import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { createAccountsTest, password, tokenIn } from './accounts.fixture.ts'
import type { AccountsTest } from './accounts.fixture.ts'
import { throttles, users, verifications } from './tables.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest()
})
after(() => test.close())

const other = 'another long passphrase'
const forgot = (email: string) => test.browser().send('POST', '/auth/password/forgot', { email })
const reset = (token: string, chosen = other, browser = test.browser()) =>
  browser.send('POST', '/auth/password/reset', { token, password: chosen })
const signIn = (email: string, secret: string, browser = test.browser()) =>
  browser.send('POST', '/auth/sign-in', { email, password: secret })

describe('a forgotten password', () => {
  it('is replaced by the link of a mail, which ends every session and signs nobody in', async () => {
    const email = 'anna@example.org'
    const old = await test.member(email)
    assert.equal((await forgot(email)).status, 204)
    const mail = await test.mailTo(email)
    assert.match(mail.text, /http:\/\/localhost:3000\/reset-password#token=/)
    const browser = test.browser()
    assert.equal((await reset(tokenIn(mail), other, browser)).status, 204)
    assert.equal(browser.cookies.has('galley.session_token'), false)
    assert.match((await test.mailTo(email)).subject, /was changed/)
    assert.equal((await signIn(email, password)).status, 401)
    assert.equal((await signIn(email, other)).status, 200)
    await new Promise((resolve) => setTimeout(resolve, 1000)) // sessions are believed for a second
    assert.equal((await old.send('GET', '/account')).status, 401)
  })

  it('is asked for with the same answer, whether or not there is an account', async () => {
    await test.member('known@example.org')
    const answers = await Promise.all(['known@example.org', 'unknown@example.org'].map(forgot))
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text]),
      [
        [204, ''],
        [204, ''],
      ],
    )
    await test.mailTo('known@example.org')
    assert.ok(!test.mails.some(({ to }) => to === 'unknown@example.org'))
  })

  it('takes as many steps for an address that nobody has, and leaves nothing of them', async () => {
    await test.member('busy@example.org')
    const { query } = pg.Client.prototype
    const steps = async (path: string, email: string) => {
      const seen: string[] = []
      const spy = mock.method(
        pg.Client.prototype,
        'query',
        function (this: pg.Client, ...args: [string | { text: string }]) {
          const text = typeof args[0] === 'string' ? args[0] : args[0].text
          if (/savepoint|verifications|queue_mail|account_events/.test(text)) {
            seen.push(text.trim().split(/\s+/).slice(0, 3).join(' '))
          }
          return (query as (...given: unknown[]) => unknown).apply(this, args)
        },
      )
      const answer = await test.browser().send('POST', path, { email })
      spy.mock.restore()
      assert.equal(answer.status, 204)
      return seen.map((text) => (/^(release|rollback)/.test(text) ? 'end' : text))
    }
    for (const path of ['/auth/password/forgot', '/auth/verification']) {
      const known = await steps(path, 'busy@example.org')
      assert.ok(known.length >= 4, known.join(', '))
      assert.deepEqual(await steps(path, 'nobody-is-busy@example.org'), known)
    }
    await test.mailTo('busy@example.org')
    assert.ok(!test.mails.some(({ to }) => to === 'nobody-is-busy@example.org'))
    const left = await test.database.db.system.select().from(verifications)
    assert.ok(!left.some(({ value }) => value.includes('nobody-is-busy@example.org')))
  })

  it('has a link that is good once, also for two at the same time', async () => {
    const email = 'once@example.org'
    await test.member(email)
    await forgot(email)
    const token = tokenIn(await test.mailTo(email))
    const answers = await Promise.all([
      reset(token, 'the first of two phrases'),
      reset(token, 'the second of two phrases'),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 422])
    assert.equal((await reset(token)).json.code, 'link_invalid')
  })

  it('keeps its link when the new password is a weak one', async () => {
    const email = 'weak@example.org'
    await test.member(email)
    await forgot(email)
    const token = tokenIn(await test.mailTo(email))
    const weak = await reset(token, 'password1234')
    assert.deepEqual([weak.status, weak.json.code], [422, 'password_weak'])
    assert.equal((await reset(token)).status, 204)
  })

  it('has a link that ends: with time, with the address, and for anything else', async () => {
    const email = 'late@example.org'
    await test.member(email)
    const { system } = test.app.services.db
    const freshToken = async (address: string) => {
      await forgot(address)
      return tokenIn(await test.mailTo(address))
    }
    const late = await freshToken(email)
    await system.update(verifications).set({ expiresAt: sql`now() - interval '1 second'` })
    assert.equal((await reset(late)).json.code, 'link_invalid')
    const token = await freshToken(email)
    const asVerification = await test
      .browser()
      .send('POST', '/auth/verification/confirm', { token })
    assert.equal(asVerification.json.code, 'link_invalid')
    await system.update(users).set({ email: 'moved@example.org' }).where(eq(users.email, email))
    assert.equal((await reset(token)).json.code, 'link_invalid')
  })

  it('stores nothing that opens an account for whoever reads the database', async () => {
    const email = 'stored@example.org'
    await test.member(email)
    await forgot(email)
    const token = tokenIn(await test.mailTo(email))
    const stored = JSON.stringify(await test.app.services.db.system.select().from(verifications))
    assert.ok(stored.includes(email))
    assert.ok(!stored.includes(token))
  })

  it('verifies the address too, and lets its owner in while strangers are held up', async () => {
    const email = 'besieged@example.org'
    await test.browser().send('POST', '/auth/sign-up', { name: 'Anna', email, password })
    await test.mailTo(email)
    await forgot(email)
    const token = tokenIn(await test.mailTo(email))
    await signIn(email, 'a wrong guess')
    await test.app.services.db.system
      .update(throttles)
      .set({ attempts: 12, allowedAt: new Date(0) })
    await signIn(email, 'a wrong guess')
    assert.equal((await signIn(email, password)).status, 429)
    const browser = test.browser()
    await reset(token, other, browser)
    const answer = await signIn(email, other, browser)
    assert.equal(answer.status, 200)
    assert.equal(answer.json.user.email_verified, true)
  })
})

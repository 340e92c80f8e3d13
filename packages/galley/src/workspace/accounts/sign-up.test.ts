import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import type { App } from '../../app.ts'
import { defineModule } from '../../platform/module.ts'
import { appWith, createAccountsTest, password, tokenIn } from './accounts.fixture.ts'
import type { AccountsTest } from './accounts.fixture.ts'
import { signUpGate, userCreated } from './hooks.ts'
import { accountEvents, credentials, users } from './tables.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest()
})
after(() => test.close())

const name = 'Anna Berg'
const countOf = (email: string, of = test) =>
  of.app.services.db.system.$count(users, eq(users.email, email))

describe('signing up', () => {
  it('goes from the form over the link in the mail to a session, and out again', async () => {
    const browser = test.browser()
    const email = 'anna@example.org'
    const input = { name, email: 'Anna@Example.org', password }
    const made = await browser.send('POST', '/auth/sign-up', input)
    assert.equal(made.status, 200)
    assert.deepEqual(made.json, { status: 'verify_email' })
    assert.deepEqual(browser.lastCookies, [])
    const early = await browser.send('POST', '/auth/sign-in', { email, password })
    assert.equal(early.status, 401)
    const token = tokenIn(await test.mailTo(email))
    const confirm = () => browser.send('POST', '/auth/verification/confirm', { token })
    assert.equal((await confirm()).status, 204)
    assert.deepEqual(browser.lastCookies, [])
    assert.equal((await confirm()).json.code, 'link_invalid')
    const signedIn = await browser.send('POST', '/auth/sign-in', { ...input, name: undefined })
    assert.equal(signedIn.status, 200, signedIn.text)
    assert.equal(signedIn.json.status, 'signed_in')
    assert.equal(signedIn.json.user.email_verified, true)
    assert.match(signedIn.json.user.id, /^usr_[0-9A-Z]{26}$/)
    const account = await browser.send('GET', '/account')
    assert.equal(account.json.user.email, email)
    assert.equal(account.json.has_password, true)
    const out = await browser.send('POST', '/auth/sign-out')
    assert.equal(out.status, 204)
    assert.equal(browser.cookies.has('galley.session_token'), false)
    assert.ok(browser.cookies.has('galley.device'))
    assert.equal((await browser.send('POST', '/auth/sign-out')).status, 204)
  })

  it('answers alike for an address that has an account, and tells its owner', async () => {
    const email = 'known@example.org'
    await test.member(email)
    const first = await test
      .browser()
      .send('POST', '/auth/sign-up', { name, email: 'new@example.org', password })
    const second = await test
      .browser()
      .send('POST', '/auth/sign-up', { name, email, password: 'quite another phrase' })
    assert.deepEqual([second.status, second.text], [first.status, first.text])
    const mail = await test.mailTo(email)
    assert.match(mail.subject, /have an account/)
    assert.ok(!mail.text.includes('token='))
    const intruder = await test
      .browser()
      .send('POST', '/auth/sign-in', { email, password: 'quite another phrase' })
    assert.equal(intruder.status, 401)
  })

  it('makes one person of two who come at once', async () => {
    const email = 'twice@example.org'
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        test.browser().send('POST', '/auth/sign-up', {
          name: `Anna ${index}`,
          email: index % 2 ? email : email.toUpperCase(),
          password,
        }),
      ),
    )
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    assert.equal(await countOf(email), 1)
    const [user] = await test.app.services.db.system
      .select()
      .from(users)
      .where(eq(users.email, email))
    const ways = eq(credentials.userId, user!.id)
    assert.equal(await test.app.services.db.system.$count(credentials, ways), 1)
  })

  it('sends the link again, and says the same to everybody', async () => {
    const email = 'again@example.org'
    await test.browser().send('POST', '/auth/sign-up', { name, email, password })
    const [first] = [tokenIn(await test.mailTo(email))]
    const answers = await Promise.all(
      [email, 'nobody@example.org'].map((address) =>
        test.browser().send('POST', '/auth/verification', { email: address }),
      ),
    )
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text]),
      [
        [204, ''],
        [204, ''],
      ],
    )
    const second = tokenIn(await test.mailTo(email))
    assert.notEqual(first, second)
    const token = second
    const confirm = () => test.browser().send('POST', '/auth/verification/confirm', { token })
    const both = await Promise.all([confirm(), confirm()])
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 422])
  })

  it('sends five mails an hour to an address at most, whoever asks and whether it has an account', async () => {
    await test.member('flooded@example.org')
    for (const email of ['flooded@example.org', 'unknown-flooded@example.org']) {
      const statuses = []
      for (let index = 0; index < 7; index++) {
        statuses.push((await test.browser().send('POST', '/auth/verification', { email })).status)
      }
      assert.equal(statuses.at(-1), 429, email)
    }
  })

  it('refuses passwords that are short, common, or made of the person', async () => {
    for (const weak of [
      'short',
      'password1234',
      'Qwertyuiop1',
      'aaaaaaaaaaaa',
      'AnnaBerg2024',
      'anna@example.org',
      'x'.repeat(129),
    ]) {
      const answer = await test
        .browser()
        .send('POST', '/auth/sign-up', { name, email: 'weak@example.org', password: weak })
      assert.equal(answer.status, 422, weak)
      assert.ok(!answer.text.includes(weak) || weak === 'short')
    }
    assert.equal(await countOf('weak@example.org'), 0)
  })

  it('refuses input that is none', async () => {
    const good = { name, email: 'hostile@example.org', password }
    for (const bad of [
      { ...good, email: 'no address' },
      { ...good, email: 'a@b' },
      { ...good, email: 'x@example.org\r\nBcc: victim@example.org' },
      { ...good, email: `${'x'.repeat(300)}@example.org` },
      { ...good, email: { $ne: null } },
      { ...good, name: 'Anna\r\nSubject: hello' },
      { ...good, name: '\u0000' },
      { ...good, name: '   ' },
      { ...good, name: 'x'.repeat(10_000) },
      { ...good, password: ['x'] },
      { ...good, invitation: 'x'.repeat(1000) },
    ]) {
      const answer = await test.browser().send('POST', '/auth/sign-up', bad)
      assert.equal(answer.status, 422, JSON.stringify(bad).slice(0, 100))
    }
    const huge = await test
      .browser()
      .send('POST', '/auth/sign-up', { ...good, name: 'x'.repeat(2_000_000) })
    assert.equal(huge.status, 413)
    for (const token of ['', 'x', "' or 1=1", '\u0000', 'x'.repeat(10_000)]) {
      const answer = await test.browser().send('POST', '/auth/verification/confirm', { token })
      assert.equal(answer.status, 422)
    }
  })

  it('is refused from the pages of other sites, with a cookie or without', async () => {
    const input = { name, email: 'csrf@example.org', password }
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ] as Record<string, string>[]) {
      const answer = await test.browser().send('POST', '/auth/sign-up', input, headers)
      assert.equal(answer.status, 403, JSON.stringify(headers))
    }
    assert.equal(await countOf(input.email), 0)
    const own = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
    assert.equal((await test.browser().send('POST', '/auth/sign-up', input, own)).status, 200)
  })
})

describe('where no mail is delivered', () => {
  it('an account works at once, and its address stays unverified', async () => {
    const plain = await createAccountsTest({ isDelivering: false, hasWorker: false })
    try {
      const browser = plain.browser()
      const input = { name, email: 'anna@example.org', password }
      const made = await browser.send('POST', '/auth/sign-up', input)
      assert.deepEqual(made.json, { status: 'sign_in' })
      const answer = await browser.send('POST', '/auth/sign-in', { email: input.email, password })
      assert.equal(answer.json.user.email_verified, false)
    } finally {
      await plain.close()
    }
  })
})

describe('who may sign up', () => {
  it('is nobody where it is closed', async () => {
    const closed = await createAccountsTest({
      hasWorker: false,
      environment: { GALLEY_SIGN_UP: 'closed' },
    })
    try {
      const answer = await closed
        .browser()
        .send('POST', '/auth/sign-up', { name, email: 'a@example.org', password })
      assert.deepEqual([answer.status, answer.json.code], [403, 'sign_up_closed'])
      assert.equal((await closed.browser().send('GET', '/auth/methods')).json.sign_up, 'closed')
    } finally {
      await closed.close()
    }
  })

  it('is, by invitation, the first person of all and then those who were invited', async () => {
    const invited = await createAccountsTest({
      hasWorker: false,
      isDelivering: false,
      environment: { GALLEY_SIGN_UP: 'invited' },
    })
    try {
      const methods = async () =>
        (await invited.browser().send('GET', '/auth/methods')).json.sign_up
      assert.equal(await methods(), 'open')
      const answers = await Promise.all(
        ['a', 'b', 'c'].map((who) =>
          invited
            .browser()
            .send('POST', '/auth/sign-up', { name, email: `${who}@example.org`, password }),
        ),
      )
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403])
      assert.equal(await methods(), 'invited')
      const known = await Promise.all(
        ['a', 'b', 'c', 'd'].map((who) =>
          invited.browser().send('POST', '/auth/sign-up', {
            name,
            email: `${who}@example.org`,
            password,
            invitation: 'made-up',
          }),
        ),
      )
      assert.ok(
        known.every(
          ({ status, json }) => status === 403 && json.code === 'sign_up_needs_invitation',
        ),
      )
    } finally {
      await invited.close()
    }
  })

  it('is decided by the module that knows the invitations', async () => {
    const origins: string[] = []
    const gate = defineModule({
      name: 'gate',
      contributions: [
        signUpGate.contribute(async ({ input }) => input.invitation === `for ${input.email}`),
        userCreated.contribute(async ({ user }) => void origins.push(user.origin)),
      ],
    })
    const app = appWith(test, gate)
    const signUp = (email: string, invitation?: string) =>
      post(app, '/auth/sign-up', { name, email, password, invitation })
    assert.equal((await signUp('guest@example.org', 'for guest@example.org')).status, 200)
    assert.equal((await signUp('other@example.org', 'for guest@example.org')).status, 200)
    assert.deepEqual(origins, ['invitation', 'sign_up'])
  })
})

describe('a person who cannot be given a place', () => {
  it('is not made at all', async () => {
    const failing = defineModule({
      name: 'failing',
      contributions: [
        userCreated.contribute(async () => {
          throw new Error('no place')
        }),
      ],
    })
    const email = 'half@example.org'
    const answer = await post(appWith(test, failing), '/auth/sign-up', { name, email, password })
    assert.equal(answer.status, 500)
    assert.equal(await countOf(email), 0)
    const { system } = test.app.services.db
    const events = await system
      .select()
      .from(accountEvents)
      .where(eq(accountEvents.kind, 'account.created'))
    const people = await system.select({ id: users.id }).from(users)
    assert.ok(events.every((event) => people.some(({ id }) => id === event.userId)))
    assert.ok(!test.mails.some(({ to }) => to === email))
  })
})

async function post(app: App, path: string, body: object) {
  return app.fetch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
}

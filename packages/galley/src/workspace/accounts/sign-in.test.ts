import assert from 'node:assert/strict'
import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { after, before, describe, it, mock } from 'node:test'
import { eq } from 'drizzle-orm'
import type { Logger } from '../../platform/telemetry/contract.ts'
import { createAccountsTest, password } from './accounts.fixture.ts'
import type { AccountsTest, Browser } from './accounts.fixture.ts'
import { sessions, throttles } from './tables.ts'

// Before better-auth is loaded, which takes it by name.
const scrypt = mock.method(nodeCrypto, 'scrypt')
syncBuiltinESMExports()

const lines: string[] = []
const log = (fields: object, message: string) =>
  void lines.push(
    JSON.stringify(fields, (_, value) => (value instanceof Error ? `${value.stack}` : value)) +
      message,
  )
const capture: Logger = { debug: log, info: log, warn: log, error: log, child: () => capture }

let test: AccountsTest
before(async () => {
  test = await createAccountsTest({ logger: capture })
})
after(() => test.close())

const signIn = (browser: Browser, email: string, secret = password, headers = {}) =>
  browser.send('POST', '/auth/sign-in', { email, password: secret }, headers)
const without = ({ status, text }: { status: number; text: string }) => ({
  status,
  text: text.replace(/"request_id":"\w+"/, ''),
})

describe('signing in', () => {
  it('answers alike, and works alike, whatever is wrong', async () => {
    const email = 'anna@example.org'
    await test.member(email)
    await test
      .browser()
      .send('POST', '/auth/sign-up', { name: 'Tom', email: 'unverified@example.org', password })
    const answers = []
    const hashings = []
    for (const [address, secret] of [
      [email, 'a wrong password'],
      ['unverified@example.org', 'a wrong password'],
      ['unverified@example.org', password],
      ['nobody@example.org', password],
    ] as const) {
      const before = scrypt.mock.callCount()
      answers.push(without(await signIn(test.browser(), address, secret)))
      hashings.push(scrypt.mock.callCount() - before)
    }
    assert.equal(answers[0]!.status, 401)
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.deepEqual(hashings, [1, 1, 1, 1])
  })

  it('hashes as often for a known address that signs up as for a new one', async () => {
    const hashings = []
    for (const email of ['anna@example.org', 'brand-new@example.org']) {
      const before = scrypt.mock.callCount()
      await test
        .browser()
        .send('POST', '/auth/sign-up', { name: 'Anna', email, password: 'seven green bicycles' })
      hashings.push(scrypt.mock.callCount() - before)
    }
    assert.deepEqual(hashings, [1, 1])
  })

  it('gives a new session each time, and ends the one that this browser had', async () => {
    const email = 'rotation@example.org'
    const browser = await test.member(email)
    const before = browser.cookies.get('galley.session_token')
    const id = (await browser.send('GET', '/account')).json.user.id
    await signIn(browser, email)
    assert.notEqual(browser.cookies.get('galley.session_token'), before)
    const { system } = test.app.services.db
    assert.equal(await system.$count(sessions, eq(sessions.userId, id)), 1)
    const other = test.browser()
    await signIn(other, email)
    assert.equal(await system.$count(sessions, eq(sessions.userId, id)), 2)
  })

  it('makes nothing of a session that was planted', async () => {
    const eve = await test.member('eve@example.org')
    await test.member('victim@example.org')
    const victim = test.browser()
    const planted = eve.cookies.get('galley.session_token')!
    victim.cookies.set('galley.session_token', planted)
    await signIn(victim, 'victim@example.org')
    assert.notEqual(victim.cookies.get('galley.session_token'), planted)
    const answer = await test.browser().send('GET', '/account', undefined, {
      cookie: `galley.session_token=${victim.cookies.get('galley.session_token')!.slice(0, -4)}AAAA`,
    })
    assert.equal(answer.status, 401)
  })

  it('is refused from other sites, with a cookie or without', async () => {
    const browser = await test.member('csrf@example.org')
    for (const visitor of [browser, test.browser()]) {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.example' },
        { origin: 'http://localhost:3000.evil.example' },
      ]) {
        const answer = await signIn(visitor, 'csrf@example.org', password, headers)
        assert.equal(answer.status, 403)
        assert.deepEqual(visitor.lastCookies, [])
      }
    }
    const change = { current_password: password, password: 'another long passphrase' }
    const cross = await browser.send('POST', '/account/password', change, {
      'sec-fetch-site': 'cross-site',
    })
    assert.equal(cross.status, 403)
    const text = await browser.send(
      'POST',
      '/auth/sign-in',
      { email: 'x@example.org', password },
      { 'content-type': 'text/plain' },
    )
    assert.equal(text.status, 415)
  })

  it('sets cookies that scripts cannot read and other sites cannot use', async () => {
    const browser = test.browser()
    await test.member('cookies@example.org')
    await signIn(browser, 'cookies@example.org')
    assert.equal(browser.lastCookies.length, 2)
    for (const line of browser.lastCookies) {
      assert.match(line, /^galley\.(session_token|device)=/)
      assert.match(line, /; HttpOnly/i)
      assert.match(line, /; SameSite=Lax/i)
      assert.match(line, /; Path=\//i)
      assert.doesNotMatch(line, /Secure|Domain/i)
    }
    const month = String(30 * 86_400)
    assert.ok(browser.lastCookies.some((line) => line.includes(`Max-Age=${month}`)))
    const account = await browser.send('GET', '/account')
    assert.equal(account.status, 200)
    assert.match(browser.lastCookies[0]!, /^galley\.session_token=.*Max-Age=2592000/)
  })

  it('marks them secure where the site is on https', async () => {
    const secure = await createAccountsTest({
      isDelivering: false,
      hasWorker: false,
      environment: { PUBLIC_URL: 'https://galley.example' },
    })
    try {
      const browser = await secure.member('anna@example.org')
      assert.equal(browser.lastCookies.length, 2)
      for (const line of browser.lastCookies) {
        assert.match(line, /^__Secure-galley\.(session_token|device)=/)
        assert.match(line, /; Secure/i)
        assert.match(line, /; HttpOnly/i)
      }
      assert.equal((await browser.send('GET', '/account')).status, 200)
      assert.match(browser.lastCookies[0]!, /^__Secure-galley\.session_token=.*; Secure/)
    } finally {
      await secure.close()
    }
  })
})

/** As if everybody had guessed so often, and had waited since. */
const afterGuesses = (attempts: number) =>
  test.app.services.db.system.update(throttles).set({ attempts, allowedAt: new Date(0) })

describe('guessing', () => {
  it('holds up strangers who hammer an account, and not its owner', async () => {
    const email = 'attacked@example.org'
    const owner = await test.member(email)
    await owner.send('POST', '/auth/sign-out')
    for (let index = 0; index < 4; index++) {
      assert.equal((await signIn(test.browser(), email, `guess ${index}`)).status, 401)
    }
    await afterGuesses(12)
    assert.equal((await signIn(test.browser(), email, 'one more guess')).status, 401)
    const held = await signIn(test.browser(), email, 'one more guess')
    assert.equal(held.status, 429)
    assert.equal(held.json.code, 'attempts_exhausted')
    assert.ok(Number(held.headers.get('retry-after')) > 200)
    const right = await signIn(test.browser(), email)
    assert.equal(right.status, 429) // even the right one: else it would be worth to go on
    assert.equal((await signIn(owner, email)).status, 200)
    await owner.send('POST', '/auth/password/forgot', { email })
    assert.equal((await signIn(test.browser(), email)).status, 429)
  })

  it('holds up the same way where there is no account', async () => {
    const guess = () => signIn(test.browser(), 'nobody-there@example.org', 'a guess')
    await guess()
    await afterGuesses(12)
    assert.equal((await guess()).status, 401)
    assert.equal((await guess()).status, 429)
  })

  it('waits longer each time, to a quarter of an hour at most, and lets the patient in', async () => {
    const email = 'patient@example.org'
    await test.member(email)
    await signIn(test.browser(), email, 'a guess')
    const waits: number[] = []
    for (const attempts of [9, 11, 13, 15, 30, 5000]) {
      await afterGuesses(attempts)
      assert.equal((await signIn(test.browser(), email, 'a guess')).status, 401)
      const answer = await signIn(test.browser(), email, 'a guess')
      waits.push(Number(answer.headers.get('retry-after')))
    }
    assert.ok(waits.every((wait, index) => index === 0 || wait >= waits[index - 1]!))
    assert.ok(waits[0]! <= 32 && waits.at(-1)! > 600 && waits.at(-1)! <= 900, String(waits))
    await afterGuesses(5000)
    assert.equal((await signIn(test.browser(), email)).status, 200)
    assert.equal((await signIn(test.browser(), email, 'a guess')).status, 401) // as new
  })

  it('cannot overshoot by coming at once', async () => {
    const email = 'burst@example.org'
    await test.member(email)
    await signIn(test.browser(), email, 'a guess')
    await afterGuesses(12)
    const before = scrypt.mock.callCount()
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => signIn(test.browser(), email, `guess ${index}`)),
    )
    assert.equal(scrypt.mock.callCount() - before, 1)
    assert.equal(answers.filter(({ status }) => status === 401).length, 1)
    assert.equal(answers.filter(({ status }) => status === 429).length, 29)
  })

  it('counts a device for itself, not without end, and only for its own account', async () => {
    const device = await test.member('device@example.org')
    await test.member('neighbour@example.org')
    const cookie = `galley.device=${device.cookies.get('galley.device')}`
    const guess = (email: string) => signIn(test.browser(), email, 'a wrong guess', { cookie })
    for (const email of ['device@example.org', 'neighbour@example.org']) {
      await guess(email)
      await afterGuesses(12)
      assert.equal((await guess(email)).status, 401)
      assert.equal((await guess(email)).status, 429)
    }
    // Strangers are not held up by the device of the one; at the other it was one of them.
    assert.equal((await signIn(test.browser(), 'device@example.org')).status, 200)
    assert.equal((await signIn(test.browser(), 'neighbour@example.org')).status, 429)
  })

  it('knows no device by a cookie that was made up or moved', async () => {
    const email = 'forged@example.org'
    const device = await test.member(email)
    const [id, proof] = device.cookies.get('galley.device')!.split('.') as [string, string]
    await signIn(test.browser(), email, 'a wrong guess')
    for (const value of [
      `${id}.${'0'.repeat(64)}`,
      `${[...id].reverse().join('')}.${proof}`,
      id,
      '~~~~',
      `${id}.${proof}~`.repeat(500),
    ]) {
      await afterGuesses(12)
      await signIn(test.browser(), email, 'a wrong guess')
      const answer = await signIn(test.browser(), email, 'a wrong guess', {
        cookie: `galley.device=${value}`,
      })
      assert.equal(answer.status, value.length > 1000 ? 401 : 429, value.slice(0, 100))
    }
  })

  it('from one address at many accounts ends soon, whatever the request says where it is from', async () => {
    const spray = (index: number, network = '2001:db8:1:2') =>
      signIn(
        test.browser({ address: `${network}::${index + 1}` }),
        `spray-${network}-${index}@example.org`.replaceAll(':', '-'),
        'guess guess',
        {
          'x-forwarded-for': `203.0.113.${index}`,
          'x-client-ip': `203.0.113.${index}`,
          'x-real-ip': `203.0.113.${index}`,
          forwarded: `for=203.0.113.${index}`,
        },
      )
    assert.equal((await spray(0)).status, 401)
    await afterGuesses(57)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => spray(index + 1)))
    const admitted = answers.filter(({ status }) => status === 401).length
    assert.ok(admitted >= 3 && admitted < 10, String(admitted))
    assert.equal(answers.filter(({ status }) => status === 429).length, 20 - admitted)
    assert.equal((await spray(0, '2001:db8:1:3')).status, 401)
  })

  it('writes down the address of the socket, not one that was claimed', async () => {
    const email = 'address@example.org'
    await test.member(email)
    const browser = test.browser({ address: '203.0.113.77' })
    await signIn(browser, email, password, {
      'x-client-ip': '10.9.9.9',
      'x-forwarded-for': '10.9.9.9',
    })
    const [session] = (await browser.send('GET', '/account/sessions')).json.items
    assert.equal(session.client_address, '203.0.113.77')
  })
})

describe('what the log holds', () => {
  it('is no password, no token and no address of anybody', async () => {
    const browser = await test.member('secretive@example.org')
    const token = decodeURIComponent(browser.cookies.get('galley.session_token')!).split('.')[0]!
    await signIn(test.browser(), 'secretive@example.org', 'a very secret guess')
    await browser.send('POST', '/auth/password/forgot', { email: 'secretive@example.org' })
    await browser.open('/api/auth/callback/github?code=secret-code&state=secret-state')
    const text = lines.join('\n')
    assert.ok(lines.length > 20)
    for (const secret of [
      password,
      'a very secret guess',
      token,
      'secretive@',
      'secret-code',
      'secret-state',
      '198.51.100',
    ]) {
      assert.ok(!text.includes(secret), secret)
    }
  })
})

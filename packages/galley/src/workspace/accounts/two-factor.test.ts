import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createAccountsTest, password, totp } from './accounts.fixture.ts'
import type { AccountsTest, Browser } from './accounts.fixture.ts'
import { throttles } from './tables.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest({ isDelivering: false, hasWorker: false })
})
after(() => test.close())

interface Setup {
  browser: Browser
  email: string
  /** What the app showed when it was set up: used up. */
  used: string
  /** What it shows next. */
  next: string
  codes: string[]
}

let count = 0
/** Somebody with an authenticator app. */
async function withTwoFactor(): Promise<Setup> {
  const email = `person-${(count += 1)}@example.org`
  const browser = await test.member(email)
  const setup = await browser.send('POST', '/account/two-factor', { current_password: password })
  assert.equal(setup.status, 200, setup.text)
  const uri = setup.json.otpauth_uri
  const [used, next] = [totp(uri), totp(uri, 1)]
  const confirmed = await browser.send('POST', '/account/two-factor/confirm', { code: used })
  assert.equal(confirmed.status, 204, confirmed.text)
  return { browser, email, used, next, codes: setup.json.recovery_codes }
}

async function half(email: string, browser = test.browser()): Promise<Browser> {
  const answer = await browser.send('POST', '/auth/sign-in', { email, password })
  assert.equal(answer.json.status, 'two_factor_required', answer.text)
  assert.equal(browser.cookies.has('galley.session_token'), false)
  assert.ok(browser.lastCookies.every((line) => !/session_token=[^;]/.test(line)))
  return browser
}
const finish = (browser: Browser, body: object) =>
  browser.send('POST', '/auth/sign-in/two-factor', body)

describe('two-factor sign-in', () => {
  it('is set up with the password, and counts after the first code', async () => {
    const browser = await test.member('setup@example.org')
    const wrong = await browser.send('POST', '/account/two-factor', { current_password: 'wrong' })
    assert.deepEqual([wrong.status, wrong.json.code], [403, 'password_wrong'])
    const setup = await browser.send('POST', '/account/two-factor', { current_password: password })
    assert.match(setup.json.otpauth_uri, /^otpauth:\/\/totp\/Galley:setup%40example.org\?/)
    assert.equal(setup.json.recovery_codes.length, 10)
    assert.equal(new Set(setup.json.recovery_codes).size, 10)
    const account = async () => (await browser.send('GET', '/account')).json.two_factor
    assert.deepEqual(await account(), { is_enabled: false, is_pending: true })
    const other = test.browser()
    const plain = await other.send('POST', '/auth/sign-in', {
      email: 'setup@example.org',
      password,
    })
    assert.equal(plain.json.status, 'signed_in')
    const before = browser.cookies.get('galley.session_token')
    const bad = await browser.send('POST', '/account/two-factor/confirm', { code: '000000' })
    assert.equal(bad.json.code, 'second_factor_refused')
    const code = totp(setup.json.otpauth_uri)
    assert.equal((await browser.send('POST', '/account/two-factor/confirm', { code })).status, 204)
    assert.deepEqual(await account(), { is_enabled: true, is_pending: false })
    assert.notEqual(browser.cookies.get('galley.session_token'), before)
    await endOfMemory()
    assert.equal((await other.send('GET', '/account')).status, 401)
    const again = await browser.send('POST', '/account/two-factor', { current_password: password })
    assert.equal(again.json.code, 'two_factor_enabled')
  })

  it('asks for a code of the app, each good once', async () => {
    const { email, used, next: code } = await withTwoFactor()
    const browser = await half(email)
    const again = await finish(browser, { code: used })
    assert.deepEqual([again.status, again.json.code], [401, 'second_factor_refused'])
    const done = await finish(browser, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
    assert.equal(done.status, 200, done.text)
    assert.equal(done.json.user.two_factor_enabled, true)
    assert.equal((await browser.send('GET', '/account')).status, 200)
    const watcher = await half(email)
    assert.equal((await finish(watcher, { code })).status, 401)
  })

  it('lets a recovery code in once, also for two at the same time', async () => {
    const { email, codes } = await withTwoFactor()
    const [one, two] = [await half(email), await half(email)]
    const answers = await Promise.all([
      finish(one, { recovery_code: codes[0] }),
      finish(two, { recovery_code: codes[0] }),
    ])
    assert.equal(
      answers.filter(({ status }) => status === 200).length,
      1,
      answers.map((a) => a.text).join(),
    )
    const later = await half(email)
    assert.equal((await finish(later, { recovery_code: codes[0] })).status, 401)
    assert.equal((await finish(later, { recovery_code: codes[1] })).status, 200)
    const log = (await later.send('GET', '/account/security-log')).json.items
    assert.equal(log[0].method, 'password+recovery_code')
  })

  it('renews recovery codes, and the ones before are worth nothing', async () => {
    const { browser, email, codes } = await withTwoFactor()
    const renewed = await browser.send('POST', '/account/two-factor/recovery-codes', {
      current_password: password,
    })
    assert.equal(renewed.status, 200, renewed.text)
    const stranger = await half(email)
    assert.equal((await finish(stranger, { recovery_code: codes[0] })).status, 401)
    const [code] = renewed.json.recovery_codes
    assert.equal((await finish(stranger, { recovery_code: code })).status, 200)
  })

  it('trusts a browser that asked to be, until the password changes', async () => {
    const { browser: first, email, next } = await withTwoFactor()
    const browser = await half(email)
    await finish(browser, { code: next, trust_device: true })
    await browser.send('POST', '/auth/sign-out')
    const trusted = await browser.send('POST', '/auth/sign-in', { email, password })
    assert.equal(trusted.json.status, 'signed_in', trusted.text)
    const other = 'another long passphrase'
    const change = { current_password: password, password: other }
    assert.equal((await first.send('POST', '/account/password', change)).status, 204)
    const after = await browser.send('POST', '/auth/sign-in', { email, password: other })
    assert.equal(after.json.status, 'two_factor_required')
  })

  it('is not fooled by a session of somebody else', async () => {
    const { email, next } = await withTwoFactor()
    const eve = await test.member(`eve-${count}@example.org`)
    await half(email, eve)
    const guess = await finish(eve, { code: '123456' })
    assert.equal(guess.status, 401)
    assert.equal((await finish(eve, { code: next })).json.user.email, email)
  })

  it('needs a sign-in that is under way', async () => {
    const none = await finish(test.browser(), { code: '123456' })
    assert.deepEqual([none.status, none.json.code], [401, 'second_factor_ended'])
    for (const cookie of [
      'galley.two_factor=made-up',
      'galley.two_factor=%E0%A4%A',
      'galley.two_factor=',
    ]) {
      const answer = await test
        .browser()
        .send('POST', '/auth/sign-in/two-factor', { code: '123456' }, { cookie })
      assert.equal(answer.status, 401, cookie)
    }
    const { email, codes } = await withTwoFactor()
    const both = await finish(await half(email), { code: '123456', recovery_code: codes[0] })
    assert.equal(both.status, 422)
  })

  it('slows guessing down for strangers, not for the device of the owner', async () => {
    const { browser: owner, email, next } = await withTwoFactor()
    await owner.send('POST', '/auth/sign-out')
    const guess = (browser: Browser) => finish(browser, { code: '000000' })
    assert.equal((await guess(await half(email))).status, 401)
    const strangers: Browser[] = []
    for (let index = 0; index < 6; index++) strangers.push(await half(email))
    // As if they had guessed so often, and had waited since.
    await test.app.services.db.system
      .update(throttles)
      .set({ attempts: 12, allowedAt: new Date(0) })
    const answers = await Promise.all(strangers.map(guess))
    assert.equal(answers.filter(({ status }) => status === 401).length, 1)
    const held = answers.filter(({ status }) => status === 429)
    assert.equal(held.length, 5)
    assert.ok(held.every(({ headers }) => Number(headers.get('retry-after')) > 100))
    assert.equal((await finish(await half(email, owner), { code: next })).status, 200)
  })

  it('is switched off with the password', async () => {
    const { browser, email } = await withTwoFactor()
    const wrong = await browser.send('POST', '/account/two-factor/disable', {
      current_password: 'x',
    })
    assert.equal(wrong.status, 403)
    const off = await browser.send('POST', '/account/two-factor/disable', {
      current_password: password,
    })
    assert.equal(off.status, 204, off.text)
    assert.equal((await browser.send('GET', '/account')).json.two_factor.is_enabled, false)
    const plain = await test.browser().send('POST', '/auth/sign-in', { email, password })
    assert.equal(plain.json.status, 'signed_in')
    const codes = await browser.send('POST', '/account/two-factor/recovery-codes', {
      current_password: password,
    })
    assert.equal(codes.json.code, 'two_factor_disabled')
  })
})

/** Credentials are believed for a second without asking again. */
const endOfMemory = () => new Promise((resolve) => setTimeout(resolve, 1000))

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { createAccountsTest, password, tokenIn } from './accounts.fixture.ts'
import type { AccountsTest } from './accounts.fixture.ts'
import { users } from './tables.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest()
})
after(() => test.close())

const name = 'Anna Berg'
const countOf = (email: string) => test.app.services.db.system.$count(users, eq(users.email, email))

describe('signing up', () => {
  it('goes from the form over the link in the mail to a session, and out again', async () => {
    const browser = test.browser()
    const email = 'anna@example.org'
    const made = await browser.send('POST', '/auth/sign-up', { name, email: 'Anna@Example.org', password })
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
    const signedIn = await browser.send('POST', '/auth/sign-in', { email: 'ANNA@example.org', password })
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
  })
})

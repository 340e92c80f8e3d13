import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { createAccountsTest } from './accounts.fixture.ts'
import type { AccountsTest, Browser } from './accounts.fixture.ts'
import { createSoftwareAuthenticator } from './software-authenticator.fixture.ts'
import { newId } from '../../platform/id.ts'
import { credentials, passkeys, sessions, users } from './tables.ts'

const origin = 'http://localhost:3000'
let test: AccountsTest
let anna: Browser
const device = createSoftwareAuthenticator(origin)
let passkeyId: string
before(async () => {
  test = await createAccountsTest({ isDelivering: false })
  anna = await test.member('anna@example.org')
})
after(() => test.close())

const optionsFor = async (browser: Browser) =>
  (await browser.send('POST', '/auth/sign-in/passkey/options')).json.public_key

describe('passkeys', () => {
  it('are registered by a person who has just signed in', async () => {
    const { json, status } = await anna.send('POST', '/account/passkey-options')
    assert.equal(status, 200)
    assert.equal(json.public_key.authenticatorSelection.userVerification, 'required')
    assert.equal(json.public_key.rp.id, 'localhost')
    const credential = device.register(json.public_key)
    const added = await anna.send('POST', '/account/passkeys', { credential })
    assert.equal(added.status, 201, added.text)
    assert.equal(added.json.name, 'Firefox on Linux')
    assert.match(added.json.id, /^pk_/)
    passkeyId = added.json.id
    const again = await anna.send('POST', '/account/passkeys', { credential })
    assert.equal(again.status, 422)
    assert.equal(again.json.code, 'passkey_refused')
  })

  it('sign in from a browser that knows nothing else', async () => {
    const browser = test.browser()
    const credential = device.authenticate(await optionsFor(browser))
    const answer = await browser.send('POST', '/auth/sign-in/passkey', { credential })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.json.user.email, 'anna@example.org')
    assert.equal((await browser.send('GET', '/account')).json.passkey_count, 1)
    const replayed = await browser.send('POST', '/auth/sign-in/passkey', { credential })
    assert.equal(replayed.status, 401)
  })

  it('are refused from another site, from another key, and from one that did not check the person', async () => {
    for (const make of [
      (options: never) => device.authenticate(options, { origin: 'http://localhost.evil.example' }),
      (options: never) => device.authenticate(options, { isUserVerified: false }),
      (options: never) => device.authenticate(options, { counter: 1 }), // a copy of the key
      (options: never) => createSoftwareAuthenticator(origin).authenticate(options),
      (options: object) => device.authenticate({ ...options, challenge: 'bWFkZSB1cA' } as never),
    ]) {
      const browser = test.browser()
      const credential = make((await optionsFor(browser)) as never)
      const answer = await browser.send('POST', '/auth/sign-in/passkey', { credential })
      assert.equal(answer.status, 401, answer.text)
      assert.equal(answer.json.code, 'passkey_refused')
      assert.equal(browser.cookies.has('galley.session_token'), false)
    }
  })

  it('take nonsense for what it is', async () => {
    const browser = test.browser()
    await optionsFor(browser)
    for (const credential of [
      {},
      { id: 1 },
      { id: 'x', rawId: 'x', type: 'public-key', response: {} },
    ]) {
      const answer = await browser.send('POST', '/auth/sign-in/passkey', { credential })
      assert.equal(answer.status, 401, answer.text)
      await anna.send('POST', '/account/passkey-options')
      const added = await anna.send('POST', '/account/passkeys', { credential })
      assert.equal(added.status, 422, added.text)
    }
  })

  it('are not registered without user verification, nor by an old session', async () => {
    const { json } = await anna.send('POST', '/account/passkey-options')
    const weak = createSoftwareAuthenticator(origin).register(json.public_key, {
      isUserVerified: false,
    })
    assert.equal((await anna.send('POST', '/account/passkeys', { credential: weak })).status, 422)
    const { system } = test.app.services.db
    const old = await test.member('old@example.org')
    const yesterday = sql`now() - interval '25 hours'`
    const { user } = (await old.send('GET', '/account')).json
    await system.update(sessions).set({ createdAt: yesterday }).where(eq(sessions.userId, user.id))
    const answer = await old.send('POST', '/account/passkey-options')
    assert.equal(answer.status, 403)
    assert.equal(answer.json.code, 'session_not_fresh')
  })

  it("are not touched by who came through a workspace's identity provider", async () => {
    const bert = await test.member('bert@example.org')
    const vouch = (by: string | null) =>
      test.app.services.db.system.execute(sql`update galley.sessions set sso_workspace_id = ${by}
        where user_id = (select id from galley.users where email = 'bert@example.org')`)
    await vouch(newId('ws'))
    const outside = await bert.send('POST', '/account/passkey-options')
    assert.equal(outside.json.code, 'account_out_of_reach')
    // Nor by somebody whose account is nothing but a seat there.
    const { system } = test.app.services.db
    const [user] = await system.select().from(users).where(eq(users.email, 'bert@example.org'))
    const isTheirs = eq(credentials.userId, user!.id)
    const ways = await system.delete(credentials).where(isTheirs).returning()
    await system.execute(sql`delete from galley.members where user_id = ${user!.id}`)
    await new Promise((resolve) => setTimeout(resolve, 1000)) // they were believed just now
    for (const [method, path, body] of [
      ['POST', '/account/passkey-options', undefined],
      ['POST', '/account/passkeys', { credential: {} }],
      ['DELETE', `/account/passkeys/${passkeyId}`, undefined],
    ] as const) {
      const answer = await bert.send(method, path, body)
      assert.notEqual(answer.status, 200)
      if (path !== '/account/passkeys') assert.equal(answer.json.code, 'sign_in_is_vouched', path)
    }
    await vouch(null)
    await system.insert(credentials).values(ways)
    assert.equal((await bert.send('POST', '/account/passkey-options')).status, 200)
  })

  it('belong to one person only', async () => {
    const eve = await test.member('eve@example.org')
    const path = `/account/passkeys/${passkeyId}`
    assert.deepEqual((await eve.send('GET', '/account/passkeys')).json.items, [])
    assert.equal((await eve.send('PATCH', path, { name: 'Mine' })).status, 404)
    assert.equal((await eve.send('DELETE', path)).status, 404)
  })

  it('are renamed and removed', async () => {
    const path = `/account/passkeys/${passkeyId}`
    assert.equal((await anna.send('PATCH', path, { name: 'Work laptop' })).json.name, 'Work laptop')
    assert.equal((await anna.send('DELETE', path)).status, 204)
    assert.equal(await test.app.services.db.system.$count(passkeys), 0)
    const browser = test.browser()
    const credential = device.authenticate(await optionsFor(browser))
    assert.equal((await browser.send('POST', '/auth/sign-in/passkey', { credential })).status, 401)
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { startOAuthServer } from '../../../fakes/oauth/index.ts'
import type { OAuthFault, OAuthServer } from '../../../fakes/oauth/index.ts'
import { defineModule } from '../../platform/module.ts'
import { createAccountsTest, password } from './accounts.fixture.ts'
import type { AccountsTest, Browser } from './accounts.fixture.ts'
import { signUpGate } from './hooks.ts'
import { credentials, sessions, users } from './tables.ts'

let provider: OAuthServer
let test: AccountsTest
let lastId = 100
before(async () => {
  provider = await startOAuthServer()
  test = await createAccountsTest({ environment: environment() })
})
after(async () => {
  await test.close()
  await provider.close()
})
beforeEach(() => {
  provider.fault = null
  lastId += 1
  const email = `person-${lastId}@example.org`
  provider.person = { id: lastId, name: 'Anna Berg', email, isEmailVerified: true }
})

const environment = () => ({
  GITHUB_CLIENT_ID: provider.client.id,
  GITHUB_CLIENT_SECRET: provider.client.secret,
  GITHUB_BASE_URL: provider.url,
  GOOGLE_CLIENT_ID: provider.client.id,
  GOOGLE_CLIENT_SECRET: provider.client.secret,
  GOOGLE_BASE_URL: provider.url,
})
type Provider = 'github' | 'google'

async function begin(browser: Browser, name: Provider, more: object = {}): Promise<string> {
  const answer = await browser.send('POST', '/auth/sign-in/social', {
    provider: name,
    return_to: '/documents?tab=mine',
    ...more,
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.json.url
}

/** Where the browser ends up. */
async function signInWith(browser: Browser, name: Provider, more: object = {}): Promise<string> {
  const response = await browser.open(await provider.consent(await begin(browser, name, more)))
  assert.equal(response.status, 302)
  return response.headers.get('location')!
}

const isSignedIn = async (browser: Browser) =>
  (await browser.send('GET', '/account')).status === 200
const failure = (error: string) => `http://localhost:3000/sign-in?error=${error}`

for (const name of ['github', 'google'] as const) {
  describe(`signing in with ${name}`, () => {
    it('makes an account, and finds it the next time', async () => {
      const browser = test.browser()
      const place = await signInWith(browser, name)
      assert.equal(place, 'http://localhost:3000/documents?tab=mine')
      const { json } = await browser.send('GET', '/account')
      assert.equal(json.user.email, provider.person.email)
      assert.equal(json.user.email_verified, true)
      assert.deepEqual(json.providers, [name])
      assert.equal(json.has_password, false)
      const other = test.browser()
      provider.person.email = `moved-${provider.person.email}` // known by its id there
      provider.person.name = 'Somebody\r\nElse'
      await signInWith(other, name)
      assert.equal((await other.send('GET', '/account')).json.user.id, json.user.id)
      const log = (await other.send('GET', '/account/security-log')).json.items
      assert.deepEqual([log[0].kind, log[0].method], ['sign_in.succeeded', name])
    })

    it('joins an account with the same verified address', async () => {
      const { email } = provider.person
      await test.member(email)
      const browser = test.browser()
      await signInWith(browser, name)
      const { json } = await browser.send('GET', '/account')
      assert.deepEqual([json.user.email, json.has_password, json.providers], [email, true, [name]])
      const kinds = (await browser.send('GET', '/account/security-log')).json.items
      assert.deepEqual([kinds[1].kind, kinds[1].method], ['account.linked', name])
      assert.match((await test.mailTo(email)).text, new RegExp(`with ${name} is possible`))
    })

    it('does not take over an account whose address nobody verified', async () => {
      const { email } = provider.person
      await test.browser().send('POST', '/auth/sign-up', { name: 'Eve', email, password })
      const browser = test.browser()
      assert.equal(await signInWith(browser, name), failure('account_not_linked'))
      assert.equal(await isSignedIn(browser), false)
    })

    it('makes a plain name of whatever the provider says', async () => {
      provider.person.name = `Anna\r\nBcc: x@example.org${'x'.repeat(500)}`
      const browser = test.browser()
      await signInWith(browser, name)
      const { user } = (await browser.send('GET', '/account')).json
      assert.match(user.name, /^Anna Bcc: x@example.orgx+$/)
      assert.equal(user.name.length, 120)
    })

    it('takes no address that the provider did not verify', async () => {
      provider.person.isEmailVerified = false
      const browser = test.browser()
      assert.equal(await signInWith(browser, name), failure('email_not_verified'))
      assert.equal(await isSignedIn(browser), false)
      const made = eq(users.email, provider.person.email)
      assert.equal(await test.app.services.db.system.$count(users, made), 0)
    })

    it('is refused in another browser than the one that began', async () => {
      const victim = test.browser()
      const callback = await provider.consent(await begin(test.browser(), name))
      const response = await victim.open(callback)
      assert.equal(response.headers.get('location'), failure('state_mismatch'))
      assert.equal(await isSignedIn(victim), false)
    })

    it('is good once', async () => {
      const browser = test.browser()
      const callback = await provider.consent(await begin(browser, name))
      const cookie = browser.cookieHeader()
      await browser.open(callback)
      const thief = test.browser()
      const again = await thief.open(callback, { cookie })
      assert.match(again.headers.get('location')!, /error=state_mismatch/)
      assert.equal(await isSignedIn(thief), false)
    })

    it('survives a provider that fails', async () => {
      const faults: OAuthFault[] = ['token_500', 'token_garbage', 'token_huge']
      const inProfile: OAuthFault[] =
        name === 'github'
          ? ['profile_500']
          : ['other_audience', 'other_issuer', 'other_nonce', 'expired']
      for (const fault of [...faults, ...inProfile]) {
        provider.fault = fault
        const browser = test.browser()
        const place = await signInWith(browser, name)
        assert.match(place, /^http:\/\/localhost:3000\/sign-in\?error=\w+$/, fault)
        assert.equal(await isSignedIn(browser), false, fault)
      }
    })
  })
}

describe('the way back from a provider', () => {
  it('leads to paths of this site only', async () => {
    for (const path of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/ /evil.example',
      'javascript:alert(1)',
      'documents',
      '',
      '/\n/evil.example',
    ]) {
      const answer = await test.browser().send('POST', '/auth/sign-in/social', {
        provider: 'github',
        return_to: path,
      })
      assert.equal(answer.status, 422, path)
    }
  })

  it("shows a code when the person declined, and none of the provider's words", async () => {
    const browser = test.browser()
    const state = new URL(await begin(browser, 'github')).searchParams.get('state')
    const query = `state=${state}&error=access_denied&error_description=Call+us+at+555`
    const response = await browser.open(`/api/auth/callback/github?${query}`)
    assert.equal(response.headers.get('location'), failure('access_denied'))
  })

  it('has no other door: what better-auth offers besides is unknown', async () => {
    for (const path of [
      '/api/auth/sign-in/email',
      '/api/auth/sign-up/email',
      '/api/auth/get-session',
      '/api/auth/callback/gitlab',
      '/api/auth/callback/github/',
      '/api/auth/verify-email?token=x&callbackURL=https://evil.example',
      '/api/auth/reset-password/x?callbackURL=https://evil.example',
      '/api/auth/error?error=x',
      '/api/auth/ok',
    ]) {
      const response = await test.browser().open(path)
      assert.equal(response.status, 404, path)
    }
    const posted = await test.app.fetch(
      new Request('http://localhost:3000/api/auth/callback/github', { method: 'POST' }),
    )
    assert.equal(posted.status, 404)
  })

  it('stores tokens encrypted, and ID tokens not at all', async () => {
    await signInWith(test.browser(), 'google')
    await signInWith(test.browser(), 'github')
    const rows = await test.app.services.db.system.select().from(credentials)
    const text = JSON.stringify(rows)
    for (const secret of provider.issued) assert.ok(!text.includes(secret))
    assert.ok(rows.every((row) => row.idToken === null))
  })

  it('ends the session that the browser had', async () => {
    const browser = await test.member(`before-${lastId}@example.org`)
    const { id } = (await browser.send('GET', '/account')).json.user
    await signInWith(browser, 'github')
    const left = await test.app.services.db.system.$count(sessions, eq(sessions.userId, id))
    assert.equal(left, 0)
  })
})

describe('providers', () => {
  it('are offered when they are set up, and refused when not', async () => {
    const { json } = await test.browser().send('GET', '/auth/methods')
    assert.deepEqual(json, {
      sign_up: 'open',
      password: true,
      passkey: true,
      github: true,
      google: true,
      sso: false,
      is_empty: false,
      is_mail_delivering: true,
    })
    const bare = await createAccountsTest({ hasWorker: false, isDelivering: false })
    try {
      const methods = (await bare.browser().send('GET', '/auth/methods')).json
      assert.deepEqual(
        [methods.github, methods.google, methods.is_mail_delivering],
        [false, false, false],
      )
      const answer = await bare
        .browser()
        .send('POST', '/auth/sign-in/social', { provider: 'github' })
      assert.equal(answer.json.code, 'provider_unavailable')
    } finally {
      await bare.close()
    }
  })

  it('make an account by an invitation, where that is needed', async () => {
    const gate = defineModule({
      name: 'gate',
      contributions: [signUpGate.contribute(async ({ input }) => input.invitation === 'good')],
    })
    const invited = await createAccountsTest({
      hasWorker: false,
      isDelivering: false,
      environment: { ...environment(), GALLEY_SIGN_UP: 'invited' },
      extra: gate,
    })
    try {
      await invited.member('first@example.org')
      const place = async (invitation?: string) => {
        const browser = invited.browser()
        const url = await begin(browser, 'github', invitation ? { invitation } : {})
        return (await browser.open(await provider.consent(url))).headers.get('location')
      }
      assert.equal(await place(), failure('sign_up_needs_invitation'))
      assert.equal(await place('bad'), failure('sign_up_needs_invitation'))
      assert.equal(await place('good'), 'http://localhost:3000/documents?tab=mine')
    } finally {
      await invited.close()
    }
  })

  it('make nobody an account where sign-up is closed', async () => {
    const closed = await createAccountsTest({
      hasWorker: false,
      environment: { ...environment(), GALLEY_SIGN_UP: 'closed' },
    })
    try {
      const browser = closed.browser()
      const response = await browser.open(await provider.consent(await begin(browser, 'github')))
      assert.equal(response.headers.get('location'), failure('sign_up_closed'))
      assert.equal(await closed.app.services.db.system.$count(users), 0)
    } finally {
      await closed.close()
    }
  })
})

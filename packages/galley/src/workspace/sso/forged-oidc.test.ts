import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startForgingOidc } from '../../../fakes/identity-providers/index.ts'
import type { ForgingOidc, OidcForgery } from '../../../fakes/identity-providers/index.ts'
import { begin, codeOf, createSsoTest, isSignedIn, signIn, whoAmI } from './sso.fixture.ts'
import type { SsoTest, Tenant } from './sso.fixture.ts'

describe('a forged OpenID answer', () => {
  let test: SsoTest
  let tenant: Tenant
  let provider: ForgingOidc
  let connectionId: string
  before(async () => {
    test = await createSsoTest()
    tenant = await test.addTenant('acme.example')
    provider = await startForgingOidc({ subject: 'anna', email: 'anna@acme.example' })
    const { issuer, clientId, clientSecret } = provider
    connectionId = await tenant.connect({
      name: 'OpenID',
      oidc: { issuer, client_id: clientId, client_secret: clientSecret },
    })
  })
  after(async () => {
    await provider?.close()
    await test?.close()
  })

  async function answerWith(forgery: OidcForgery) {
    provider.forge(forgery)
    const browser = test.browser()
    const page = await signIn(browser, { connection_id: connectionId })
    return { browser, page }
  }

  async function refuses(forgery: OidcForgery, code: string, what: string) {
    const { browser, page } = await answerWith(forgery)
    assert.equal(codeOf(page), code, `${what}: ${page.url}`)
    assert.equal(page.status, 401)
    assert.ok(!isSignedIn(browser), what)
    assert.ok(!page.text.includes('anna'), 'the page shows what was asserted')
  }

  it('is refused, while the good one that it is made of is taken', async () => {
    const { browser, page } = await answerWith({})
    assert.equal(page.url, `${test.origin}/`, page.text)
    assert.equal((await whoAmI(test, browser)).email, 'anna@acme.example')
    const { authorization, body } = provider.last!
    assert.match(authorization ?? '', /^Basic /)
    assert.match(body.get('code_verifier') ?? '', /^[\w-]{43}$/)
    assert.equal(body.get('redirect_uri'), `${test.origin}/api/sso/oidc/callback`)
    assert.equal(body.get('client_secret'), null)
  })

  it('when it is not signed by the key of the provider', async () => {
    for (const signature of [
      'none',
      'public-key-hmac',
      'secret-hmac',
      'other-key',
      'tampered',
    ] as const) {
      await refuses({ signature }, 'sso_answer_invalid', signature)
    }
    await refuses({ header: { alg: 'none' } }, 'sso_answer_invalid', 'a header that says none')
    await refuses({ header: { kid: 'another' } }, 'sso_answer_invalid', 'an unknown key')
    await refuses({ header: { crit: ['b64'] } }, 'sso_answer_invalid', 'an unknown extension')
    await refuses({ hasNoIdToken: true }, 'sso_answer_invalid', 'no ID token')
  })

  it('when it is about something else', async () => {
    const now = Math.floor(Date.now() / 1000)
    const cases: [string, Record<string, unknown>][] = [
      ['issuer', { iss: 'https://evil.example' }],
      ['issuer with a slash', { iss: `${provider.issuer}/` }],
      ['audience', { aud: 'another' }],
      ['audiences without the authorized party', { aud: ['galley', 'another'] }],
      ['another authorized party', { aud: ['galley', 'another'], azp: 'another' }],
      ['another authorized party of one audience', { azp: 'another' }],
      ['over', { exp: now - 120, iat: now - 600 }],
      ['not yet', { iat: now + 600, exp: now + 900, nbf: now + 600 }],
      ['no end', { exp: undefined }],
      ['nonce', { nonce: 'another' }],
      ['no nonce', { nonce: undefined }],
      ['no subject', { sub: undefined }],
    ]
    for (const [what, claims] of cases) await refuses({ claims }, 'sso_answer_invalid', what)
    await refuses({ claims: { sub: '' } }, 'sso_subject_missing', 'an empty subject')
    await refuses({ claims: { email: undefined } }, 'sso_email_missing', 'no address')
    await refuses(
      { claims: { email: 'anna@\u212ame.example' } },
      'sso_email_missing',
      'a letter that is none',
    )
    await refuses({ claims: { email: ['anna@acme.example'] } }, 'sso_email_missing', 'a list')
    await refuses({ claims: { email_verified: 'false' } }, 'sso_email_unverified', 'the text false')
    const late = await answerWith({ claims: { exp: now - 20, iat: now - 300 } })
    assert.equal(codeOf(late.page), null, 'a clock that is off by a little')
    const several = await answerWith({ claims: { aud: ['galley', 'another'], azp: 'galley' } })
    assert.equal(codeOf(several.page), null)
  })

  it('when the browser comes back with something else', async () => {
    const cases: [string, Record<string, string | null>, string][] = [
      ['state', { state: 'another' }, 'sso_attempt_unknown'],
      ['no state', { state: null }, 'sso_attempt_unknown'],
      ['another issuer', { iss: 'https://evil.example' }, 'sso_answer_invalid'],
      ['a code that is none', { code: 'made-up' }, 'sso_answer_invalid'],
      ['no code', { code: null }, 'sso_answer_invalid'],
      ['a token', { id_token: 'x.y.z' }, 'sso_answer_invalid'],
      ['an error', { code: null, error: 'access_denied' }, 'sso_provider_refused'],
    ]
    for (const [what, query, code] of cases) await refuses({ query }, code, what)
    const named = await answerWith({ query: { iss: provider.issuer } })
    assert.equal(codeOf(named.page), null)
  })

  it('when it is used twice, also at once', async () => {
    const { browser, callback } = await callbackOf()
    const redeemed = provider.redeemed
    const pages = await Promise.all(Array.from({ length: 6 }, () => browser.open(callback)))
    const codes = pages.map(codeOf).sort()
    const wanted = [null, ...Array<string>(5).fill('sso_attempt_unknown')].sort()
    assert.deepEqual(codes, wanted)
    assert.equal(provider.redeemed, redeemed + 1)
    assert.equal(codeOf(await browser.open(callback)), 'sso_attempt_unknown')
  })

  it('when it is opened in another browser, which does not spoil it for the first', async () => {
    const { browser, callback } = await callbackOf()
    const attacker = test.browser()
    assert.equal(codeOf(await attacker.open(callback)), 'sso_attempt_unknown')
    await begin(attacker, { connection_id: connectionId })
    assert.equal(codeOf(await attacker.open(callback)), 'sso_attempt_unknown')
    attacker.setCookie('galley.sso', 'a'.repeat(43))
    assert.equal(codeOf(await attacker.open(callback)), 'sso_attempt_unknown')
    const twice = `${callback}&state=another`
    assert.equal(codeOf(await browser.open(twice)), 'sso_attempt_unknown')
    assert.equal(codeOf(await browser.open(callback)), null)
    assert.ok(isSignedIn(browser))
  })

  /** Goes to the provider and stops on the way back. */
  async function callbackOf() {
    provider.forge({})
    const browser = test.browser()
    const start = await begin(browser, { connection_id: connectionId })
    const answer = await fetch(start, { redirect: 'manual' })
    return { browser, callback: answer.headers.get('location')! }
  }

  it('when the connection was switched off meanwhile', async () => {
    const { browser, callback } = await callbackOf()
    await tenant.ask('PATCH', `/sso/connections/${connectionId}`, { is_enabled: false })
    assert.equal(codeOf(await browser.open(callback)), 'sso_connection_gone')
    await tenant.ask('PATCH', `/sso/connections/${connectionId}`, { is_enabled: true })
  })

  it('when the provider is down, or sends our secret elsewhere', async () => {
    await refuses({ tokenStatus: 500 }, 'sso_answer_invalid', 'an error of the provider')
    const other = await startForgingOidc({ subject: 'x', email: 'x@acme.example' })
    await refuses({ tokenRedirect: `${other.issuer}/token` }, 'sso_answer_invalid', 'a redirect')
    assert.equal(other.redeemed, 0)
    await other.close()
  })

  it('works in several tabs of one browser', async () => {
    provider.forge({})
    const browser = test.browser()
    const starts = [
      await begin(browser, { connection_id: connectionId, return_to: '/one' }),
      await begin(browser, { connection_id: connectionId, return_to: '/two' }),
    ]
    for (const [index, start] of starts.entries()) {
      const page = await browser.open(start)
      assert.equal(page.url, test.origin + ['/one', '/two'][index])
    }
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { startOidcProvider, startSamlProvider } from '../../../fakes/identity-providers/index.ts'
import type { OidcProvider, SamlProvider } from '../../../fakes/identity-providers/index.ts'
import { createPerson, join } from '../../../test/people.ts'
import { codeOf, createSsoTest, isSignedIn, signIn, whoAmI } from './sso.fixture.ts'
import type { SsoTest, Tenant } from './sso.fixture.ts'

describe('single sign-on', () => {
  let test: SsoTest
  let oidc: OidcProvider
  let saml: SamlProvider
  let acme: Tenant
  let byOidc: string
  let globex: Tenant
  let bySaml: string
  before(async () => {
    test = await createSsoTest()
    oidc = await startOidcProvider({ redirectUri: `${test.origin}/api/sso/oidc/callback` })
    saml = await startSamlProvider()
    acme = await test.addTenant('acme.example')
    const { issuer, clientId, clientSecret } = oidc
    byOidc = await acme.connect({
      name: 'OpenID',
      oidc: {
        issuer,
        client_id: clientId,
        client_secret: clientSecret,
        scopes: ['email', 'profile', 'groups'],
      },
      default_role: 'reviewer',
      role_mapping: [
        { group: 'bosses', role: 'admin' },
        { group: 'writers', role: 'editor' },
      ],
    })
    globex = await test.addTenant('globex.example')
    bySaml = await globex.connect({
      name: 'SAML',
      saml: { metadata_url: saml.metadataUrl },
      role_mapping: [{ group: 'writers', role: 'editor' }],
    })
  })
  after(async () => {
    await oidc?.close()
    await saml?.close()
    await test?.close()
  })

  it('makes a newcomer a member through an OpenID provider', async () => {
    oidc.signInAs({
      subject: 'anna',
      email: 'Anna@acme.example',
      isEmailVerified: true,
      name: 'Anna Berg',
    })
    const browser = test.browser()
    const page = await signIn(browser, {
      email: 'anna@acme.example',
      return_to: '/documents?page=2',
    })
    assert.equal(page.url, `${test.origin}/documents?page=2`, page.text)
    const me = await whoAmI(test, browser)
    assert.equal(me.email, 'anna@acme.example')
    assert.deepEqual([me.role, me.origin], ['reviewer', 'sso'])
    assert.equal(me.ssoWorkspaceId, acme.workspaceId)
    assert.equal((await browser.call('GET', '/sources')).status, 200)
    assert.deepEqual([me.name, me.isVerified], ['Anna Berg', true])
    // In the audit log, and the address in none of it.
    const { rows } = await test.database.db.system.execute<{ action: string; text: string }>(sql`
      select action, to_jsonb(e)::text as text from galley.audit_entries e
      where workspace_id = ${acme.workspaceId}`)
    const actions = new Set(rows.map(({ action }) => action))
    assert.ok(actions.has('member.join') && actions.has('sso_identity.link'))
    assert.ok(!rows.some(({ text }) => text.includes('anna@') || text.includes(oidc.clientSecret)))
  })

  it('makes a newcomer a member through a SAML provider that posts from its own site', async () => {
    saml.signInAs({
      subject: 'S-1',
      email: 'gus@globex.example',
      name: 'Gus Globe',
      groups: ['readers', 'writers'],
    })
    const browser = test.browser()
    const page = await signIn(browser, { email: 'gus@globex.example', return_to: '/library' })
    assert.equal(page.url, `${test.origin}/library`, page.text)
    assert.deepEqual(page.trail.slice(1), [
      `POST ${test.origin}/api/sso/saml/${bySaml}/acs`,
      `GET ${test.origin}/api/sso/finish`,
    ])
    const me = await whoAmI(test, browser)
    assert.deepEqual([me.role, me.ssoWorkspaceId], ['editor', globex.workspaceId])
  })

  it('works by the link of a connection too, and with signed responses', async () => {
    for (const signed of ['response', 'both'] as const) {
      const provider = await startSamlProvider({ signed })
      try {
        const saml = { metadata_xml: provider.metadataXml, signed }
        const connectionId = await globex.connect({ name: `Signs the ${signed}`, saml })
        provider.signInAs({ subject: `hal-${signed}`, email: `hal-${signed}@globex.example` })
        const browser = test.browser()
        const page = await signIn(browser, { connection_id: connectionId })
        assert.equal(page.url, `${test.origin}/`, page.text)
        await globex.ask('DELETE', `/sso/connections/${connectionId}`)
      } finally {
        await provider.close()
      }
    }
  })

  it('knows people again by their subject, when their address changes', async () => {
    oidc.signInAs({ subject: 'bea', email: 'bea@acme.example', isEmailVerified: true })
    const first = test.browser()
    await signIn(first, { connection_id: byOidc })
    const { userId } = await whoAmI(test, first)
    oidc.signInAs({ subject: 'bea', email: 'bea.married@acme.example', isEmailVerified: true })
    const second = test.browser()
    await signIn(second, { connection_id: byOidc })
    assert.equal((await whoAmI(test, second)).userId, userId)
  })

  it('does not give an address that is used again to another subject, until an owner resets the link', async () => {
    oidc.signInAs({ subject: 'carl-1', email: 'carl@acme.example', isEmailVerified: true })
    const first = test.browser()
    await signIn(first, { connection_id: byOidc })
    const { userId } = await whoAmI(test, first)
    oidc.signInAs({ subject: 'carl-2', email: 'carl@acme.example', isEmailVerified: true })
    const second = test.browser()
    const refused = await signIn(second, { connection_id: byOidc })
    assert.deepEqual([refused.status, codeOf(refused)], [401, 'sso_subject_changed'])
    assert.ok(!isSignedIn(second))

    const { json } = await acme.ask('GET', `/sso/identities?user_id=${userId}`)
    assert.equal(json.items[0].subject, 'carl-1')
    await acme.ask('DELETE', `/sso/identities/${json.items[0].id}`)
    const third = test.browser()
    await signIn(third, { connection_id: byOidc })
    assert.equal((await whoAmI(test, third)).userId, userId)
  })

  it('gives the role of the first group that fits, again at each sign-in, and leaves owners alone', async () => {
    const come = async (subject: string, email: string, groups: string[]) => {
      oidc.signInAs({ subject, email, isEmailVerified: true, groups })
      const browser = test.browser()
      await signIn(browser, { connection_id: byOidc })
      return (await whoAmI(test, browser)).role
    }
    const dora = (groups: string[]) => come('dora', 'dora@acme.example', groups)
    assert.equal(await dora(['writers', 'bosses']), 'admin')
    assert.equal(await dora(['writers']), 'editor')
    assert.equal(await dora(['others']), 'editor')
    assert.equal(await come('olga', acme.owner.email, ['writers']), 'owner')
  })

  it('takes in only addresses of domains that the workspace has verified', async () => {
    for (const email of ['eve@other.example', 'eve@sub.acme.example', 'eve@globex.example']) {
      oidc.signInAs({ subject: `eve ${email}`, email, isEmailVerified: true })
      const browser = test.browser()
      const page = await signIn(browser, { connection_id: byOidc })
      assert.deepEqual([page.status, codeOf(page)], [401, 'sso_domain_unverified'], email)
      assert.ok(!page.text.includes(email))
      assert.ok(!isSignedIn(browser))
    }
    const known = await createPerson(test, { email: 'owner@globex.example' })
    await join(test, known, globex.workspaceId, 'owner')
    oidc.signInAs({ subject: 'thief', email: 'owner@globex.example', isEmailVerified: true })
    assert.equal(
      codeOf(await signIn(test.browser(), { connection_id: byOidc })),
      'sso_domain_unverified',
    )
  })

  it('believes an unverified address only where the connection says so', async () => {
    for (const isEmailVerified of [undefined, false, 'yes']) {
      oidc.signInAs({
        subject: `finn-${isEmailVerified}`,
        email: `finn-${isEmailVerified}@acme.example`,
        ...(isEmailVerified !== undefined && { isEmailVerified }),
      })
      const page = await signIn(test.browser(), { connection_id: byOidc })
      assert.equal(codeOf(page), 'sso_email_unverified', String(isEmailVerified))
    }
    const { json } = await acme.ask('GET', `/sso/connections/${byOidc}`)
    const { issuer, client_id } = json.oidc
    const change = (trusts_email: boolean) =>
      acme.ask('PATCH', `/sso/connections/${byOidc}`, { oidc: { issuer, client_id, trusts_email } })
    await change(true)
    oidc.signInAs({ subject: 'finn', email: 'finn@acme.example' })
    const browser = test.browser()
    await signIn(browser, { connection_id: byOidc })
    assert.ok(isSignedIn(browser))
    oidc.signInAs({ subject: 'finn-2', email: 'finn@other.example' })
    const page = await signIn(test.browser(), { connection_id: byOidc })
    assert.equal(codeOf(page), 'sso_domain_unverified')
    await change(false)
  })

  it('links an account that is there by its confirmed address, and no other', async () => {
    const known = await createPerson(test, { email: 'gina@acme.example' })
    oidc.signInAs({ subject: 'gina', email: 'gina@acme.example', isEmailVerified: true })
    const browser = test.browser()
    await signIn(browser, { connection_id: byOidc })
    assert.equal((await whoAmI(test, browser)).userId, known.userId)

    // Somebody signed up with the address of somebody else, and waits for them.
    await createPerson(test, { email: 'hugo@acme.example', isVerified: false })
    oidc.signInAs({ subject: 'hugo', email: 'hugo@acme.example', isEmailVerified: true })
    const page = await signIn(test.browser(), { connection_id: byOidc })
    assert.equal(codeOf(page), 'sso_account_unverified')
  })

  it('makes nobody a member where that is switched off, nor who was switched off', async () => {
    await acme.ask('PATCH', `/sso/connections/${byOidc}`, { just_in_time: false })
    oidc.signInAs({ subject: 'ines', email: 'ines@acme.example', isEmailVerified: true })
    assert.equal(
      codeOf(await signIn(test.browser(), { connection_id: byOidc })),
      'sso_not_a_member',
    )
    const known = await createPerson(test, { email: 'ines@acme.example' })
    assert.equal(
      codeOf(await signIn(test.browser(), { connection_id: byOidc })),
      'sso_not_a_member',
    )
    await join(test, known, acme.workspaceId, 'viewer')
    const browser = test.browser()
    await signIn(browser, { connection_id: byOidc })
    assert.ok(isSignedIn(browser))
    await acme.ask('PATCH', `/sso/connections/${byOidc}`, { just_in_time: true })

    await test.database.db.system.execute(
      sql`update galley.members set is_active = false where user_id = ${known.userId}`,
    )
    const page = await signIn(test.browser(), { connection_id: byOidc })
    assert.equal(codeOf(page), 'sso_member_inactive')
  })

  it('does not follow a link to an account that has left and has another address now', async () => {
    oidc.signInAs({ subject: 'jane', email: 'jane@acme.example', isEmailVerified: true })
    const first = test.browser()
    await signIn(first, { connection_id: byOidc })
    const { userId } = await whoAmI(test, first)
    await test.database.db.system.execute(sql`delete from galley.members where user_id = ${userId}`)
    // Back with the same address: taken in again.
    const again = test.browser()
    await signIn(again, { connection_id: byOidc })
    assert.equal((await whoAmI(test, again)).userId, userId)
    await test.database.db.system.execute(sql`delete from galley.members where user_id = ${userId}`)
    await test.database.db.system.execute(
      sql`update galley.users set email = 'jane@home.example' where id = ${userId}`,
    )
    const page = await signIn(test.browser(), { connection_id: byOidc })
    assert.equal(codeOf(page), 'sso_not_a_member')
  })

  it('says the same about every address that has no single sign-on', async () => {
    const unverified = await test.addTenant('late.example')
    await test.database.db.system.execute(
      sql`update galley.domains set verified_at = null where name = 'late.example'`,
    )
    await unverified.connect({ name: 'SAML', saml: { metadata_url: saml.metadataUrl } })
    const off = await test.addTenant('off.example')
    const offId = await off.connect({
      name: 'SAML',
      saml: { metadata_url: saml.metadataUrl },
      is_enabled: false,
    })
    await test.addTenant('bare.example')
    const answers = []
    for (const input of [
      { email: 'olga@late.example' },
      { email: 'olga@off.example' },
      { email: 'olga@bare.example' },
      { email: 'nobody@nowhere.example' },
      { email: 'not an address' },
      { email: 'anna@acme.example@nowhere.example' },
      { email: 'anna@\u212ame.example' },
      { connection_id: offId },
      { connection_id: 'sso_unknown' },
      {},
    ]) {
      const { status, json } = await test.browser().call('POST', '/auth/sso', input)
      const { request_id: _id, ...rest } = json
      answers.push(JSON.stringify([status, rest]))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
    assert.match(answers[0]!, /404.*sso_unavailable/)
    // Within a domain that has it, everybody gets the same kind of answer.
    for (const email of ['anna@acme.example', 'nobody@acme.example']) {
      const { json } = await test.browser().call('POST', '/auth/sso', { email })
      assert.deepEqual(Object.keys(json), ['redirect_url'])
    }
  })

  it('leads to no other site afterwards', async () => {
    oidc.signInAs({ subject: 'anna', email: 'anna@acme.example', isEmailVerified: true })
    for (const evil of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/.//evil.example',
      '/\t/evil.example',
    ]) {
      const page = await signIn(test.browser(), { connection_id: byOidc, return_to: evil })
      assert.equal(page.url, `${test.origin}/`, evil)
    }
  })

  it('keeps what a provider says of people out of what it stores, but sealed or hashed', async () => {
    const { rows } = await test.database.db.system.execute<{ text: string }>(
      sql`select to_jsonb(a)::text as text from galley.sso_attempts a`,
    )
    assert.ok(rows.length > 10)
    assert.ok(!rows.some(({ text }) => /@|nonce|verifier/i.test(text)))
    const stored = await test.database.db.system.execute<{ client_secret: string }>(
      sql`select client_secret from galley.sso_connections where id = ${byOidc}`,
    )
    assert.match(stored.rows[0]!.client_secret, /^v\d\./)
  })

  describe('enforced', () => {
    it('needs somebody who has come that way, and then keeps others out, but owners', async () => {
      const enforce = (isEnforced: boolean) =>
        globex.owner.call('PUT', '/sso/enforcement', { is_enforced: isEnforced })
      assert.equal((await enforce(true)).json.code, 'sso_enforcement_unproven')
      const byKey = await test.call('PUT', '/sso/enforcement', { is_enforced: true })
      assert.equal(byKey.json.code, 'sso_person_required')

      saml.signInAs({ subject: 'olga', email: globex.owner.email })
      const owner = test.browser()
      await signIn(owner, { connection_id: bySaml })
      assert.equal((await whoAmI(test, owner)).userId, globex.owner.userId)
      // What has changed since must be tried again.
      const touch = { saml: { allows_idp_initiated: false } }
      await globex.ask('PATCH', `/sso/connections/${bySaml}`, touch)
      assert.equal((await enforce(true)).json.code, 'sso_enforcement_unproven')
      await signIn(test.browser(), { connection_id: bySaml })
      assert.equal((await enforce(true)).status, 200)

      const member = await createPerson(test, { email: 'ken@globex.example' })
      await join(test, member, globex.workspaceId, 'admin')
      const there = { 'galley-workspace': globex.workspaceId }
      const refused = await member.call('GET', '/sources', undefined, there)
      assert.deepEqual([refused.status, refused.json.code], [403, 'sso_required'])
      const exempt = await globex.owner.call('GET', '/sources', undefined, there)
      assert.equal(exempt.status, 200)
      // Through a provider, but another workspace's.
      oidc.signInAs({ subject: 'ken', email: 'ken@acme.example', isEmailVerified: true })
      saml.signInAs({ subject: 'ken', email: 'ken@globex.example' })
      const browser = test.browser()
      await signIn(browser, { connection_id: bySaml })
      assert.equal((await browser.call('GET', '/sources', undefined, there)).status, 200)
      const elsewhere = test.browser()
      await signIn(elsewhere, { connection_id: byOidc })
      const { userId } = await whoAmI(test, elsewhere)
      await join(test, { userId }, globex.workspaceId, 'viewer')
      const other = await elsewhere.call('GET', '/sources', undefined, there)
      assert.equal(other.json.code, 'workspace_forbidden')

      const last = await globex.owner.call('DELETE', `/sso/connections/${bySaml}`)
      assert.equal(last.json.code, 'sso_connection_needed')
      const off = await globex.owner.call('PATCH', `/sso/connections/${bySaml}`, {
        is_enabled: false,
      })
      assert.equal(off.json.code, 'sso_connection_needed')
      assert.equal((await enforce(false)).status, 200)
      assert.equal((await globex.ask('GET', '/sso/enforcement')).json.is_enforced, false)
    })
  })
})

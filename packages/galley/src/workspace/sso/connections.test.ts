import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import {
  makeSigner,
  startForgingOidc,
  startSamlProvider,
} from '../../../fakes/identity-providers/index.ts'
import type { ForgingOidc, SamlProvider, Signer } from '../../../fakes/identity-providers/index.ts'
import { createPerson, join } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import { createSafeFetch } from '../../platform/http/index.ts'
import { createPinnedDialer } from '../../platform/http/drivers/pinned-dialer.ts'
import { createContext } from '../../platform/context.ts'
import { createConnection } from './create-connection.ts'
import { createSsoTest, isSignedIn } from './sso.fixture.ts'
import type { SsoTest, Tenant } from './sso.fixture.ts'
import { sweepSso } from './sweep-sso.ts'

describe('connections to identity providers', () => {
  let test: SsoTest
  let tenant: Tenant
  let saml: SamlProvider
  let oidc: ForgingOidc
  let signer: Signer
  before(async () => {
    test = await createSsoTest()
    tenant = await test.addTenant('acme.example')
    saml = await startSamlProvider()
    oidc = await startForgingOidc({ subject: 'anna', email: 'anna@acme.example' })
    signer = await makeSigner()
  })
  after(async () => {
    await saml?.close()
    await oidc?.close()
    await test?.close()
  })

  const byHand = (changes: Record<string, unknown> = {}) => ({
    entity_id: 'urn:idp',
    sso_url: 'https://idp.example/sso',
    certificates: [signer.certificate],
    ...changes,
  })
  let count = 0
  const create = (body: Record<string, unknown>) =>
    tenant.owner.call('POST', '/sso/connections', { name: `Connection ${(count += 1)}`, ...body })
  const secret = 'hush-hush-1234567890'

  it('are made, read, changed and deleted, and never show their secret', async () => {
    const { issuer, clientId } = oidc
    const made = await create({ oidc: { issuer, client_id: clientId, client_secret: secret } })
    assert.equal(made.status, 201, made.text)
    const { id } = made.json
    assert.deepEqual(made.json.oidc, {
      issuer,
      client_id: 'galley',
      has_client_secret: true,
      scopes: ['email', 'profile'],
      groups_claim: 'groups',
      trusts_email: false,
    })
    const changed = await tenant.ask('PATCH', `/sso/connections/${id}`, {
      name: 'Renamed',
      default_role: 'editor',
      oidc: { issuer, client_id: 'other' },
    })
    assert.deepEqual([changed.json.name, changed.json.default_role], ['Renamed', 'editor'])
    assert.equal(changed.json.oidc.has_client_secret, true)
    const read = await tenant.ask('GET', `/sso/connections/${id}`)
    const all = await tenant.ask('GET', '/sso/connections')
    assert.ok(all.json.items.some((one: { id: string }) => one.id === id))
    const log = await tenant.ask('GET', `/audit?subject=${id}`)
    assert.deepEqual(
      log.json.items.map(({ action }: { action: string }) => action),
      ['sso_connection.update', 'sso_connection.create'],
    )
    for (const { text } of [made, changed, read, all, log]) assert.ok(!text.includes(secret))
    // With another provider the old one's secret is gone.
    const moved = await startForgingOidc({ subject: 'x', email: 'x@acme.example' })
    const next = await tenant.ask('PATCH', `/sso/connections/${id}`, {
      oidc: { issuer: moved.issuer, client_id: 'galley' },
    })
    await moved.close()
    assert.equal(next.json.oidc.has_client_secret, false)
    assert.equal((await tenant.ask('DELETE', `/sso/connections/${id}`)).status, 204)
    const gone = await tenant.owner.call('GET', `/sso/connections/${id}`)
    assert.deepEqual([gone.status, gone.json.code], [404, 'sso_connection_not_found'])
  })

  it('take a SAML provider from its metadata, pasted or fetched, or by hand', async () => {
    for (const given of [{ metadata_xml: saml.metadataXml }, { metadata_url: saml.metadataUrl }]) {
      const { status, json, text } = await create({ saml: given })
      assert.equal(status, 201, text)
      assert.deepEqual([json.saml.entity_id, json.saml.sso_url], [saml.entityId, saml.ssoUrl])
      assert.equal(json.saml.certificates.length, 1)
    }
    const { json } = await create({ saml: byHand() })
    const [certificate] = json.saml.certificates
    assert.match(certificate.fingerprint, /^[0-9a-f]{64}$/)
    assert.equal(certificate.subject, 'CN=idp.example')
    assert.equal(certificate.is_expired, false)
    assert.ok(Date.parse(certificate.valid_until) > Date.now())
  })

  it('say what is wrong with what they are given', async () => {
    const [weak, expired] = await Promise.all([
      makeSigner({ bits: 1024 }),
      makeSigner({ validUntil: new Date(Date.now() - 86_400_000) }),
    ])
    const metadata = saml.metadataXml
    const elsewhere = { issuer: 'http://127.0.0.1:1', client_id: 'x' }
    const cases: [string, Record<string, unknown>, number, string][] = [
      ['neither', {}, 422, 'sso_connection_kind'],
      ['both', { oidc: elsewhere, saml: byHand() }, 422, 'sso_connection_kind'],
      ['nobody there', { oidc: elsewhere }, 422, 'sso_address_silent'],
      ['no provider', { oidc: { ...elsewhere, issuer: test.origin } }, 422, 'sso_discovery_failed'],
      [
        'no address',
        { oidc: { ...elsewhere, issuer: 'javascript:alert(1)' } },
        422,
        'request_invalid',
      ],
      ['a script', { saml: byHand({ sso_url: 'javascript:alert(1)' }) }, 422, 'request_invalid'],
      [
        'a weak key',
        { saml: byHand({ certificates: [weak!.certificate] }) },
        422,
        'sso_certificate_invalid',
      ],
      [
        'a private key',
        { saml: byHand({ certificates: [signer.key] }) },
        422,
        'sso_certificate_invalid',
      ],
      [
        'no certificate',
        { saml: byHand({ certificates: ['AAAA'.repeat(50)] }) },
        422,
        'sso_certificate_invalid',
      ],
      ['too little', { saml: { entity_id: 'urn:idp' } }, 422, 'sso_settings_missing'],
      ['no XML', { saml: { metadata_xml: 'hello' } }, 422, 'sso_metadata_invalid'],
      [
        'entities',
        {
          saml: {
            metadata_xml: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${metadata}`,
          },
        },
        422,
        'sso_metadata_invalid',
      ],
      [
        'no redirect',
        { saml: { metadata_xml: metadata.replace('HTTP-Redirect', 'SOAP') } },
        422,
        'sso_metadata_invalid',
      ],
      ['a page', { saml: { metadata_url: `${test.origin}/healthz` } }, 422, 'sso_metadata_invalid'],
      ['owner', { saml: byHand(), default_role: 'owner' }, 422, 'sso_role_invalid'],
      [
        'owner by group',
        { saml: byHand(), role_mapping: [{ group: 'a', role: 'owner' }] },
        422,
        'sso_role_invalid',
      ],
      ['an unknown role', { saml: byHand(), default_role: 'role_x' }, 422, 'sso_role_invalid'],
    ]
    for (const [what, body, status, code] of cases) {
      const answer = await create(body)
      assert.deepEqual([answer.status, answer.json.code], [status, code], `${what}: ${answer.text}`)
    }
    const old = await create({ saml: byHand({ certificates: [expired!.certificate] }) })
    assert.equal(old.json.saml.certificates[0].is_expired, true)
    const { name } = old.json
    const twin = await create({ name, saml: byHand() })
    assert.deepEqual([twin.status, twin.json.code], [409, 'sso_connection_name_taken'])
    const kinds = await tenant.owner.call('PATCH', `/sso/connections/${old.json.id}`, {
      oidc: { issuer: oidc.issuer, client_id: 'x' },
    })
    assert.equal(kinds.json.code, 'sso_connection_kind')
  })

  it('refuse providers that claim more than they may', async () => {
    const given = { oidc: { issuer: oidc.issuer, client_id: 'galley' } }
    for (const [what, configuration] of Object.entries({
      'another name': { issuer: 'https://accounts.google.com' },
      'only shared secrets': { id_token_signing_alg_values_supported: ['HS256', 'none'] },
      'a script': { authorization_endpoint: 'javascript:alert(1)' },
      'no keys': { jwks_uri: undefined },
    })) {
      oidc.forge({ configuration })
      const answer = await create(given)
      assert.deepEqual([answer.status, answer.json.code], [422, 'sso_discovery_failed'], what)
    }
    oidc.forge({})
  })

  it('reach no private network, and nothing in the clear', async () => {
    const guarded = await createTestApp({ hasWorker: false })
    try {
      const fetch = createSafeFetch({ allowPrivateNetwork: false, dialer: createPinnedDialer() })
      const ctx = createContext(
        { ...guarded.app.services, fetch },
        {
          workspaceId: guarded.workspaceId,
          actor: { kind: 'system', id: 'test' },
          permissions: new Set(['*']),
          requestId: 'req_test',
          signal: new AbortController().signal,
        },
      )
      const make = (given: object) =>
        createConnection({ ctx, input: { name: 'Inside', ...given } }).catch(
          ({ code }: { code: string }) => code,
        )
      for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '[::1]', '169.254.169.254']) {
        const oidc = { issuer: `https://${host}`, clientId: 'x' }
        assert.equal(await make({ oidc }), 'address_refused', host)
        const saml = { metadataUrl: `https://${host}/metadata` }
        assert.equal(await make({ saml }), 'address_refused', host)
      }
      const plain = { issuer: 'http://idp.example', clientId: 'x' }
      assert.equal(await make({ oidc: plain }), 'sso_address_insecure')
      assert.equal(
        await make({ saml: { metadataUrl: 'http://idp.example' } }),
        'sso_address_insecure',
      )
    } finally {
      await guarded.close()
    }
  })

  it('are for owners to change, for admins to see, and of one workspace', async () => {
    const { id } = (await create({ saml: byHand() })).json
    const admin = await createPerson(test)
    await join(test, admin, tenant.workspaceId, 'admin')
    assert.equal((await admin.call('GET', `/sso/connections/${id}`)).status, 200)
    assert.equal(
      (await admin.call('DELETE', `/sso/connections/${id}`)).json.code,
      'permission_missing',
    )
    const editor = await createPerson(test)
    await join(test, editor, tenant.workspaceId, 'editor')
    assert.equal((await editor.call('GET', '/sso/connections')).json.code, 'permission_missing')
    const other = await test.addTenant(`other-${count}.example`)
    for (const [method, path, body] of [
      ['GET', `/sso/connections/${id}`, undefined],
      ['PATCH', `/sso/connections/${id}`, { name: 'Mine' }],
      ['DELETE', `/sso/connections/${id}`, undefined],
      ['GET', `/sso/connections/${id}/service-provider`, undefined],
      ['POST', `/sso/connections/${id}/test`, {}],
    ] as const) {
      const answer = await other.owner.call(method, path, body)
      assert.deepEqual([answer.status, answer.json.code], [404, 'sso_connection_not_found'], method)
    }
    assert.deepEqual((await other.ask('GET', '/sso/connections')).json.items, [])
  })

  it('tell the provider who we are', async () => {
    const { id } = (await create({ saml: byHand() })).json
    const { json } = await tenant.ask('GET', `/sso/connections/${id}/service-provider`)
    assert.equal(json.saml.entity_id, `${test.origin}/api/sso/saml/${id}/metadata`)
    assert.equal(json.saml.acs_url, `${test.origin}/api/sso/saml/${id}/acs`)
    const served = await fetch(json.saml.entity_id)
    assert.equal(await served.text(), json.saml.metadata_xml)
    assert.match(json.saml.metadata_xml, new RegExp(`entityID="${json.saml.entity_id}"`))
    assert.match(json.saml.metadata_xml, new RegExp(`Location="${json.saml.acs_url}"`))
    const open = (await create({ oidc: { issuer: oidc.issuer, client_id: 'x' } })).json
    const info = await tenant.ask('GET', `/sso/connections/${open.id}/service-provider`)
    assert.equal(info.json.oidc.redirect_uri, `${test.origin}/api/sso/oidc/callback`)
  })

  it('can be tried out before they are in use, without signing anybody in', async () => {
    const kinds = [
      { saml: { metadata_url: saml.metadataUrl } },
      { oidc: { issuer: oidc.issuer, client_id: 'galley', client_secret: oidc.clientSecret } },
    ]
    for (const kind of kinds) {
      const { id } = (await create({ ...kind, is_enabled: false })).json
      const tryOut = async (email: string) => {
        saml.signInAs({ subject: 'anna', email, groups: ['a'] })
        oidc.forge({ claims: { email } })
        const browser = test.browser()
        const started = await browser.call(
          'POST',
          `/sso/connections/${id}/test`,
          {},
          {
            cookie: tenant.owner.cookie,
          },
        )
        assert.equal(started.status, 201)
        const result = `/sso/connections/${id}/tests/${started.json.test_id}`
        assert.equal((await tenant.ask('GET', result)).json.status, 'pending')
        const page = await browser.open(started.json.redirect_url)
        assert.match(page.text, /The test is over/)
        assert.ok(!page.text.includes(email) && !isSignedIn(browser))
        return (await tenant.ask('GET', result)).json
      }
      const passed = await tryOut('anna@acme.example')
      assert.equal(passed.status, 'passed', JSON.stringify(passed))
      assert.equal(passed.asserted.email, 'anna@acme.example')
      assert.deepEqual(passed.would, { link: 'created', has_joined: true, role: 'viewer' })
      const failed = await tryOut('anna@other.example')
      assert.deepEqual([failed.status, failed.code], ['failed', 'sso_domain_unverified'])
      assert.equal(failed.asserted.email, 'anna@other.example')
      oidc.forge({ signature: 'none' })
      saml.useSigner(signer)
    }
    const { rows } = await test.database.db.system.execute<{ id: string }>(
      sql`select id from galley.users where email like 'anna@%'`,
    )
    assert.equal(rows.length, 0)
  })

  it('leave nothing behind once sign-ins are over', async () => {
    const { db } = test.database
    await db.system.execute(sql`update galley.sso_attempts set expires_at = now() - interval '2 h'`)
    await db.system.execute(
      sql`update galley.sso_assertions set expires_at = now() - interval '1 s'`,
    )
    await sweepSso(test.app.services)
    const { rows } = await db.system.execute<{ left: number }>(sql`
      select (select count(*) from galley.sso_attempts)
           + (select count(*) from galley.sso_assertions) as left`)
    assert.equal(Number(rows[0]!.left), 0)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import {
  buildAnswer,
  buildAssertion,
  makeSigner,
  newXmlId,
  RSA_SHA1,
  SHA1,
  signAnswer,
  signElement,
  wrappings,
} from '../../../fakes/identity-providers/index.ts'
import type { Signer } from '../../../fakes/identity-providers/index.ts'
import type { Page } from './browser.fixture.ts'
import {
  base64,
  begin,
  codeOf,
  createSsoTest,
  forgeAnswer,
  isSignedIn,
  PROVIDER_PAGE,
  readRequest,
  whoAmI,
} from './sso.fixture.ts'
import type { Forgery, PlayedProvider, SsoTest, Tenant } from './sso.fixture.ts'

const MINUTE = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)
const ahead = (minutes: number) => ago(-minutes)

describe('a forged SAML answer', () => {
  let test: SsoTest
  let tenant: Tenant
  let other: Tenant
  let provider: PlayedProvider
  let otherProvider: PlayedProvider
  let stranger: Signer
  let connectionId: string
  let otherId: string
  before(async () => {
    test = await createSsoTest()
    const [signer, otherSigner, third] = await Promise.all([
      makeSigner(),
      makeSigner(),
      makeSigner(),
    ])
    provider = { entityId: 'urn:idp:one', ssoUrl: PROVIDER_PAGE, signer: signer! }
    otherProvider = { entityId: 'urn:idp:two', ssoUrl: PROVIDER_PAGE, signer: otherSigner! }
    stranger = third!
    tenant = await test.addTenant('acme.example')
    other = await test.addTenant('globex.example')
    connectionId = await tenant.connect(connectionOf(provider))
    otherId = await other.connect(connectionOf(otherProvider))
  })
  after(() => test?.close())

  const connectionOf = (
    { entityId, ssoUrl, signer }: PlayedProvider,
    changes: Record<string, unknown> = {},
  ) => ({
    name: `SAML ${newXmlId()}`,
    saml: { entity_id: entityId, sso_url: ssoUrl, certificates: [signer.certificate], ...changes },
  })

  /** A whole sign-in with a forged answer; every one of them is otherwise good. */
  async function answerWith(
    forgery: Forgery,
    options: { connection?: string; email?: string; provider?: PlayedProvider } = {},
  ) {
    const { connection = connectionId, email = `${newXmlId()}@acme.example` } = options
    const browser = test.browser()
    const request = readRequest(await begin(browser, { connection_id: connection }))
    const xml = forgeAnswer(options.provider ?? provider, request, email, forgery)
    const form = { SAMLResponse: base64(xml), RelayState: request.relayState }
    const page = await browser.post(request.acsUrl, form, PROVIDER_PAGE)
    return { browser, page, request, form, email }
  }

  async function refuses(forgery: Forgery, code: string, what = '', options = {}) {
    const { browser, page, email } = await answerWith(forgery, options)
    assert.equal(codeOf(page), code, `${what}: ${page.url}`)
    assert.equal(page.status, 401)
    assert.ok(!isSignedIn(browser))
    assert.ok(!page.text.includes(email), 'the page shows what was asserted')
    const { rows } = await test.database.db.system.execute<{ id: string }>(
      sql`select id from galley.users where email = ${email}`,
    )
    assert.equal(rows.length, 0, 'somebody was made')
  }

  it('is refused, while the good one that it is made of is taken', async () => {
    for (const sign of ['assertion', 'response', 'both'] as const) {
      const { browser, page, email } = await answerWith({ sign: { sign } })
      assert.equal(page.url, `${test.origin}/`, page.text)
      assert.equal((await whoAmI(test, browser)).email, email)
    }
  })

  it('when it is not signed, or by somebody else', async () => {
    await refuses({ sign: { sign: 'none' } }, 'sso_answer_invalid', 'unsigned')
    for (const sign of ['assertion', 'response', 'both'] as const) {
      await refuses(
        { signer: stranger, sign: { sign } },
        'sso_answer_unsigned',
        `other key, ${sign}`,
      )
      const certificate = stranger.certificate
      const sent = { signer: stranger, sign: { sign, certificate } }
      await refuses(sent, 'sso_answer_unsigned', `other key with its certificate, ${sign}`)
    }
    await refuses(
      { signer: otherProvider.signer },
      'sso_answer_unsigned',
      "another connection's key",
    )
    // One good signature does not carry a bad one.
    const half = { sign: { sign: 'assertion' as const } }
    const bySecond = (xml: string) => signElement(xml, stranger, 'Response')
    await refuses({ ...half, after: bySecond }, 'sso_answer_unsigned', 'one of two')
  })

  it('when it was changed after it was signed', async () => {
    const changes: [string, (xml: string) => string][] = [
      ['name', (xml) => xml.replace('subject of', 'subject 0f')],
      [
        'address',
        (xml) =>
          xml.replace(
            '@acme.example</saml:AttributeValue>',
            '@acme.example.evil.example</saml:AttributeValue>',
          ),
      ],
      [
        'signature',
        (xml) =>
          xml.replace(/(<ds:SignatureValue>)(.)/, (_, tag, one) => tag + (one === 'A' ? 'B' : 'A')),
      ],
      [
        'digest',
        (xml) =>
          xml.replace(/(<ds:DigestValue>)(.)/, (_, tag, one) => tag + (one === 'A' ? 'B' : 'A')),
      ],
      [
        'attribute put in',
        (xml) =>
          xml.replace(
            '<saml:AttributeStatement>',
            '<saml:AttributeStatement><saml:Attribute Name="groups"><saml:AttributeValue>bosses</saml:AttributeValue></saml:Attribute>',
          ),
      ],
      ['end put off', (xml) => xml.replace(/NotOnOrAfter="\d{4}/, 'NotOnOrAfter="2999')],
      [
        'no signature value',
        (xml) => xml.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
      ],
    ]
    for (const [what, after] of changes) await refuses({ after }, 'sso_answer_unsigned', what)
  })

  it('when a signature is wrapped around something else', async () => {
    for (const sign of ['assertion', 'both'] as const) {
      for (const [what, wrap] of Object.entries(wrappings)) {
        const browser = test.browser()
        const request = readRequest(await begin(browser, { connection_id: connectionId }))
        const email = 'mallory@acme.example'
        const signed = forgeAnswer(provider, request, email, { sign: { sign } })
        const evil = buildAssertion({
          issuer: provider.entityId,
          acsUrl: request.acsUrl,
          audience: request.issuer,
          inResponseTo: request.id,
          subject: 'olga',
          email: tenant.owner.email,
        })
        const form = { SAMLResponse: base64(wrap(signed, evil)), RelayState: request.relayState }
        const page = await browser.post(request.acsUrl, form, PROVIDER_PAGE)
        assert.match(codeOf(page) ?? page.url, /^sso_answer_(invalid|unsigned)$/, what)
        assert.ok(!isSignedIn(browser), what)
      }
    }
  })

  it('when a signature refers to nothing, to everything, or is made another way', async () => {
    const reference = (uri: string) => (xml: string) => xml.replace(/URI="#[^"]*"/, `URI="${uri}"`)
    await refuses({ after: reference('') }, 'sso_answer_invalid', 'the whole document')
    await refuses({ after: reference('#nothing') }, 'sso_answer_invalid', 'nothing')
    await refuses({ after: reference('https://evil.example/x') }, 'sso_answer_invalid', 'elsewhere')
    const weak = { signatureAlgorithm: RSA_SHA1 }
    await refuses({ sign: weak }, 'sso_answer_invalid', 'RSA with SHA-1')
    await refuses({ sign: { digestAlgorithm: SHA1 } }, 'sso_answer_invalid', 'a digest of SHA-1')
    const plain = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
    await refuses({ sign: { canonicalization: plain } }, 'sso_answer_invalid', 'canonicalization')
    const method = (to: string) => (xml: string) =>
      xml.replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, (_, start) => start + to)
    const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'
    await refuses({ after: method(hmac) }, 'sso_answer_invalid', 'a shared secret')
    const xslt = (xml: string) =>
      xml.replace(
        /<ds:Transform Algorithm="http:\/\/www.w3.org\/2001/,
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>$&',
      )
    await refuses({ after: xslt }, 'sso_answer_invalid', 'XSLT')
    const twice = (xml: string) => xml.replace(/<ds:Reference[^]*<\/ds:Reference>/, '$&$&')
    await refuses({ after: twice }, 'sso_answer_invalid', 'two references')
    const two = (xml: string) => xml.replace(/<ds:SignedInfo>[^]*<\/ds:SignedInfo>/, '$&$&')
    await refuses({ after: two }, 'sso_answer_invalid', 'two infos')
    const keyed = (xml: string) =>
      xml.replace('</ds:Signature>', '<ds:Object>x</ds:Object></ds:Signature>')
    await refuses({ after: keyed }, 'sso_answer_invalid', 'an object')
  })

  it('when it is signed elsewhere than the connection asks for', async () => {
    const only = async (signed: string) => tenant.connect(connectionOf(provider, { signed }))
    for (const [signed, sign, isGood] of [
      ['assertion', 'response', false],
      ['response', 'assertion', false],
      ['both', 'assertion', false],
      ['both', 'response', false],
      ['assertion', 'assertion', true],
      ['response', 'both', true],
    ] as const) {
      const connection = await only(signed)
      const { page } = await answerWith({ sign: { sign } }, { connection })
      assert.equal(codeOf(page), isGood ? null : 'sso_answer_invalid', `${signed}: ${sign}`)
    }
  })

  it('when comments, sections or entities are to make two readers see two names', async () => {
    const evil = (inside: string) => ({ subjectXml: inside, email: 'eve@acme.example' })
    const olga = tenant.owner.email
    for (const [what, answer] of Object.entries({
      'a comment in the name': evil(`${olga}<!---->.evil.example`),
      'a comment in the address': { emailXml: `${olga}<!---->.evil.example` },
      'a section': { emailXml: `<![CDATA[${olga}]]>.evil.example` },
      'an element': { emailXml: `${olga}<x xmlns="urn:x"/>.evil.example` },
      'an entity': {
        prologXml: `<!DOCTYPE r [<!ENTITY e "${olga}">]>`,
        emailXml: '&e;',
      },
      'an entity that nobody declares': { emailXml: '&olga;' },
      'an external entity': {
        prologXml: '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        emailXml: '&e;',
      },
    })) {
      const { browser, page } = await answerWith({ answer })
      assert.match(
        codeOf(page) ?? page.url,
        /^sso_(answer_(invalid|unsigned)|email_missing)$/,
        what,
      )
      assert.ok(!isSignedIn(browser), what)
    }
    // A comment that comes in after the signature, which does not cover comments.
    const late = (xml: string) => xml.replace('@acme', '<!---->@acme')
    await refuses({ after: late }, 'sso_answer_invalid', 'a comment afterwards')
    const told = (xml: string) => xml.replace('@acme', '<?x?>@acme')
    await refuses({ after: told }, 'sso_answer_invalid', 'an instruction')
  })

  it('when it is for somebody else', async () => {
    const cases: [string, Forgery['answer'], string][] = [
      ['audience', { audience: 'urn:somebody:else' }, 'sso_answer_misdirected'],
      ['no audience', { hasAudience: false }, 'sso_answer_misdirected'],
      ['an audience beside ours', { isOtherAudienceToo: true }, 'sso_answer_misdirected'],
      ['recipient', { recipient: 'https://evil.example/acs' }, 'sso_answer_misdirected'],
      ['no recipient', { recipient: null }, 'sso_answer_misdirected'],
      ['destination', { destination: 'https://evil.example/acs' }, 'sso_answer_misdirected'],
      ['no destination', { destination: null }, 'sso_answer_misdirected'],
      ['request', { inResponseTo: '_another' }, 'sso_answer_misdirected'],
      ['no request', { inResponseTo: null }, 'sso_answer_misdirected'],
      ['confirmed request', { confirmationInResponseTo: '_another' }, 'sso_answer_misdirected'],
      ['no confirmed request', { confirmationInResponseTo: null }, 'sso_answer_misdirected'],
      ['issuer', { issuer: 'urn:idp:other' }, 'sso_answer_misdirected'],
      ['outer issuer', { responseIssuer: 'urn:idp:other' }, 'sso_answer_misdirected'],
      [
        'holder of a key',
        { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
        'sso_answer_invalid',
      ],
      [
        'a condition that is not known',
        { conditionsXml: '<x:Only xmlns:x="urn:x"/>' },
        'sso_answer_invalid',
      ],
      ['version', { version: '1.1' }, 'sso_answer_invalid'],
      [
        'status',
        { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' },
        'sso_provider_refused',
      ],
      [
        'a passing name',
        { subjectFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
        'sso_subject_missing',
      ],
      ['no name', { subjectXml: '' }, 'sso_subject_missing'],
    ]
    for (const [what, answer, code] of cases) await refuses({ answer: answer! }, code, what)
    const good = await answerWith({ answer: { responseIssuer: null } })
    assert.equal(codeOf(good.page), null, 'an outer issuer is not needed')
  })

  it('when it comes at the wrong time', async () => {
    const cases: [string, Forgery['answer']][] = [
      ['over', { notBefore: ago(10), notOnOrAfter: ago(2) }],
      ['not yet', { notBefore: ahead(2), notOnOrAfter: ahead(10) }],
      ['confirmation over', { confirmedUntil: ago(2) }],
      ['session over', { sessionNotOnOrAfter: ago(2) }],
      [
        'issued in the future',
        { issueInstant: ahead(5), notBefore: ago(1), notOnOrAfter: ahead(10) },
      ],
    ]
    for (const [what, answer] of cases)
      await refuses({ answer: answer! }, 'sso_answer_expired', what)
    await refuses({ answer: { confirmedUntil: null } }, 'sso_answer_invalid', 'no end')
    // A clock that is half a minute off is nobody's fault.
    const late = await answerWith({ answer: { notBefore: ago(5), notOnOrAfter: ago(0.5) } })
    assert.equal(codeOf(late.page), null)
  })

  it('when it came before', async () => {
    const { form, request, browser } = await answerWith({})
    const again = await browser.post(request.acsUrl, form, PROVIDER_PAGE)
    assert.equal(codeOf(again), 'sso_attempt_unknown')
    // In a sign-in of its own, where the connection takes answers that nobody asked for.
    const open = await tenant.connect(connectionOf(provider, { allows_idp_initiated: true }))
    const unasked = unaskedFor(open)
    const first = await test.browser().post(unasked.acsUrl, unasked.form, PROVIDER_PAGE)
    assert.equal(codeOf(first), null, first.text)
    const second = await test.browser().post(unasked.acsUrl, unasked.form, PROVIDER_PAGE)
    assert.equal(codeOf(second), 'sso_answer_replayed')
    // All at once, as over several processes: the database lets one through.
    const raced = unaskedFor(open)
    const pages = await Promise.all(
      Array.from({ length: 8 }, () => test.browser().post(raced.acsUrl, raced.form, PROVIDER_PAGE)),
    )
    const codes = pages.map(codeOf).sort()
    assert.deepEqual(codes, [...Array<string>(7).fill('sso_answer_replayed'), null].sort())
  })

  function unaskedFor(connection: string, answer: Forgery['answer'] = {}, relayState = '/library') {
    const acsUrl = `${test.origin}/api/sso/saml/${connection}/acs`
    const xml = buildAnswer({
      issuer: provider.entityId,
      acsUrl,
      audience: `${test.origin}/api/sso/saml/${connection}/metadata`,
      inResponseTo: null,
      subject: newXmlId(),
      email: `${newXmlId()}@acme.example`,
      ...answer,
    })
    const SAMLResponse = base64(signAnswer(xml, provider.signer))
    return { acsUrl, form: { SAMLResponse, RelayState: relayState } }
  }

  it('when nobody asked for it, unless the connection takes that', async () => {
    const refused = unaskedFor(connectionId)
    const page = await test.browser().post(refused.acsUrl, refused.form, PROVIDER_PAGE)
    assert.equal(codeOf(page), 'sso_answer_unsolicited')

    const open = await tenant.connect(connectionOf(provider, { allows_idp_initiated: true }))
    const taken = unaskedFor(open)
    const browser = test.browser()
    const good = await browser.post(taken.acsUrl, taken.form, PROVIDER_PAGE)
    assert.equal(good.url, `${test.origin}/library`, good.text)
    assert.ok(isSignedIn(browser))
    const away = unaskedFor(open, {}, 'https://evil.example/')
    const home = await test.browser().post(away.acsUrl, away.form, PROVIDER_PAGE)
    assert.equal(home.url, `${test.origin}/`)
    // Somebody else's answer to a request is not an answer to none.
    const stolen = unaskedFor(open, { inResponseTo: '_request' })
    const other = await test.browser().post(stolen.acsUrl, stolen.form, PROVIDER_PAGE)
    assert.equal(codeOf(other), 'sso_answer_unsolicited')
  })

  it('when it is for the connection of another workspace', async () => {
    // Posted to the other's address: with its own state, and with the other's.
    const browser = test.browser()
    const mine = readRequest(await begin(browser, { connection_id: connectionId }))
    const theirs = readRequest(await begin(browser, { connection_id: otherId }))
    const xml = forgeAnswer(provider, mine, tenant.owner.email)
    const post = (RelayState: string): Promise<Page> =>
      browser.post(theirs.acsUrl, { SAMLResponse: base64(xml), RelayState }, PROVIDER_PAGE)
    assert.equal(codeOf(await post(mine.relayState)), 'sso_attempt_unknown')
    assert.equal(codeOf(await post(theirs.relayState)), 'sso_answer_unsigned')

    // A provider that asserts an address of the other's domain.
    const crossed = await answerWith({}, { email: other.owner.email })
    assert.equal(codeOf(crossed.page), 'sso_domain_unverified')
    // The same provider for both: an answer for one is none for the other.
    const shared = await other.connect(connectionOf(provider))
    const before = readRequest(await begin(browser, { connection_id: connectionId }))
    const there = readRequest(await begin(browser, { connection_id: shared }))
    const forThis = forgeAnswer(provider, { ...before, id: there.id }, other.owner.email)
    const form = { SAMLResponse: base64(forThis), RelayState: there.relayState }
    const page = await browser.post(there.acsUrl, form, PROVIDER_PAGE)
    assert.equal(codeOf(page), 'sso_answer_misdirected')
  })

  it('when another browser is to finish it', async () => {
    const browser = test.browser()
    const request = readRequest(await begin(browser, { connection_id: connectionId }))
    const xml = forgeAnswer(provider, request, 'victim@acme.example')
    const form = { SAMLResponse: base64(xml), RelayState: request.relayState }
    const attacker = test.browser()
    const page = await attacker.post(request.acsUrl, form, PROVIDER_PAGE)
    assert.equal(codeOf(page), 'sso_attempt_unknown')
    assert.ok(!isSignedIn(attacker))
    // One with a sign-in of its own has another cookie.
    await begin(attacker, { connection_id: connectionId })
    assert.equal(codeOf(await attacker.open(page.url)), 'sso_attempt_unknown')
    const home = await browser.open(page.url)
    assert.equal(home.url, `${test.origin}/`)
    assert.ok(isSignedIn(browser))
    assert.equal(codeOf(await browser.open(page.url)), 'sso_attempt_unknown')
  })

  it('when it is not an answer at all, too large, or made to keep us busy', async () => {
    const send = async (SAMLResponse: string) => {
      const browser = test.browser()
      const request = readRequest(await begin(browser, { connection_id: connectionId }))
      const form = { SAMLResponse, RelayState: request.relayState }
      return codeOf(await browser.post(request.acsUrl, form, PROVIDER_PAGE))
    }
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    const inResponse = (inside: string) =>
      `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="${new Date().toISOString()}"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inside}</samlp:Response>`
    const cases: [string, string, string][] = [
      ['nothing', '', 'sso_answer_invalid'],
      ['no base64', '<samlp:Response/>', 'sso_answer_invalid'],
      ['no XML', base64('hello'), 'sso_answer_invalid'],
      ['no UTF-8', Buffer.from([0x3c, 0xff, 0xfe]).toString('base64'), 'sso_answer_invalid'],
      ['another root', base64('<Response/>'), 'sso_answer_invalid'],
      ['two roots', base64(inResponse('') + inResponse('')), 'sso_answer_invalid'],
      ['not closed', base64(inResponse('').slice(0, -4)), 'sso_answer_invalid'],
      ['deep', base64(inResponse(nested(3000))), 'sso_answer_invalid'],
      ['deeper', base64(inResponse(nested(9000))), 'sso_answer_invalid'],
      ['wide', base64(inResponse('<a/>'.repeat(40_000))), 'sso_answer_invalid'],
      [
        'many attributes',
        base64(
          inResponse(`<a ${Array.from({ length: 20_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
        ),
        'sso_answer_invalid',
      ],
      [
        'a bomb',
        base64(
          `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>${inResponse('&b;')}`,
        ),
        'sso_answer_invalid',
      ],
      ['large', base64(inResponse(`<a>${'x'.repeat(260 * 1024)}</a>`)), 'sso_answer_too_large'],
      [
        'encrypted',
        base64(
          inResponse(
            '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>',
          ),
        ),
        'sso_answer_invalid',
      ],
    ]
    for (const [what, answer, code] of cases) assert.equal(await send(answer), code, what)
    const acs = `${test.origin}/api/sso/saml/${connectionId}/acs`
    const huge = await test
      .browser()
      .post(acs, { SAMLResponse: 'A'.repeat(2_000_000) }, PROVIDER_PAGE)
    assert.equal(codeOf(huge), 'sso_answer_too_large')
    const json = await fetch(acs, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(json.status, 401)
    const get = await fetch(acs)
    assert.deepEqual(
      [get.status, get.headers.get('content-security-policy')?.startsWith("default-src 'none'")],
      [404, true],
    )
  })

  it('does not stop a new certificate from taking over from an old one', async () => {
    const next = await makeSigner()
    const rolling = await tenant.connect(connectionOf(provider))
    const both = { saml: { certificates: [provider.signer.certificate, next.certificate] } }
    const old = { connection: rolling }
    await refuses({ signer: next }, 'sso_answer_unsigned', 'before', old)
    await tenant.ask('PATCH', `/sso/connections/${rolling}`, both)
    for (const signer of [provider.signer, next]) {
      const { page } = await answerWith({ signer }, old)
      assert.equal(codeOf(page), null)
    }
    const only = { saml: { certificates: [next.certificate] } }
    await tenant.ask('PATCH', `/sso/connections/${rolling}`, only)
    await refuses({}, 'sso_answer_unsigned', 'afterwards', old)
    const { page } = await answerWith({ signer: next }, old)
    assert.equal(codeOf(page), null)
  })
})

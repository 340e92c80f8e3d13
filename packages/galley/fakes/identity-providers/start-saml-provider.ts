import samlp from 'samlp'
import type { IncomingMessage } from 'node:http'
import { listen } from './listen.ts'
import type { Person } from './person.ts'
import { makeSigner } from './signer.ts'
import type { Signer } from './signer.ts'

const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
const GROUP = 'http://schemas.xmlsoap.org/claims/Group'
const NAME = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'

export interface SamlProvider {
  entityId: string
  ssoUrl: string
  signer: Signer
  metadataXml: string
  /** Where its metadata is served. */
  metadataUrl: string
  signInAs(person: Person): void
  /** Signs with another key from now on. */
  useSigner(signer: Signer): void
  close(): Promise<void>
}

export interface SamlProviderOptions {
  signed?: 'assertion' | 'response' | 'both'
  signatureAlgorithm?: 'rsa-sha256' | 'rsa-sha1'
}

/**
 * A SAML identity provider on `samlp`, which shares no code with what reads its answers. Everybody is
 * signed in at once; the answer is a form that the browser posts.
 */
export async function startSamlProvider(options: SamlProviderOptions = {}): Promise<SamlProvider> {
  let signer = await makeSigner()
  let person: Person = { subject: 'nobody', email: 'nobody@example.com' }
  const server = await listen((request, response) => {
    const url = new URL(request.url!, server.url)
    if (url.pathname === '/metadata') {
      response.setHeader('content-type', 'application/samlmetadata+xml')
      response.end(metadata())
      return
    }
    answer(request, url).then(
      (page) => response.setHeader('content-type', 'text/html').end(page),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  const entityId = `${server.url}/entity`
  const ssoUrl = `${server.url}/sso`

  function metadata(): string {
    const certificate = signer.certificate.replace(/-----[^-]+-----|\s/g, '')
    return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a fake -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
        <ds:X509Certificate>${certificate}</ds:X509Certificate>
      </ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${ssoUrl}/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`
  }

  async function answer(request: IncomingMessage, url: URL): Promise<string> {
    const query = Object.fromEntries(url.searchParams)
    const { method, headers } = request
    const asked = await promised<{
      id?: string
      issuer?: string
      assertionConsumerServiceURL?: string
    }>((done) => samlp.parseRequest({ method, headers, url: url.href, query, body: {} }, done))
    const acs = asked.assertionConsumerServiceURL!
    const { signed = 'assertion', signatureAlgorithm = 'rsa-sha256' } = options
    const xml = await promised<string>((done) =>
      samlp.getSamlResponse(
        {
          issuer: entityId,
          key: signer.key,
          cert: signer.certificate,
          audience: asked.issuer!,
          recipient: acs,
          destination: acs,
          ...(asked.id && { inResponseTo: asked.id }),
          signAssertion: signed !== 'response',
          signResponse: signed !== 'assertion',
          signatureAlgorithm,
          digestAlgorithm: signatureAlgorithm === 'rsa-sha1' ? 'sha1' : 'sha256',
          profileMapper,
        },
        person,
        done,
      ),
    )
    return postForm(acs, { SAMLResponse: btoaUtf8(xml), RelayState: query.RelayState ?? '' })
  }

  const profileMapper = () => ({
    getClaims: () => ({
      [EMAIL]: person.email,
      ...(person.name && { [NAME]: person.name }),
      ...(person.groups && { [GROUP]: person.groups }),
    }),
    getNameIdentifier: () => ({
      nameIdentifier: person.subject,
      nameIdentifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    }),
  })

  return {
    entityId,
    ssoUrl,
    get signer() {
      return signer
    },
    get metadataXml() {
      return metadata()
    },
    metadataUrl: `${server.url}/metadata`,
    signInAs(next) {
      person = next
    },
    useSigner(next) {
      signer = next
    },
    close: server.close,
  }
}

function promised<T>(work: (done: (error: Error | null, value: T) => void) => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  work((error, value) => (error ? reject(error) : resolve(value)))
  return promise
}

const btoaUtf8 = (text: string) => Buffer.from(text).toString('base64')

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** The page by which providers have a browser post their answer. */
function postForm(action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  return `<form method="post" action="${escapeHtml(action)}">${inputs.join('')}</form>`
}

import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'

/** What the next sign-in is answered with. Everything is as it should be where nothing is said. */
export interface OidcForgery {
  /** Over the claims of a good ID token; undefined takes one out. */
  claims?: Record<string, unknown>
  /** Over the header of a good ID token. */
  header?: Record<string, unknown>
  /** How the ID token is signed. `public-key-hmac` takes the public key for a shared secret. */
  signature?: 'good' | 'none' | 'public-key-hmac' | 'secret-hmac' | 'other-key' | 'tampered'
  /** Over the query that the browser is sent back with; null takes one out. */
  query?: Record<string, string | null>
  /** No ID token at all. */
  hasNoIdToken?: boolean
  /** What the token endpoint answers instead. */
  tokenStatus?: number
  /** Over the configuration. */
  configuration?: Record<string, unknown>
  /** Where the token endpoint redirects to. */
  tokenRedirect?: string
}

export interface ForgingOidc {
  issuer: string
  clientId: string
  clientSecret: string
  forge(forgery: OidcForgery): void
  /** How often codes were redeemed. */
  redeemed: number
  /** The client secret and PKCE verifier of the last redemption. */
  last: { authorization: string | undefined; body: URLSearchParams } | null
  close(): Promise<void>
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An OpenID provider of our own that answers with whatever a test wants, good or forged. */
export async function startForgingOidc(person: {
  subject: string
  email: string
}): Promise<ForgingOidc> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let forgery: OidcForgery = {}
  const nonces = new Map<string, string | null>()
  const clientSecret = 'a secret of the client, long enough'
  const state: Pick<ForgingOidc, 'redeemed' | 'last'> = { redeemed: 0, last: null }

  function configuration(): Record<string, unknown> {
    return {
      issuer: server.url,
      authorization_endpoint: `${server.url}/authorize`,
      token_endpoint: `${server.url}/token`,
      jwks_uri: `${server.url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // As careless as a provider can be.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      ...forgery.configuration,
    }
  }

  function idToken(nonce: string | null): string {
    const now = Math.floor(Date.now() / 1000)
    const { signature = 'good' } = forgery
    const isHmac = signature.endsWith('hmac')
    const header = {
      alg: signature === 'none' ? 'none' : isHmac ? 'HS256' : 'RS256',
      kid: 'rsa-1',
      ...forgery.header,
    }
    const claims = {
      iss: server.url,
      sub: person.subject,
      aud: 'galley',
      iat: now,
      exp: now + 300,
      nonce,
      email: person.email,
      email_verified: true,
      ...forgery.claims,
    }
    const signed = `${encode(header)}.${encode(claims)}`
    if (signature === 'none') return `${signed}.`
    if (isHmac) {
      const pem = keys.publicKey.export({ type: 'spki', format: 'pem' })
      const secret = signature === 'secret-hmac' ? clientSecret : pem
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
    }
    const key = signature === 'other-key' ? others.privateKey : keys.privateKey
    const made = createSign('RSA-SHA256').update(signed).sign(key, 'base64url')
    if (signature !== 'tampered') return `${signed}.${made}`
    return `${encode(header)}.${encode({ ...claims, sub: 'somebody-else' })}.${made}`
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString())
    state.redeemed += 1
    state.last = { authorization: request.headers.authorization, body }
    const code = body.get('code') ?? ''
    if (forgery.tokenRedirect) {
      response.writeHead(307, { location: forgery.tokenRedirect }).end()
      return
    }
    if (forgery.tokenStatus || !nonces.has(code)) {
      return json(response, { error: 'invalid_grant' }, forgery.tokenStatus ?? 400)
    }
    const made = idToken(nonces.get(code)!)
    nonces.delete(code)
    json(response, {
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 60,
      ...(!forgery.hasNoIdToken && { id_token: made }),
    })
  }

  function authorize(url: URL, response: ServerResponse): void {
    const code = Math.random().toString(36).slice(2)
    nonces.set(code, url.searchParams.get('nonce'))
    const back = new URL(url.searchParams.get('redirect_uri')!)
    const query = { code, state: url.searchParams.get('state'), ...forgery.query }
    for (const [name, value] of Object.entries(query)) {
      if (value !== null) back.searchParams.set(name, value)
    }
    response.writeHead(302, { location: back.href }).end()
  }

  const server = await listen((request, response) => {
    const url = new URL(request.url!, 'http://fake')
    if (url.pathname === '/.well-known/openid-configuration') return json(response, configuration())
    if (url.pathname === '/jwks') {
      const jwk = keys.publicKey.export({ format: 'jwk' })
      return json(response, { keys: [{ ...jwk, kid: 'rsa-1', use: 'sig' }] })
    }
    if (url.pathname === '/authorize') return authorize(url, response)
    void token(request, response)
  })
  return Object.assign(state, {
    issuer: server.url,
    clientId: 'galley',
    clientSecret,
    forge(next: OidcForgery) {
      forgery = next
    },
    close: server.close,
  })
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

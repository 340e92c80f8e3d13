import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Whoever consents at the provider. */
export interface ProviderPerson {
  id: number
  name: string
  email: string
  isEmailVerified: boolean
}

/** Ways in which a provider fails: in its token endpoint, or in what it says about the person. */
export type OAuthFault =
  | 'token_500'
  | 'token_garbage'
  | 'token_huge'
  | 'profile_500'
  | 'other_audience'
  | 'other_issuer'
  | 'other_nonce'
  | 'expired'

export interface OAuthServer {
  url: string
  client: { id: string; secret: string }
  person: ProviderPerson
  fault: OAuthFault | null
  /** Does what a browser does there: consents, and answers where it is sent back to. */
  consent(authorizationUrl: string): Promise<string>
  /** Secrets that were handed out: nothing of them may show anywhere. */
  issued: string[]
  close(): Promise<void>
}

interface Grant {
  kind: 'github' | 'google'
  redirectUri: string
  challenge: string
  nonce: string | null
}

/**
 * GitHub and Google in one server, as strict as they are: registered client, exact redirect address,
 * PKCE, codes that are good once. GitHub answers errors with a 200, Google with a 400.
 *
 * @example
 * const server = await startOAuthServer()
 * server.person = { id: 7, name: 'Anna', email: 'anna@example.org', isEmailVerified: true }
 * const callback = await server.consent(url)
 */
export async function startOAuthServer(): Promise<OAuthServer> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const tokens = new Set<string>()
  const http = createServer((request, response) => {
    void handle(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const server: OAuthServer = {
    url,
    client: { id: 'galley-client', secret: 'a-secret-of-the-client' },
    person: { id: 1, name: 'Anna Berg', email: 'anna@example.org', isEmailVerified: true },
    fault: null,
    issued: [],
    async consent(authorizationUrl) {
      const response = await fetch(authorizationUrl, { redirect: 'manual' })
      const location = response.headers.get('location')
      if (!location) throw new Error(`the provider refused: ${await response.text()}`)
      return location
    },
    close: () => new Promise((resolve) => http.close(() => resolve())),
  }

  const issue = () => {
    const secret = randomBytes(24).toString('base64url')
    server.issued.push(secret)
    return secret
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, url)
    const json = (status: number, value: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(typeof value === 'string' ? value : JSON.stringify(value))
    switch (`${request.method} ${pathname}`) {
      case 'GET /login/oauth/authorize':
        return authorize('github', searchParams, response)
      case 'GET /o/oauth2/v2/auth':
        return authorize('google', searchParams, response)
      case 'POST /login/oauth/access_token':
        return void json(...exchange('github', await readForm(request)))
      case 'POST /token':
        return void json(...exchange('google', await readForm(request)))
      case 'GET /api/v3/user':
      case 'GET /api/v3/user/emails': {
        const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
        if (!tokens.has(token)) return void json(401, { message: 'Bad credentials' })
        if (server.fault === 'profile_500') return void json(500, { message: 'oops' })
        const { id, name, email, isEmailVerified } = server.person
        if (pathname.endsWith('emails')) {
          return void json(200, [
            { email: `old-${email}`, primary: false, verified: true },
            { email, primary: true, verified: isEmailVerified },
          ])
        }
        return void json(200, { id, login: 'anna', name, email, avatar_url: null })
      }
      default:
        return void json(404, { message: 'Not Found' })
    }
  }

  function authorize(kind: Grant['kind'], query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? ''
    const isGood =
      query.get('client_id') === server.client.id &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      redirectUri.endsWith(`/api/auth/callback/${kind}`) &&
      (kind === 'github' || query.get('scope')?.split(' ').includes('openid'))
    if (!isGood) return void response.writeHead(400).end('invalid request')
    const code = issue()
    const challenge = query.get('code_challenge') ?? ''
    grants.set(code, { kind, redirectUri, challenge, nonce: query.get('nonce') })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  function exchange(kind: Grant['kind'], form: URLSearchParams): [number, unknown] {
    if (server.fault === 'token_500') return [500, { error: 'down' }]
    if (server.fault === 'token_garbage') return [200, '<html>maintenance</html>']
    if (server.fault === 'token_huge') return [200, JSON.stringify({ padding: 'x'.repeat(3e6) })]
    const code = form.get('code') ?? ''
    const grant = grants.get(code)
    grants.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isGood =
      grant?.kind === kind &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('client_id') === server.client.id &&
      form.get('client_secret') === server.client.secret &&
      form.get('redirect_uri') === grant.redirectUri &&
      challenge === grant.challenge
    if (!isGood) return [kind === 'github' ? 200 : 400, { error: 'invalid_grant' }]
    const token = issue()
    tokens.add(token)
    const common = { access_token: token, token_type: 'bearer', scope: 'user:email' }
    if (kind === 'github') return [200, common]
    return [200, { ...common, expires_in: 3600, id_token: idToken(grant.nonce) }]
  }

  function idToken(nonce: string | null): string {
    const { id, name, email, isEmailVerified } = server.person
    const now = Math.floor(Date.now() / 1000)
    const { fault } = server
    const claims = {
      iss: fault === 'other_issuer' ? 'https://evil.example' : url,
      aud: fault === 'other_audience' ? 'another-client' : server.client.id,
      sub: String(id),
      iat: now,
      exp: fault === 'expired' ? now - 60 : now + 3600,
      nonce: fault === 'other_nonce' ? 'replayed' : nonce,
      email,
      email_verified: isEmailVerified,
      name,
    }
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${encode({ alg: 'RS256', kid: '1' })}.${encode(claims)}`
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')
    const token = `${signed}.${signature}`
    server.issued.push(token)
    return token
  }
  return server
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

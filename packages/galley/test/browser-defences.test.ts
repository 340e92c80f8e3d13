import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { modules } from '../src/modules.ts'
import type { Mount, Route } from '../src/platform/http/index.ts'
import { newId } from '../src/platform/id.ts'
import { operationsMounts } from '../src/platform/telemetry/index.ts'
import { deriveRoutes, surfaceMounts } from '../src/surface/index.ts'
import { accountsMount } from '../src/workspace/accounts/index.ts'
import { createAccountsTest, password, totp } from '../src/workspace/accounts/accounts.fixture.ts'
import type { AccountsTest } from '../src/workspace/accounts/accounts.fixture.ts'
import { brandingMounts } from '../src/workspace/branding/index.ts'
import { scimMount } from '../src/workspace/scim/index.ts'
import { ssoMount } from '../src/workspace/sso/index.ts'
import { createPerson, join, openSession } from './people.ts'
import type { Person } from './people.ts'
import { createTestApp } from './test-app.ts'
import type { TestApp } from './test-app.ts'

const HOST = 'http://localhost:3000'
const routes = deriveRoutes(modules)
const changing = routes.filter(({ method }) => method !== 'GET')
const label = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`
const types = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
]

type Said = Record<string, string>

/** What a browser says of a request that a page of another site had it send. */
const foreign: Said[] = [
  ...['cross-site', 'same-site'].flatMap((site): Said[] => [
    { 'sec-fetch-site': site },
    { 'sec-fetch-site': site, origin: HOST },
    { 'sec-fetch-site': site, origin: 'null' },
    { 'sec-fetch-site': site, origin: 'https://evil.example' },
  ]),
  { origin: 'null' },
  { origin: 'https://evil.example' },
  { origin: 'http://localhost:3001' },
  { origin: 'http://localhost.evil.example:3000' },
]
/** And of one that our own page sent, or that no page did. */
const own: Said[] = [
  { 'sec-fetch-site': 'same-origin', origin: HOST },
  { 'sec-fetch-site': 'none' },
  { origin: HOST },
  {},
]

/** Nobody's: whatever comes through finds nothing to change. */
const pathOf = ({ path }: Route) =>
  `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => newId(name.replace(/_id$/, '').slice(0, 3)))}`

let test: TestApp
let owner: Person
before(async () => {
  test = await createTestApp({ hasWorker: false })
  owner = await createPerson(test)
  await join(test, owner, test.workspaceId, 'owner')
})
after(() => test.close())

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; code: string | undefined; headers: Headers }> {
  const request = new Request(HOST + path, { method, headers, ...(body !== undefined && { body }) })
  const response = await test.app.fetch(request)
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  if (!isProblem) await response.body?.cancel()
  const problem = isProblem ? ((await response.json()) as { code: string }) : undefined
  return { status: response.status, code: problem?.code, headers: response.headers }
}

/** Every mount of the product; those of the surface list themselves. */
function mountsOf({ app, database }: TestApp): Mount[] {
  const { services } = app
  const { config } = services
  const metrics = { render: async () => ({ contentType: 'text/plain', text: '' }) }
  return [
    ...operationsMounts({ config, db: database.db, metrics: metrics as never }),
    ...surfaceMounts({ services, routes, authenticate: async () => assert.fail('not asked') }),
    accountsMount(services),
    ...brandingMounts(services),
    ssoMount(services),
    scimMount(services),
  ]
}
const mountPath = ({ path }: Mount) => path.replace(/\*$/, 'something')

describe('what other sites have a browser send', () => {
  it('is refused by every route that changes something, whatever it is sent as', async () => {
    const wrong: string[] = []
    for (const route of changing) {
      const path = pathOf(route)
      for (const said of foreign) {
        for (const type of types) {
          const headers = { cookie: owner.cookie, 'content-type': type, ...said }
          const body = route.method === 'DELETE' ? undefined : '{}'
          const { status, code, headers: answered } = await send(route.method, path, headers, body)
          const isRefused = status === 403 && code === 'cross_site_refused'
          if (!isRefused || answered.has('set-cookie')) {
            wrong.push(`${label(route)} ${JSON.stringify(said)} ${type}: ${status} ${code}`)
          }
        }
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('is told from what our own pages and programs send', async () => {
    const wrong: string[] = []
    const nobody = await createPerson(test) // in no workspace, where nothing can be broken
    for (const route of changing) {
      for (const said of own) {
        const cookie = await openSession(test, nobody.userId)
        const headers = { cookie, 'content-type': 'application/json', ...said }
        const body = route.method === 'DELETE' ? undefined : '{}'
        const { code } = await send(route.method, pathOf(route), headers, body)
        if (/cross_site/.test(code ?? '')) wrong.push(`${label(route)} ${JSON.stringify(said)}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('is no JSON: a form of any kind is not read as such', async () => {
    const wrong: string[] = []
    for (const route of changing) {
      const body = route.body ?? (route.method === 'DELETE' ? 'none' : 'json')
      const takesForms = body === 'form'
      if (body === 'none' || (body === 'raw' && !route.accepts)) continue
      for (const type of types.slice(1, takesForms ? 3 : 4)) {
        const headers = { cookie: owner.cookie, origin: HOST, 'content-type': type }
        const { status, code } = await send(route.method, pathOf(route), headers, '{"a":1}')
        if (status !== 415) wrong.push(`${label(route)} ${type}: ${status} ${code}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('signs nobody in, also where there was no cookie before', async () => {
    // Where a stranger's page may begin something: it cannot read what it is told.
    const harmless = new Set([
      '/auth/sign-out',
      '/auth/device/code',
      '/auth/device/token',
      '/auth/sso',
    ])
    const wrong: string[] = []
    for (const route of changing) {
      if (route.permission !== null || harmless.has(route.path)) continue
      for (const said of foreign) {
        const headers = { 'content-type': 'application/json', ...said }
        const answer = await send(route.method, pathOf(route), headers, '{}')
        const isOfSignIn = route.path.startsWith('/auth/')
        const isRefused = !isOfSignIn || [403, 422].includes(answer.status)
        if (answer.headers.has('set-cookie') || !isRefused) {
          wrong.push(`${label(route)} ${JSON.stringify(said)}: ${answer.status} ${answer.code}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('reaches no mount either, but where identity providers send people', async () => {
    const wrong: string[] = []
    for (const mount of mountsOf(test)) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        for (const said of foreign) {
          for (const type of types) {
            const headers = { cookie: owner.cookie, 'content-type': type, ...said }
            const { status, code } = await send(method, mountPath(mount), headers, 'a=1')
            const isRefused = status === 403 && code === 'cross_site_refused'
            if (isRefused !== (mount.path !== '/api/sso/*')) {
              wrong.push(
                `${method} ${mount.path} ${JSON.stringify(said)} ${type}: ${status} ${code}`,
              )
            }
          }
        }
      }
    }
    assert.deepEqual(wrong, [])
  })
})

/** What is wrong with the headers of an answer, in words. */
function flawsOf(headers: Headers, { isSecure = false } = {}): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const parts = new Map(
    policy.split(';').map((part) => [part.trim().split(/\s+/)[0]!, part.trim()]),
  )
  return [
    policy.includes("'unsafe-") && `policy ${policy}`,
    parts.get('default-src') !== "default-src 'none'" && `default-src in ${policy}`,
    parts.get('frame-ancestors') !== "frame-ancestors 'none'" && `frame-ancestors in ${policy}`,
    headers.get('x-content-type-options') !== 'nosniff' && 'nosniff',
    headers.get('x-frame-options') !== 'DENY' && 'x-frame-options',
    !/^(no-referrer|same-origin)$/.test(headers.get('referrer-policy') ?? '') && 'referrer-policy',
    !headers.get('x-request-id') && 'x-request-id',
    headers.has('server') && 'server',
    headers.has('x-powered-by') && 'x-powered-by',
    headers.has('access-control-allow-origin') && 'access-control-allow-origin',
    headers.has('strict-transport-security') !== isSecure && 'strict-transport-security',
  ].filter((flaw): flaw is string => flaw !== false)
}

describe('every answer', () => {
  it('runs nothing, loads nothing, is framed by nobody, and private ones are kept by nobody', async () => {
    const wrong: string[] = []
    for (const route of routes) {
      for (const credentials of [{}, { cookie: owner.cookie }] as Said[]) {
        if (route.method !== 'GET' && 'cookie' in credentials) continue
        const headers: Said = { 'content-type': 'application/json', ...credentials }
        const answer = await send(route.method, pathOf(route), headers)
        const flaws = flawsOf(answer.headers)
        const kept = answer.headers.get('cache-control') ?? 'nothing'
        const isBodied = answer.status !== 204 && answer.status !== 405
        if (isBodied && !/^(no-store|private, no-cache|no-cache)$/.test(kept)) flaws.push(kept)
        if (flaws.length > 0) wrong.push(`${label(route)} ${answer.status}: ${flaws.join(', ')}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('also of pages and whatever else is mounted, and of what is not there', async () => {
    const wrong: string[] = []
    const paths = [
      ...mountsOf(test).map(mountPath),
      '/nothing',
      '/api/v1/nothing',
      '/api/auth/callback/github',
    ]
    const others = [
      '/',
      '/docs',
      '/openapi.json',
      '/device?user_code=WDJB-MJHT',
      '/join',
      '/api/v1/mail/unsubscribe?token=x',
    ]
    for (const path of [...paths, ...others]) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await send(method, path, {})
        const flaws = flawsOf(answer.headers).filter(
          (flaw) => !(flaw === 'access-control-allow-origin' && path === '/openapi.json'),
        )
        if (flaws.length > 0) wrong.push(`${method} ${path} ${answer.status}: ${flaws.join(', ')}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('has no style or handler inside of a page', async () => {
    for (const path of mountsOf(test).map(mountPath)) {
      const response = await test.app.fetch(new Request(HOST + path))
      const text = await response.text()
      if (!response.headers.get('content-type')?.startsWith('text/html')) continue
      assert.doesNotMatch(
        text,
        /<script(?![^>]*\ssrc=)|<[^>]+\s(?:on\w+|style)\s*=|javascript:/i,
        path,
      )
    }
  })
})

describe('a cookie', () => {
  for (const PUBLIC_URL of ['http://localhost:3000', 'https://galley.example']) {
    it(`is of no use to scripts and other sites on ${PUBLIC_URL}`, async () => {
      const accounts = await createAccountsTest({
        hasWorker: false,
        isDelivering: false,
        environment: {
          PUBLIC_URL,
          GITHUB_CLIENT_ID: 'id',
          GITHUB_CLIENT_SECRET: 'secret',
        },
      })
      try {
        const lines = await collectCookies(accounts)
        const isSecure = PUBLIC_URL.startsWith('https:')
        const names = new Set(lines.map((line) => line.slice(0, line.indexOf('='))))
        const plain = [...names].map((name) => name.replace(/^__(Secure|Host)-/, '')).toSorted()
        for (const name of [
          'session_token',
          'two_factor',
          'device',
          'passkey_challenge',
          'state',
        ]) {
          assert.ok(plain.includes(`galley.${name}`), `${name} is among ${plain.join(', ')}`)
        }
        for (const line of lines) {
          const attributes = line
            .split('; ')
            .slice(1)
            .map((text) => text.toLowerCase())
          const has = (text: string) => attributes.includes(text)
          assert.ok(has('httponly') && has('path=/'), line)
          assert.ok(has('samesite=lax') || has('samesite=strict'), line)
          assert.ok(!attributes.some((text) => text.startsWith('domain=')), line)
          assert.equal(has('secure'), isSecure, line)
          assert.equal(/^__(Secure|Host)-/.test(line), isSecure, line)
        }
      } finally {
        await accounts.close()
      }
    })
  }

  /** All that the ways in and out set. */
  async function collectCookies(accounts: AccountsTest): Promise<string[]> {
    const lines: string[] = []
    const anna = await accounts.member('anna@example.org')
    lines.push(...anna.lastCookies)
    const tell = async (method: string, path: string, body?: object, browser = anna) => {
      const answer = await browser.send(method, path, body)
      assert.ok(answer.status < 300, `${path}: ${answer.text}`)
      lines.push(...browser.lastCookies)
      return answer.json
    }
    await tell('GET', '/account')
    await tell('POST', '/account/passkey-options')
    const setup = await tell('POST', '/account/two-factor', { current_password: password })
    await tell('POST', '/account/two-factor/confirm', { code: totp(setup.otpauth_uri) })
    const other = accounts.browser()
    const email = 'anna@example.org'
    await tell('POST', '/auth/sign-in', { email, password }, other)
    const code = { recovery_code: setup.recovery_codes[0], trust_device: true }
    await tell('POST', '/auth/sign-in/two-factor', code, other)
    await tell('POST', '/auth/sign-in/passkey/options', undefined, other)
    await tell('POST', '/auth/sign-in/social', { provider: 'github' }, other)
    const changed = { current_password: password, password: 'another 42 horse battery' }
    await tell('POST', '/account/password', changed, other)
    await tell('POST', '/auth/sign-out', undefined, other)
    return lines
  }
})

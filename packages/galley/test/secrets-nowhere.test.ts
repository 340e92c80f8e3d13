import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { startOAuthServer } from '../fakes/oauth/index.ts'
import type { OAuthServer } from '../fakes/oauth/index.ts'
import { startSmtpServer } from '../fakes/smtp/index.ts'
import type { SmtpServer } from '../fakes/smtp/index.ts'
import { readConfig } from '../src/platform/config.ts'
import { createSmtpMail } from '../src/platform/mail/drivers/smtp.ts'
import { createLogger } from '../src/platform/telemetry/drivers/logger.ts'
import { totp } from '../src/workspace/accounts/accounts.fixture.ts'
import { createSoftwareAuthenticator } from '../src/workspace/accounts/software-authenticator.fixture.ts'
import { createTestApp } from './test-app.ts'
import type { Answer, TestApp } from './test-app.ts'

const ORIGIN = 'http://localhost:3000'
const METRICS_TOKEN = 'operators-only-7b1d9c52a4'

/** What a column holds as it is, and why it may. */
const allowed: readonly { column: string; what: RegExp; why: string }[] = [
  {
    column: 'sessions.token',
    what: /^value of cookie galley\.session_token/,
    why: 'better-auth looks sessions up by it; a cookie is worth nothing without its signature',
  },
  {
    column: 'verifications.value',
    what: /^value of cookie galley\.state/,
    why: 'better-auth compares it with the signed cookie of the browser that began, for ten minutes',
  },
]

/** Everything that must be nowhere else, by what it is. */
const secrets = new Map<string, string>()
const keep = (what: string, secret: string | undefined) => {
  assert.ok(secret && secret.length >= 8, `${what} is there, and long enough to be looked for`)
  secrets.set(`${what} #${secrets.size}`, secret)
  return secret
}

let test: TestApp
let smtp: SmtpServer
let provider: OAuthServer
const lines: string[] = []
/** Bodies of all refusals and failures. */
const problems: string[] = []

const printers = ['log', 'info', 'warn', 'error', 'debug'] as const
before(async () => {
  for (const printer of printers) {
    mock.method(console, printer, (...words: unknown[]) => void lines.push(inspect(words)))
  }
  ;[smtp, provider] = [await startSmtpServer(), await startOAuthServer()]
  const environment = {
    PUBLIC_URL: ORIGIN,
    GALLEY_METRICS_TOKEN: METRICS_TOKEN,
    GALLEY_SIGN_UP: 'invited',
    GITHUB_CLIENT_ID: provider.client.id,
    GITHUB_CLIENT_SECRET: provider.client.secret,
    GITHUB_BASE_URL: provider.url,
  }
  const { LOG_LEVEL } = readConfig({ LOG_LEVEL: 'debug' })
  test = await createTestApp({
    environment,
    logger: createLogger({ LOG_LEVEL }, { write: (line) => void lines.push(line) }),
    mail: createSmtpMail({
      url: smtp.url,
      ca: smtp.ca,
      from: { name: 'Galley', address: 'galley@example.org' },
    }),
  })
  keep('metrics token', METRICS_TOKEN)
  keep('provider client secret', provider.client.secret)
  keep('master key', 'a secret for tests, long enough to sign')
})
after(async () => {
  mock.restoreAll()
  await test.close()
  await smtp.close()
  await provider.close()
})

interface Visitor {
  cookies: Map<string, string>
  send(
    method: string,
    path: string,
    body?: object | string,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

let addresses = 0

/** A browser at an address of its own. Every cookie that it is given is a secret. */
function visitor(): Visitor {
  const cookies = new Map<string, string>()
  const remoteAddress = `198.51.100.${(addresses += 1)}`
  return {
    cookies,
    async send(method, path, body, more = {}) {
      const headers = new Headers({
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      })
      if (cookies.size > 0 && !headers.has('authorization')) {
        headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
      }
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const url = path.startsWith('http') ? path : `${ORIGIN}/api/v1${path}`
      const request = new Request(url, {
        method,
        headers,
        ...(body !== undefined && { body: text }),
      })
      const response = await test.app.fetch(request, { incoming: { socket: { remoteAddress } } })
      for (const line of response.headers.getSetCookie()) take(cookies, line)
      const answered = await response.text()
      if (response.status >= 400) problems.push(answered)
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: response.headers,
        text: answered,
        json: isJson && answered ? JSON.parse(answered) : null,
      }
    },
  }
}

function take(cookies: Map<string, string>, line: string): void {
  const [name, value] = /^([^=]+)=([^;]*)/.exec(line)!.slice(1) as [string, string]
  if (/max-age=0/i.test(line) || value === '') return void cookies.delete(name)
  cookies.set(name, value)
  keep(`cookie ${name}`, decodeURIComponent(value))
  // What a cookie names, without its signature.
  const [bare] = decodeURIComponent(value).split('.')
  if (bare && bare.length >= 16) keep(`value of cookie ${name}`, bare)
}

/** Sends what has to work. */
async function good(who: Visitor, ...request: Parameters<Visitor['send']>): Promise<Answer> {
  const answer = await who.send(...request)
  assert.ok(answer.status < 400, `${request[0]} ${request[1]}: ${answer.status} ${answer.text}`)
  return answer
}

let mailsRead = 0
/** The secret in the link of the next mail. */
async function nextLink(what: string): Promise<string> {
  mailsRead += 1
  for (;;) {
    const messages = await smtp.received(mailsRead)
    const text = messages[mailsRead - 1]!.mail.text ?? ''
    const link = /https?:\/\/\S+/.exec(text)?.[0] ?? ''
    const secret = /(?:token=|join#)([\w-]{20,})/.exec(link)?.[1]
    if (!secret) {
      mailsRead += 1 // a notice, without a secret
      continue
    }
    assert.ok(
      new URL(link).hash.includes(secret),
      `${what}: behind the # of ${new URL(link).pathname}`,
    )
    return keep(what, secret)
  }
}

const name = 'Anna Berg'
const email = 'anna@example.org'
const first = 'first-rusty-anchor-81'

/** Every flow that hands a secret in or out, for real, and then most of them wrongly. */
async function driveEverything(): Promise<void> {
  keep('password', first)
  const anna = visitor()
  await good(anna, 'POST', '/auth/sign-up', { name, email, password: first })
  await good(anna, 'POST', '/auth/verification/confirm', { token: await nextLink('verification') })
  await good(anna, 'POST', '/auth/sign-in', { email, password: first })
  await good(anna, 'GET', '/account')

  const changed = keep('changed password', 'second-rusty-anchor-82')
  await good(anna, 'POST', '/account/password', { current_password: first, password: changed })
  const login = { email, password: changed }
  const moved = { email: 'berg@example.org', current_password: changed }
  await good(anna, 'POST', '/account/email', moved, { 'idempotency-key': 'move' })
  await nextLink('change of address')
  await good(anna, 'POST', '/auth/password/forgot', { email })
  const token = await nextLink('reset')
  const reset = keep('reset password', 'third-rusty-anchor-83')
  await good(anna, 'POST', '/auth/password/reset', { token, password: reset })
  await anna.send('POST', '/auth/sign-in', login) // the old one
  login.password = reset
  await good(anna, 'POST', '/auth/sign-in', login)

  const device = createSoftwareAuthenticator(ORIGIN)
  const registration = await good(anna, 'POST', '/account/passkey-options')
  const credential = device.register(registration.json.public_key)
  await good(anna, 'POST', '/account/passkeys', { credential })
  const byKey = visitor()
  const { json: challenge } = await good(byKey, 'POST', '/auth/sign-in/passkey/options')
  const assertion = device.authenticate(challenge.public_key)
  await good(byKey, 'POST', '/auth/sign-in/passkey', { credential: assertion })

  const once = { 'idempotency-key': 'once' }
  const confirmation = { current_password: reset }
  const setup = await good(anna, 'POST', '/account/two-factor', confirmation, once)
  const uri = setup.json.otpauth_uri as string
  keep('authenticator secret', new URL(uri).searchParams.get('secret')!)
  for (const code of setup.json.recovery_codes) keep('recovery code', code)
  await good(anna, 'POST', '/account/two-factor/confirm', { code: totp(uri) })
  const twoFactor = visitor()
  await good(twoFactor, 'POST', '/auth/sign-in', login)
  await good(twoFactor, 'POST', '/auth/sign-in/two-factor', {
    code: totp(uri, 1),
    trust_device: true,
  })
  const recovering = visitor()
  await good(recovering, 'POST', '/auth/sign-in', login)
  const recovery_code = setup.json.recovery_codes[0]
  await good(recovering, 'POST', '/auth/sign-in/two-factor', { recovery_code })
  const path = '/account/two-factor/recovery-codes'
  const renewed = await good(anna, 'POST', path, confirmation, once)
  for (const code of renewed.json.recovery_codes) keep('recovery code', code)
  await good(anna, 'GET', '/account/sessions')
  await good(anna, 'DELETE', '/account/sessions')

  const made = await good(anna, 'POST', '/api-keys', { name: 'Website' }, once)
  keep('API key', made.json.key)
  const rotation = `/api-keys/${made.json.api_key.id}/rotate`
  const rotated = await good(anna, 'POST', rotation, {}, once)
  const key = keep('API key', rotated.json.key)
  const program = visitor()
  const bearer = { authorization: `Bearer ${key}` }
  await good(program, 'GET', '/whoami', undefined, bearer)

  const { json: grant } = await good(program, 'POST', '/auth/device/code', {
    client_name: 'galley',
  })
  keep('device code', grant.device_code)
  keep('user code', grant.user_code)
  const { user_code } = grant
  await good(anna, 'POST', '/auth/device/lookup', { user_code })
  const { json: workspaces } = await good(anna, 'GET', '/workspaces')
  const workspace = workspaces.items[0].id as string
  await good(anna, 'POST', '/auth/device/approve', { user_code, workspace })
  const { device_code } = grant
  const given = await good(program, 'POST', '/auth/device/token', { device_code })
  keep('API key of a device', given.json.api_key)

  const invited = 'guest@example.org'
  const mailed = await good(anna, 'POST', '/invitations', { email: invited, role: 'viewer' }, once)
  await nextLink('mailed invitation')
  await good(anna, 'POST', `/invitations/${mailed.json.id}/resend`, {}, once)
  const forGuest = await nextLink('mailed invitation, sent again')
  const linked = { role: 'viewer', maximum_uses: 5 }
  const link = await good(anna, 'POST', '/invitations', linked, { 'idempotency-key': 'link' })
  const invitation = keep('invitation link', link.json.link.split('#')[1])
  const guest = visitor()
  await good(guest, 'POST', '/invitations/preview', { token: forGuest })
  const password = keep('password of a guest', 'fourth-rusty-anchor-84')
  const newcomer = { name: 'Guest', email: invited, password, invitation: forGuest }
  await good(guest, 'POST', '/auth/sign-up', newcomer)
  const verification = await nextLink('verification of a guest')
  await good(guest, 'POST', '/auth/verification/confirm', { token: verification })
  await good(guest, 'POST', '/auth/sign-in', { email: invited, password })
  await good(guest, 'POST', '/invitations/accept', { token: forGuest }, once)
  // On its way to a provider and back, and another that never comes back.
  const social = { provider: 'github', invitation }
  const byProvider = visitor()
  const toProvider = await good(byProvider, 'POST', '/auth/sign-in/social', social)
  provider.person = { id: 7, name: 'Tom', email: 'tom@example.org', isEmailVerified: true }
  const back = await provider.consent(toProvider.json.url)
  keep('code of a provider', new URL(back).searchParams.get('code')!)
  await good(byProvider, 'GET', back)
  await good(byProvider, 'GET', '/account')
  await good(visitor(), 'POST', '/auth/sign-in/social', social)
  for (const issued of provider.issued) keep('token of a provider', issued)

  const clientSecret = keep('client secret', 'sso-client-secret-5f0a9b7d')
  const oidc = { issuer: `${provider.url}/oidc`, client_id: 'galley', client_secret: clientSecret }
  await anna.send('POST', '/sso/connections', { name: 'Okta', oidc, kind: 'oidc' }, once)
  const scim = await good(anna, 'POST', '/scim/tokens', { name: 'Okta' }, once)
  keep('SCIM token', scim.json.token)
  const asDirectory = { authorization: `Bearer ${scim.json.token}` }
  await good(program, 'GET', `${ORIGIN}/api/scim/v2/Users`, undefined, asDirectory)
  await good(anna, 'POST', '/privacy/exports', {}, once)
  await good(anna, 'POST', '/account/exports', undefined, once)

  await failEverywhere(anna, { key, reset })
  smtp.behave({ defer: 1000 }) // so that a mail waits
  const { rows: known } = await mailsOf()
  await good(visitor(), 'POST', '/auth/password/forgot', { email: invited })
  const [waiting] = (await mailsOf()).rows.filter(({ id }) => !known.some((one) => one.id === id))
  const { id, sealed } = waiting!
  const opened = await test.app.services.secrets.unseal(`mail:${id}`, sealed)
  keep('link in a mail that waits', /token=([\w-]{43})/.exec(opened)?.[1])
  await good(anna, 'POST', '/auth/sign-out')
}

const mailsOf = () =>
  test.database.db.system.execute<{ id: string; sealed: string }>(
    sql`select id, sealed from galley.mails`,
  )

/** Wrong, cut off and mistyped secrets, and a database that fails with one in its hands. */
async function failEverywhere(anna: Visitor, { key, reset }: { key: string; reset: string }) {
  const wrong = keep('wrong password', 'wrong-rusty-anchor-99')
  const stranger = visitor()
  const refuse = async (who: Visitor, ...request: Parameters<Visitor['send']>) => {
    const answer = await who.send(...request)
    assert.ok(answer.status >= 400, `${request[0]} ${request[1]}: ${answer.status} ${answer.text}`)
  }
  const long = keep('much too long a password', `too-long-${'x7'.repeat(80)}`)
  const madeUp = keep('token that was made up', 'made_up_token_4d2c9ab1e07f')
  const bearer = { authorization: `Bearer ${key}x` }
  keep('mistyped key', `${key}x`)
  await refuse(stranger, 'POST', '/auth/sign-in', { email, password: wrong })
  await refuse(stranger, 'POST', '/auth/sign-in', { email, password: long })
  await refuse(stranger, 'POST', '/auth/sign-in', { email, passwort: wrong })
  await refuse(stranger, 'POST', '/auth/sign-in', { email, password: [wrong] })
  await refuse(stranger, 'POST', '/auth/sign-in', `{"password":"${wrong}",`)
  await refuse(stranger, 'POST', '/auth/sign-up', { name, email: `${wrong}@`, password: wrong })
  await refuse(stranger, 'POST', '/auth/password/reset', { token: madeUp, password: wrong })
  await refuse(stranger, 'POST', '/auth/verification/confirm', { token: madeUp })
  await refuse(stranger, 'POST', '/auth/sign-in/two-factor', { recovery_code: madeUp })
  await refuse(stranger, 'POST', '/auth/device/token', { device_code: madeUp })
  await refuse(stranger, 'POST', '/invitations/preview', { token: madeUp })
  await refuse(stranger, 'GET', '/whoami', undefined, bearer)
  await refuse(stranger, 'GET', '/whoami', undefined, { cookie: `galley.session_token=${madeUp}` })
  await refuse(stranger, 'GET', `${ORIGIN}/api/scim/v2/Users`, undefined, bearer)
  await refuse(stranger, 'GET', `${ORIGIN}/metrics`, undefined, bearer)
  await refuse(stranger, 'POST', `${ORIGIN}/mcp`, '{}', bearer)
  await refuse(stranger, 'GET', `/whoami?token=${madeUp}`)
  await refuse(stranger, 'GET', `/nothing?token=${madeUp}`)
  await stranger.send('GET', `${ORIGIN}/api/auth/callback/github?code=${madeUp}&state=${madeUp}`)
  await stranger.send('GET', `${ORIGIN}/api/sso/oidc/callback?code=${madeUp}&state=${madeUp}`)
  await refuse(anna, 'POST', '/account/password', { current_password: wrong, password: long })
  await refuse(anna, 'POST', '/account/two-factor/disable', { current_password: wrong })

  const { system } = test.database.db
  for (const table of ['credentials', 'sessions', 'users', 'api_keys']) {
    await system.execute(sql`alter table galley.${sql.identifier(table)} rename to gone`)
    try {
      const tries = visitor()
      await tries.send('POST', '/auth/sign-in', { email, password: reset })
      await tries.send('POST', '/auth/password/reset', { token: madeUp, password: reset })
      await tries.send('POST', '/auth/sign-up', { name, email: 'x@example.org', password: reset })
      await tries.send('GET', '/whoami', undefined, { authorization: `Bearer ${key}` })
      await anna.send('GET', '/account')
      await anna.send('POST', '/account/two-factor', { current_password: reset })
      await anna.send('POST', '/api-keys', { name: 'Broken' })
    } finally {
      await system.execute(sql`alter table galley.gone rename to ${sql.identifier(table)}`)
    }
  }
}

/** The ways in which one secret may be written down. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  const all = [secret, encodeURIComponent(secret), base64, bytes.toString('base64url')]
  return [...new Set([...all, bytes.toString('hex')])]
}

function findIn(text: string): string[] {
  return [...secrets].flatMap(([what, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)) ? [what] : [],
  )
}

describe('what is secret', () => {
  before(driveEverything)

  it('is of every kind', () => {
    const kinds = new Set([...secrets.keys()].map((what) => what.replace(/ #\d+$/, '')))
    assert.ok(kinds.size > 25, [...kinds].join(', '))
    assert.ok(
      problems.some((problem) => problem.includes('"code":"internal"')),
      'something failed',
    )
  })

  it('is in no log', () => {
    assert.ok(lines.length > 100 && lines.some((line) => line.includes('"level":"debug"')))
    assert.deepEqual(
      [...new Set(lines.flatMap((line) => findIn(line).map((what) => `${what}: ${line}`)))],
      [],
    )
  })

  it('is in no error', () => {
    assert.ok(problems.length > 40)
    assert.deepEqual(
      problems.flatMap((text) => findIn(text).map((what) => `${what}: ${text}`)),
      [],
    )
  })

  it('is in no metric', async () => {
    const { text } = await good(visitor(), 'GET', `${ORIGIN}/metrics`, undefined, {
      authorization: `Bearer ${METRICS_TOKEN}`,
    })
    assert.match(text, /auth\/sign-in/)
    assert.deepEqual(findIn(text), [])
  })

  it('is in no row of any table: events, jobs, audit entries, mails, records of requests', async () => {
    const found: string[] = []
    const seen = new Set<string>()
    const { rows: columns } = await test.database.db.system.execute<{
      table_name: string
      column_name: string
    }>(sql`
      select c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'galley' and t.table_type = 'BASE TABLE'
      order by c.table_name, c.ordinal_position`)
    for (const { table_name: table, column_name: column } of columns) {
      const { rows } = await test.database.db.system.execute<{ text: string }>(sql`
        select distinct ${sql.identifier(column)}::text as text from galley.${sql.identifier(table)}
        where ${sql.identifier(column)} is not null`)
      if (rows.length > 0) seen.add(table)
      for (const what of new Set(rows.flatMap(({ text }) => findIn(text)))) {
        const isAllowed = allowed.some(
          (one) => one.column === `${table}.${column}` && one.what.test(what),
        )
        if (!isAllowed) found.push(`${what} in ${table}.${column}`)
      }
    }
    for (const table of ['events', 'jobs', 'audit_entries', 'mails', 'idempotency_keys']) {
      assert.ok(seen.has(table), `${table} has rows`)
    }
    assert.deepEqual(found, [])
  })
})

import { createHmac } from 'node:crypto'
import { createTestApp, readAnswer } from '../../../test/test-app.ts'
import type { Answer, TestApp } from '../../../test/test-app.ts'
import { createApp } from '../../app.ts'
import type { App } from '../../app.ts'
import { modules } from '../../modules.ts'
import type { MailMessage } from '../../platform/mail/contract.ts'
import type { Module } from '../../platform/module.ts'
import type { Logger } from '../../platform/telemetry/contract.ts'
import { createMetrics } from '../../platform/telemetry/drivers/metrics.ts'

export const password = 'correct horse 42 battery'

export interface Browser {
  cookies: Map<string, string>
  /** Whole `Set-Cookie` lines of the last answer. */
  lastCookies: string[]
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** The same for addresses that are not below `/api/v1`. */
  open(url: string, headers?: Record<string, string>): Promise<Response>
  cookieHeader(): string
}

export interface AccountsTest extends TestApp {
  mails: MailMessage[]
  /** A browser with cookies of its own, at an address of its own. */
  browser(options?: { address?: string; userAgent?: string }): Browser
  /** Waits for the next mail to this address that nobody has taken yet. */
  mailTo(address: string): Promise<MailMessage>
  /** Signs up, verifies, signs in. */
  member(email: string, options?: { address?: string }): Promise<Browser>
}

export async function createAccountsTest(
  options: {
    environment?: Record<string, string>
    isDelivering?: boolean
    hasWorker?: boolean
    logger?: Logger
    /** One module more than the product has. */
    extra?: Module
  } = {},
): Promise<AccountsTest> {
  const { isDelivering = true, environment = {}, extra, ...rest } = options
  const mails: MailMessage[] = []
  const plain = await createTestApp({
    ...rest,
    environment,
    mail: { isDelivering, send: async (message) => void mails.push(message) },
  })
  const test = extra ? { ...plain, app: appWith(plain, extra) } : plain
  const origin = new URL(environment.PUBLIC_URL ?? 'http://localhost:3000').origin
  let lastHost = 0
  const browser: AccountsTest['browser'] = (given = {}) => {
    const { address = `198.51.100.${(lastHost += 1)}`, userAgent = firefox } = given
    return createBrowser(test, { origin, address, userAgent })
  }
  const mailTo = async (address: string) => {
    for (let tries = 0; tries < 1000; tries++) {
      const index = mails.findIndex((mail) => mail.to === address)
      if (index >= 0) return mails.splice(index, 1)[0]!
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`no mail came to ${address}`)
  }
  return {
    ...test,
    mails,
    browser,
    mailTo,
    async member(email, given) {
      const visitor = browser(given)
      await visitor.send('POST', '/auth/sign-up', { name: 'Anna Berg', email, password })
      if (isDelivering) {
        const token = tokenIn(await mailTo(email))
        await visitor.send('POST', '/auth/verification/confirm', { token })
      }
      const answer = await visitor.send('POST', '/auth/sign-in', { email, password })
      if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`)
      return visitor
    },
  }
}

/** The same product on the same database, with one module more. */
export function appWith({ app }: Pick<TestApp, 'app'>, extra: Module): App {
  const { services } = app
  return createApp(services.config, { ...services, metrics: createMetrics() }, [...modules, extra])
}

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

function createBrowser(
  test: TestApp,
  { origin, address, userAgent }: { origin: string; address: string; userAgent: string },
): Browser {
  const cookies = new Map<string, string>()
  const cookieHeader = () => [...cookies].map((pair) => pair.join('=')).join('; ')
  const environment = { incoming: { socket: { remoteAddress: address } } }
  const fetchWith = async (
    url: string,
    init: RequestInit & { headers: Record<string, string> },
  ) => {
    const headers = new Headers({ 'user-agent': userAgent, ...init.headers })
    if (cookies.size > 0 && !headers.has('cookie')) headers.set('cookie', cookieHeader())
    const response = await test.app.fetch(new Request(url, { ...init, headers }), environment)
    self.lastCookies = response.headers.getSetCookie()
    for (const line of self.lastCookies) keep(cookies, line)
    return response
  }
  const self: Browser = {
    cookies,
    lastCookies: [],
    cookieHeader,
    async send(method, path, body, headers = {}) {
      const response = await fetchWith(`${origin}/api/v1${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return readAnswer(response)
    },
    open: (url, headers = {}) => fetchWith(new URL(url, origin).href, { headers }),
  }
  return self
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair, ...attributes] = line.split(';').map((part) => part.trim())
  const name = pair!.slice(0, pair!.indexOf('='))
  if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name)
  else cookies.set(name, pair!.slice(name.length + 1))
}

/** The token in the link of a mail. */
export function tokenIn(mail: MailMessage): string {
  const token = /token=([\w-]+)/.exec(mail.text)?.[1]
  if (!token) throw new Error(`no link in "${mail.subject}"`)
  return token
}

/** What an authenticator app shows, some periods of 30 seconds from now. */
export function totp(otpauthUri: string, periods = 0): string {
  const secret = base32(new URL(otpauthUri).searchParams.get('secret')!)
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + periods))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.at(-1)! & 15
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000
  return String(number).padStart(6, '0')
}

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text.replace(/=+$/, '')]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

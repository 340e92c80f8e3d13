import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateRawSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'drizzle-orm'
import { buildAnswer, signAnswer } from '../../../fakes/identity-providers/index.ts'
import type { SamlAnswer, Signer, SignOptions } from '../../../fakes/identity-providers/index.ts'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Answer, TestApp } from '../../../test/test-app.ts'
import { newId } from '../../platform/id.ts'
import { createBrowser } from './browser.fixture.ts'
import type { Browser, Page } from './browser.fixture.ts'

/** Where providers are: another site than `localhost`. */
export const PROVIDER_PAGE = 'http://127.0.0.1:1/sso'

/** A workspace with an owner and a verified domain. */
export interface Tenant {
  workspaceId: string
  owner: Person
  domain: string
  /** Asks as the owner; what is not 2xx fails. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** Makes a connection and answers its id. */
  connect(body: Record<string, unknown>): Promise<string>
}

export interface SsoTest extends TestApp {
  /** Where the app listens. */
  origin: string
  browser(): Browser
  addTenant(domain: string): Promise<Tenant>
  verifyDomain(workspaceId: string, domain: string): Promise<void>
  close(): Promise<void>
}

/** The whole product, listening, with providers on this machine allowed. */
export async function createSsoTest(): Promise<SsoTest> {
  let handle: TestApp['app']['fetch'] = () => new Response('starting', { status: 503 })
  const listener = getRequestListener((request, environment) => handle(request, environment))
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const test = await createTestApp({
    hasWorker: false,
    environment: { PUBLIC_URL: origin, GALLEY_ALLOW_PRIVATE_NETWORK: '1' },
  })
  handle = test.app.fetch
  const { database } = test

  const verifyDomain: SsoTest['verifyDomain'] = async (workspaceId, domain) => {
    await database.db.system.execute(sql`
      insert into galley.domains (id, workspace_id, name, purposes, token, verified_at)
      values (${newId('dom')}, ${workspaceId}, ${domain}, ${sql.param(['email'])}, 'token', now())`)
  }
  return {
    ...test,
    origin,
    browser: () => createBrowser(origin),
    verifyDomain,
    async addTenant(domain) {
      const { workspaceId } = await test.addWorkspace()
      const owner = await createPerson(test, { name: 'Olga Owner', email: `olga@${domain}` })
      await join(test, owner, workspaceId, 'owner')
      await verifyDomain(workspaceId, domain)
      const ask: Tenant['ask'] = async (...args) => {
        const answer = await owner.call(...args)
        if (answer.status >= 300) throw new Error(`${args[1]}: ${answer.status} ${answer.text}`)
        return answer
      }
      return {
        workspaceId,
        owner,
        domain,
        ask,
        connect: async (body) => (await ask('POST', '/sso/connections', body)).json.id,
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await test.close()
    },
  }
}

/** Begins a sign-in; answers where to go. */
export async function begin(browser: Browser, input: Record<string, unknown>): Promise<string> {
  const { status, json } = await browser.call('POST', '/auth/sso', input)
  if (status !== 200) throw new Error(`${status} ${json?.code}`)
  return json.redirect_url
}

export const signIn = async (browser: Browser, input: Record<string, unknown>): Promise<Page> =>
  browser.open(await begin(browser, input))

/** The code on the page that a sign-in ended at; null when it is none of failure. */
export const codeOf = ({ text }: Page): string | null =>
  /Code: <code>(\w+)<\/code>/.exec(text)?.[1] ?? null

export const isSignedIn = (browser: Browser) => browser.cookies().has('galley.session_token')

/** Who the browser is, and as what. */
export interface Me {
  userId: string
  email: string
  name: string
  isVerified: boolean
  /** In the workspace that the session came by. */
  role: string | null
  origin: string | null
  ssoWorkspaceId: string | null
}

export async function whoAmI(test: SsoTest, browser: Browser): Promise<Me> {
  const { value = '' } = browser.cookies().get('galley.session_token') ?? {}
  const [token] = decodeURIComponent(value).split('.')
  const { rows } = await test.database.db.system.execute<Record<keyof Me, never>>(sql`
    select u.id as "userId", u.email, u.name, u.email_verified as "isVerified", m.role, m.origin,
           s.sso_workspace_id as "ssoWorkspaceId"
    from galley.sessions s
    join galley.users u on u.id = s.user_id
    left join galley.members m on m.user_id = u.id and m.workspace_id = s.sso_workspace_id
    where s.token = ${token}`)
  if (!rows[0]) throw new Error('nobody is signed in')
  return rows[0]
}

/** A SAML provider played by the test itself. */
export interface PlayedProvider {
  entityId: string
  ssoUrl: string
  signer: Signer
}

/** What a request asks for. */
export function readRequest(redirectUrl: string): {
  id: string
  relayState: string
  acsUrl: string
  issuer: string
} {
  const { searchParams } = new URL(redirectUrl)
  const packed = Buffer.from(searchParams.get('SAMLRequest')!, 'base64')
  const xml = inflateRawSync(packed).toString()
  return {
    id: /\sID="([^"]+)"/.exec(xml)![1]!,
    relayState: searchParams.get('RelayState')!,
    acsUrl: /AssertionConsumerServiceURL="([^"]+)"/.exec(xml)![1]!,
    issuer: /<saml:Issuer[^>]*>([^<]+)</.exec(xml)![1]!,
  }
}

export interface Forgery {
  answer?: Partial<SamlAnswer>
  sign?: SignOptions
  signer?: Signer
  /** Changes the XML before it is signed, and after. */
  before?: (xml: string) => string
  after?: (xml: string) => string
}

export const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A good answer to a request, with what a test changes about it. */
export function forgeAnswer(
  provider: PlayedProvider,
  request: ReturnType<typeof readRequest>,
  email: string,
  forgery: Forgery = {},
): string {
  const { before = (xml) => xml, after = (xml) => xml } = forgery
  const built = buildAnswer({
    issuer: provider.entityId,
    acsUrl: request.acsUrl,
    audience: request.issuer,
    inResponseTo: request.id,
    subject: `subject of ${email}`,
    email,
    ...forgery.answer,
  })
  return after(signAnswer(before(built), forgery.signer ?? provider.signer, forgery.sign))
}

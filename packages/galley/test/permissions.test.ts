import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { modules } from '../src/modules.ts'
import type { Route } from '../src/platform/http/index.ts'
import { newId } from '../src/platform/id.ts'
import { ACCOUNT, collectPermissions, permissionsOf, roles } from '../src/platform/permission.ts'
import type { Role } from '../src/platform/permission.ts'
import { deriveRoutes } from '../src/surface/index.ts'
import { createPerson, join, openSession } from './people.ts'
import { createTestApp } from './test-app.ts'
import type { Answer, Client, TestApp } from './test-app.ts'

/** What a route is asked with: whatever it is, it is nobody's, so that nothing comes of it. */
type Ask = (route: Route, headers?: Record<string, string>) => Promise<Answer>

const catalogue = collectPermissions(modules)
const routes = deriveRoutes(modules)
const label = ({ method, path }: Route) => `${method} ${path}`

/**
 * Every route and every step with every kind of credential. The list is made from the modules, so a
 * new route is in it without being named.
 */
describe('every route', () => {
  let test: TestApp
  let elsewhere: Client
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    elsewhere = await test.addWorkspace()
  })
  after(() => test.close())

  const askWith =
    (credentials: Record<string, string>): Ask =>
    async (route, headers = {}) => {
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => idFor(name))
      const isBodied = route.method !== 'GET' && route.method !== 'DELETE'
      const response = await test.app.fetch(
        new Request(`http://localhost:3000/api/v1${path}`, {
          method: route.method,
          headers: {
            prefer: 'respond-async', // nobody works here
            ...(isBodied && { 'content-type': 'application/json' }),
            ...credentials,
            ...headers,
          },
          ...(isBodied && { body: '{}' }),
        }),
      )
      const isJson = /^application\/(problem\+)?json/.test(
        response.headers.get('content-type') ?? '',
      )
      if (!isJson) await response.body?.cancel()
      const json = isJson ? await response.json() : null
      return { status: response.status, headers: response.headers, json, text: '' }
    }
  const withKey = (key: string) => askWith({ authorization: `Bearer ${key}` })
  const sitting = async (role: Role) => {
    const person = await createPerson(test)
    await join(test, person, test.workspaceId, role)
    return askWith({ cookie: person.cookie })
  }

  /** The exact answers where the credentials do not reach; else anything but these. */
  const outcome = ({ status, json }: Answer) => `${status} ${json?.code ?? ''}`.trim()
  const isRefusal = (answer: Answer, route: Route) =>
    answer.status === 401 ||
    (answer.status === 403 &&
      (answer.json?.code !== 'permission_missing' ||
        answer.json.details?.permission === route.permission))

  async function eachRoute(check: (route: Route) => Promise<string | null>): Promise<void> {
    const wrong: string[] = []
    for (const route of routes) {
      const complaint = await check(route)
      if (complaint !== null) wrong.push(`${label(route)}: ${complaint}`)
    }
    assert.deepEqual(wrong, [])
  }
  const expect = (answer: Answer, wanted: string) =>
    outcome(answer) === wanted ? null : `${outcome(answer)} instead of ${wanted}`

  it('declares what it needs: a permission of the list, the own account, or nothing at all', () => {
    const open = routes.filter(({ permission }) => permission === null).map(label)
    const undeclared = routes.filter(
      ({ permission }) => permission !== null && !catalogue.has(permission),
    )
    assert.deepEqual(undeclared.map(label), [])
    // Whoever opens a route to everybody says so here.
    assert.deepEqual(open.toSorted(), openRoutes.toSorted())
  })

  it('refuses who brings no credentials, or bad ones', async () => {
    const key = async (changes: object) => (await test.addKey(changes)).key
    const revoked = await key({ revokedAt: new Date() })
    const expired = await key({ expiresAt: new Date(Date.now() - 1000) })
    const someone = await createPerson(test)
    const over = await openSession(test, someone.userId, { expiresInMs: -1000 })
    const tampered = someone.cookie.replace(/.%3D$|.$/, 'x')
    const bad: [string, Ask, string][] = [
      ['nothing', askWith({}), '401 credentials_missing'],
      ['an unknown key', withKey(`galley_sk_${'a'.repeat(43)}`), '401 credentials_invalid'],
      ['a revoked key', withKey(revoked), '401 credentials_invalid'],
      ['an expired key', withKey(expired), '401 credentials_invalid'],
      ['a session that is over', askWith({ cookie: over }), '401 session_ended'],
      ['a tampered cookie', askWith({ cookie: tampered }), '401 credentials_missing'],
      ['another scheme', askWith({ authorization: 'Basic YTpi' }), '401 credentials_invalid'],
    ]
    for (const [who, ask, wanted] of bad) {
      await eachRoute(async (route) => {
        const answer = await ask(route)
        if (route.permission !== null) {
          const complaint = expect(answer, wanted)
          return complaint && `${who}: ${complaint}`
        }
        // What is open to all does not look at credentials.
        return answer.json?.code === wanted.slice(4) ? `${who}: ${outcome(answer)}` : null
      })
    }
  })

  for (const role of roles) {
    it(`lets a ${role} do what that role may, and nothing else`, async () => {
      const held = permissionsOf(catalogue, role)
      await eachRoute(async (route) => {
        const ask = await sitting(role) // anew, since some routes end a session or a membership
        const answer = await ask(route)
        const needed = route.permission
        if (needed === null || needed === ACCOUNT || held.has(needed)) {
          return isRefusal(answer, route) ? outcome(answer) : null
        }
        const complaint = expect(answer, '403 permission_missing')
        if (complaint !== null) return complaint
        return answer.json.details.permission === needed ? null : 'names another permission'
      })
    })
  }

  it('lets a key do what it has the permission for, and nothing else', async () => {
    const permissions = [...catalogue.keys()].filter((name) => name !== ACCOUNT)
    const keys = new Map<string, { only: Ask; without: Ask }>()
    for (const permission of permissions) {
      const others = permissions.filter((other) => other !== permission)
      keys.set(permission, {
        only: withKey((await test.addKey({ permissions: [permission] })).key),
        without: withKey((await test.addKey({ permissions: others })).key),
      })
    }
    const everything = withKey(test.key)
    await eachRoute(async (route) => {
      if (route.permission === null) return null
      if (route.permission === ACCOUNT)
        return expect(await everything(route), '403 person_required')
      const { only, without } = keys.get(route.permission)!
      const refused = await without(route)
      if (refused.json?.details?.permission !== route.permission) {
        return `without it: ${outcome(refused)}`
      }
      const allowed = await only(route)
      return isRefusal(allowed, route) ? `with it: ${outcome(allowed)}` : null
    })
  })

  it('refuses credentials that belong to another workspace', async () => {
    const person = await createPerson(test)
    await join(test, person, test.workspaceId, 'owner')
    const there = { 'galley-workspace': elsewhere.workspaceId }
    const nowhere = { 'galley-workspace': newId('ws') }
    for (const ask of [withKey(test.key), askWith({ cookie: person.cookie })]) {
      await eachRoute(async (route) => {
        if (route.permission === null) return null
        return (
          expect(await ask(route, there), '403 workspace_forbidden') ??
          expect(await ask(route, nowhere), '403 workspace_forbidden')
        )
      })
    }
  })

  it('gives people without a workspace their account, and says what is missing for the rest', async () => {
    await eachRoute(async (route) => {
      const person = await createPerson(test)
      const answer = await askWith({ cookie: person.cookie })(route)
      if (route.permission === null || route.permission === ACCOUNT) {
        return isRefusal(answer, route) ? outcome(answer) : null
      }
      return expect(answer, '403 workspace_required')
    })
  })
})

const ids: Record<string, string> = {
  workspace: 'ws',
  member: 'mem',
  source: 'src',
  document: 'doc',
  job: 'job',
}
const idFor = (name: string) =>
  name === 'version' ? '1' : newId(ids[name.replace(/_id$/, '')] ?? 'none')

/** What everybody may ask, signed in or not. */
const openRoutes: string[] = [
  'GET /auth/methods',
  'GET /mail/unsubscribe',
  'POST /auth/device/code',
  'POST /auth/device/token',
  'POST /auth/password/forgot',
  'POST /auth/password/reset',
  'POST /auth/sign-in',
  'POST /auth/sign-in/passkey',
  'POST /auth/sign-in/passkey/options',
  'POST /auth/sign-in/social',
  'POST /auth/sign-in/two-factor',
  'POST /auth/sign-out',
  'POST /auth/sign-up',
  'POST /auth/sso',
  'POST /auth/verification',
  'POST /auth/verification/confirm',
  'POST /invitations/preview',
  'POST /mail/one-click',
  'POST /mail/resubscribe',
  'POST /mail/unsubscribe',
]

import type { Services } from '../../platform/context.ts'
import { UnauthenticatedError } from '../../platform/error.ts'
import type { Authenticate, Caller, Mount, MountOrigin, Route } from '../../platform/http/index.ts'
import { createRouteCaller } from '../mcp/index.ts'
import type { CallRoute } from '../mcp/index.ts'
import { codePage, decidePage, donePage, secondFactorPage, signInPage } from './pages.ts'
import { readForm } from './read-form.ts'

export interface DeviceOptions {
  services: Services
  routes: readonly Route[]
  authenticate: Authenticate
}

/** One request to the page, and what its answers need. */
interface Visit extends DeviceOptions {
  callRoute: CallRoute
  request: Request
  address: string
  userCode: string
}

interface RouteAnswer {
  isOk: boolean
  status: number
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
  cookies: string[]
}

const NOBODY: Caller = {
  workspaceId: '',
  actor: { kind: 'system', id: 'anonymous' },
  permissions: new Set(),
  principal: 'anonymous',
}

/**
 * The page where a person lets a program in (RFC 8628): plain forms, which work without script. It
 * calls the same routes as a program would, in the person's name.
 */
export function deviceMounts(options: DeviceOptions): Mount[] {
  let callRoute: CallRoute | undefined
  const visit = (request: Request, { address }: MountOrigin, userCode: string): Visit => {
    callRoute ??= createRouteCaller(options.services, options.routes)
    return { ...options, callRoute, request, address, userCode }
  }
  return [
    {
      path: '/device',
      async handler(request, origin) {
        if (request.method !== 'POST') {
          const typed = new URL(request.url).searchParams.get('user_code') ?? ''
          return finish(await show(visit(request, origin, typed.slice(0, 40))))
        }
        const form = await readForm(request)
        const opened = visit(request, origin, (form.get('user_code') ?? '').slice(0, 40))
        return finish(await act(opened, form))
      },
    },
  ]
}

/** A form's `Origin` has to reach us, so the referrer stays on within this server. */
function finish(response: Response): Response {
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('cache-control', 'no-store')
  return response
}

async function show(visit: Visit, problem?: string): Promise<Response> {
  const { userCode } = visit
  const notice = { userCode, ...(problem && { problem }) }
  const caller = await personIn(visit)
  if (!caller) return signInPage(notice)
  if (!userCode) return codePage(notice)
  const found = await call(visit, '/auth/device/lookup', { user_code: userCode }, caller)
  if (!found.isOk) return withStatus(await codePage(problemOf(visit, found)), found.status)
  const { client_name, client_address, created_at, workspaces } = found.json
  return decidePage(notice, {
    clientName: client_name,
    clientAddress: client_address,
    since: `${created_at.slice(11, 19)} UTC`,
    workspaces,
  })
}

async function act(visit: Visit, form: URLSearchParams): Promise<Response> {
  const field = (name: string) => form.get(name) ?? ''
  switch (field('action')) {
    case 'sign_in': {
      const input = { email: field('email'), password: field('password') }
      return signedIn(visit, await call(visit, '/auth/sign-in', input), signInPage)
    }
    case 'second_factor': {
      const input = { code: field('code').trim() }
      return signedIn(visit, await call(visit, '/auth/sign-in/two-factor', input), secondFactorPage)
    }
    default:
      return decide(visit, field('decision') === 'approve', field('workspace'))
  }
}

async function signedIn(
  visit: Visit,
  answer: RouteAnswer,
  again: typeof signInPage,
): Promise<Response> {
  if (!answer.isOk) return withStatus(await again(problemOf(visit, answer)), answer.status)
  const response =
    answer.json.status === 'two_factor_required' ? await secondFactorPage(visit) : toPage(visit)
  for (const cookie of answer.cookies) response.headers.append('set-cookie', cookie)
  return response
}

async function decide(visit: Visit, isYes: boolean, workspace: string): Promise<Response> {
  const { userCode } = visit
  // In the workspace itself: what keeps the session out of it shows here.
  const caller = await personIn(visit, isYes ? workspace : undefined).catch((error: Error) => error)
  if (caller instanceof Error) return withStatus(await show(visit, caller.message), 403)
  if (!caller) return signInPage(visit)
  const done = isYes
    ? await call(visit, '/auth/device/approve', { user_code: userCode, workspace }, caller)
    : await call(visit, '/auth/device/deny', { user_code: userCode }, caller)
  if (!done.isOk) return withStatus(await codePage(problemOf(visit, done)), done.status)
  return donePage(isYes)
}

/** Who has the session of this request; null when nobody has. */
async function personIn(visit: Visit, workspace?: string): Promise<Caller | null> {
  const headers = new Headers({ cookie: visit.request.headers.get('cookie') ?? '' })
  if (workspace !== undefined) headers.set('galley-workspace', workspace)
  try {
    return await visit.authenticate(new Request(visit.request.url, { headers }), visit.address)
  } catch (error) {
    if (error instanceof UnauthenticatedError) return null
    throw error
  }
}

/** Calls a route as the person, with what the browser said of itself. */
async function call(
  { callRoute, routes, request, address }: Visit,
  path: string,
  input: Record<string, unknown>,
  caller: Caller = NOBODY,
): Promise<RouteAnswer> {
  const route = routes.find((one) => one.method === 'POST' && one.path === path)!
  const headers: Record<string, string> = {}
  for (const name of ['cookie', 'user-agent', 'accept-language', 'sec-fetch-site']) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const answer = await callRoute({ route, input, caller, clientAddress: address, headers })
  const text = await answer.text()
  return {
    isOk: answer.ok,
    status: answer.status,
    json: text ? JSON.parse(text) : null,
    cookies: answer.headers.getSetCookie(),
  }
}

const problemOf = ({ userCode }: Visit, { json }: RouteAnswer) => ({
  userCode,
  problem: String(json?.errors?.[0]?.message ?? json?.detail ?? 'That did not work. Try again.'),
})

const toPage = ({ userCode }: Visit) =>
  new Response(null, {
    status: 303,
    headers: { location: `/device?user_code=${encodeURIComponent(userCode)}` },
  })

const withStatus = ({ body, headers }: Response, status: number) =>
  new Response(body, { status, headers })

import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import type { Actor, Context, Services } from '../context.ts'
import { contextCodes, createContext } from '../context.ts'
import { ForbiddenError, RateLimitError, UnauthenticatedError } from '../error.ts'
import type { ErrorCode } from '../error.ts'
import { newId } from '../id.ts'
import { ACCOUNT, holds } from '../permission.ts'
import { answer } from './answer.ts'
import { createOriginReader } from './client-address.ts'
import type { ClientOrigin } from './client-address.ts'
import { HttpError, httpCodes } from './http-error.ts'
import { createIdempotency, hashRequest } from './idempotency/idempotency.ts'
import type { Idempotency, IdempotencyOptions } from './idempotency/idempotency.ts'
import { problemResponse } from './problem.ts'
import { createRateLimiter } from './rate-limit/rate-limit.ts'
import type { RateLimiter } from './rate-limit/rate-limit.ts'
import { parseInput, readContent } from './read-input.ts'
import type { Route, RouteRequest } from './route.ts'
import { planRoutes } from './route-plan.ts'
import type { RoutePlan } from './route-plan.ts'
import { baseHeaders, refuseCrossSite, withBaseHeaders } from './security-headers.ts'

/** Who is calling, as the authentication found out. */
export interface Caller {
  /** Empty for a person who belongs to no workspace: they have their own account only. */
  workspaceId: string
  /** Why it is empty, where there is more to say than that they belong to none. */
  noWorkspace?: ErrorCode
  /** Why a person does not hold ACCOUNT. */
  noAccount?: ErrorCode
  actor: Actor
  permissions: ReadonlySet<string>
  /** The projects that the caller is narrowed to; absent: all of the workspace. */
  projectIds?: readonly string[]
  /** Names the credential, for rate limits and idempotency: `api_key:key_01K…`. */
  principal: string
}

/** Finds out who is calling, or throws UnauthenticatedError. */
export type Authenticate = (request: Request, clientAddress: string) => Promise<Caller>

/** What else answers under this address: files, MCP, the reference, the studio. */
export interface Mount {
  /** `/openapi.json` or, with everything below it, `/storage/*`. */
  path: string
  /** Asked every few seconds by machines: logged only when debugging. */
  isQuiet?: boolean
  /** Pages of other sites send people here with a form of theirs, as identity providers do. */
  isOpenToOtherSites?: boolean
  handler(request: Request, origin: MountOrigin): Response | Promise<Response>
}

export interface MountOrigin extends ClientOrigin {
  requestId: string
}

/** One finished request, without anything the caller sent. */
export interface RequestObservation {
  method: string
  /** The route's pattern, never the path itself. */
  route: string
  status: number
  milliseconds: number
  requestId: string
}

export interface HttpAppOptions {
  services: Services
  routes: readonly Route[]
  authenticate: Authenticate
  mounts?: readonly Mount[]
  /** Called after each answer; feeds metrics. */
  observe?: (observation: RequestObservation) => void
  /** Runs the request inside a trace span. */
  trace?: <T>(name: string, headers: Headers, work: () => Promise<T>) => Promise<T>
  /** The address of the socket. Default: what `@hono/node-server` provides. */
  peerAddress?: (environment: unknown, request: Request) => string | undefined
  idempotency?: IdempotencyOptions
}

interface App extends HttpAppOptions {
  readOrigin: ReturnType<typeof createOriginReader>
  limiter: RateLimiter
  once: Idempotency
}

/** One request on its way. Its headers collect what every answer to it must carry. */
interface Exchange {
  request: Request
  url: URL
  origin: ClientOrigin
  requestId: string
  headers: Record<string, string>
  pathValues: Record<string, string>
}

const API = '/api/v1'

/**
 * The HTTP application: every route under `/api/v1`, and the mounts beside it. A request passes, in
 * this order: who is it, may they, how often, is it readable, is it valid, was it done before.
 *
 * @throws TypeError when two routes are the same, or names collide on the wire.
 * @example
 * const app = createHttpApp({ services, routes: modules.flatMap((module) => module.routes), authenticate })
 * const response = await app.request('/api/v1/documents', { headers: { authorization } })
 */
export function createHttpApp(options: HttpAppOptions): Hono {
  const { config, db, logger } = options.services
  const onError = (error: unknown) => logger.error({ error }, 'idempotency record failed')
  const app: App = {
    ...options,
    readOrigin: createOriginReader(config.GALLEY_TRUSTED_PROXIES),
    limiter: createRateLimiter(db, config.GALLEY_RATE_LIMIT_PER_MINUTE),
    once: createIdempotency(db, { onError, ...options.idempotency }),
  }
  const hono = new Hono()
  const plans = planRoutes(options.routes, config)
  for (const { pattern, path, allowed, group } of byPath(plans)) {
    for (const plan of group) {
      hono.on(plan.route.method, API + plan.pattern, (c) =>
        exchange(app, c, plan.route.path, (open) => serve(app, plan, open)),
      )
    }
    hono.all(API + pattern, (c) =>
      exchange(app, c, path, async (open) => refuseMethod(open, allowed)),
    )
  }
  // Before the mounts: one of them may answer everything, as a single-page application does.
  const unknown = (c: HonoContext) =>
    exchange(app, c, 'unknown', async ({ url }) => {
      throw new HttpError(404, httpCodes.ROUTE_UNKNOWN, { path: url.pathname })
    })
  hono.all(`${API}/*`, unknown)
  for (const mount of options.mounts ?? []) {
    const answerMount = async (open: Exchange) => {
      const { request, origin, requestId, headers } = open
      if (!mount.isOpenToOtherSites) refuseCrossSite(request)
      const work = async () => mount.handler(request, { ...origin, requestId })
      return withBaseHeaders(await costingStrangers(app, open, work), headers)
    }
    hono.all(mount.path, (c) => exchange(app, c, mount.path, answerMount, mount.isQuiet))
  }
  hono.notFound(unknown)
  // What goes wrong before a request is even open: an address that is none.
  hono.onError((error) => {
    const requestId = newId('req')
    logger.error({ request_id: requestId, error }, 'request failed')
    return problemResponse(error, requestId, baseHeaders(requestId, false))
  })
  return hono
}

/** Opens, answers and closes one request; whatever is thrown on the way becomes a problem. */
async function exchange(
  app: App,
  c: HonoContext,
  route: string,
  work: (open: Exchange) => Promise<Response>,
  isQuiet = false,
): Promise<Response> {
  const startedAt = performance.now()
  const open = openExchange(app, c)
  const { request, requestId } = open
  let response: Response
  try {
    response = app.trace
      ? await app.trace(`${request.method} ${route}`, request.headers, () => work(open))
      : await work(open)
  } catch (error) {
    response = refuse(app, open, route, error)
  }
  if (request.method === 'HEAD' && response.body) {
    void response.body.cancel() // nobody will read it, and a stream would wait for ever
    response = new Response(null, response)
  }
  const observation: RequestObservation = {
    method: request.method,
    route,
    status: response.status,
    milliseconds: Math.round((performance.now() - startedAt) * 10) / 10,
    requestId,
  }
  app.observe?.(observation)
  const { method, status, milliseconds } = observation
  const line = { method, route, status, ms: milliseconds, request_id: requestId }
  app.services.logger[isQuiet ? 'debug' : 'info'](line, 'request')
  return response
}

function openExchange(app: App, c: HonoContext): Exchange {
  const request = c.req.raw
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.:-]{1,128}$/.test(given) ? given : newId('req')
  const peer = (app.peerAddress ?? nodePeerAddress)(c.env, request)
  const origin = app.readOrigin(request.headers, peer, request.url)
  return {
    request,
    url: new URL(request.url),
    origin,
    requestId,
    headers: baseHeaders(requestId, origin.isSecure),
    pathValues: c.req.param() as Record<string, string>,
  }
}

/** `@hono/node-server` hands the incoming message on; its shape is all we need to know. */
function nodePeerAddress(environment: unknown): string | undefined {
  const incoming = (environment as { incoming?: { socket?: { remoteAddress?: string } } } | null)
    ?.incoming
  return incoming?.socket?.remoteAddress
}

function refuse(app: App, open: Exchange, route: string, error: unknown): Response {
  const response = problemResponse(error, open.requestId, open.headers)
  if (response.status >= 500) {
    app.services.logger.error({ request_id: open.requestId, route, error }, 'request failed')
  }
  return response
}

async function serve(app: App, plan: RoutePlan, open: Exchange): Promise<Response> {
  const { route } = plan
  const { request, origin, headers } = open
  refuseCrossSite(request)
  const isOpen = route.permission === null
  const caller = isOpen
    ? null
    : await costingStrangers(app, open, () => app.authenticate(request, origin.address))
  if (caller) refuseUnpermitted(caller, route.permission!)
  const rate = caller?.workspaceId
    ? await app.limiter.take(caller)
    : app.limiter.takeAnonymous(caller?.principal ?? origin.address)
  Object.assign(headers, rate.headers)
  if (rate.retryAfterSeconds !== null) {
    const { retryAfterSeconds } = rate
    throw new RateLimitError(httpCodes.RATE_LIMITED, { retryAfterSeconds })
  }

  const content = await readContent(plan, request)
  const input = parseInput(plan, open.pathValues, open.url.searchParams, content.json)
  const ctx = openContext(app.services, caller, open)
  const work = async () => {
    const handed: RouteRequest = { headers: request.headers, body: content.raw, url: open.url }
    if (!isOpen) {
      handed.reauthenticate = async () => {
        const again = await app.authenticate(request, origin.address)
        refuseUnpermitted(again, route.permission!)
        return again
      }
    }
    return answer(plan, await route.handle({ ctx, input, request: handed }), request, headers)
  }

  const key = request.headers.get('idempotency-key')
  if (key === null || route.method !== 'POST' || !caller?.workspaceId) return work()
  const { workspaceId, principal } = caller
  const { fingerprint } = content
  const requestHash = await hashRequest(app.services.secrets, request, {
    url: open.url,
    fingerprint,
  })
  const isBodyKept = !route.isShownOnce
  const asked = { workspaceId, principal, route: plan.label, key, requestHash, isBodyKept }
  const response = await app.once(asked, () =>
    // A refusal is an answer too: whoever repeats the request gets the same one.
    work().catch((error: unknown) => refuse(app, open, route.path, error)),
  )
  return response.headers.has('idempotency-replayed')
    ? withBaseHeaders(response, headers)
    : response
}

function refuseUnpermitted(caller: Caller, permission: string): void {
  const { permissions, workspaceId, noWorkspace, noAccount } = caller
  if (permission === ACCOUNT) {
    if (holds(permissions, ACCOUNT)) return
    throw new ForbiddenError(noAccount ?? contextCodes.PERSON_REQUIRED)
  }
  if (!workspaceId) throw new ForbiddenError(noWorkspace ?? contextCodes.WORKSPACE_REQUIRED)
  if (holds(permissions, permission)) return
  throw new ForbiddenError(contextCodes.PERMISSION_MISSING, { permission })
}

/** Wrong credentials cost the address something, so that keys cannot be guessed at full speed. */
async function costingStrangers<T>(
  app: App,
  { origin, headers }: Exchange,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnauthenticatedError)) throw error
    const rate = app.limiter.takeAnonymous(origin.address)
    Object.assign(headers, rate.headers)
    if (rate.retryAfterSeconds === null) throw error
    const { retryAfterSeconds } = rate
    throw new RateLimitError(httpCodes.RATE_LIMITED, { retryAfterSeconds })
  }
}

const NO_PERMISSIONS: ReadonlySet<string> = new Set()

/** Routes that are open to everybody have no workspace: a transaction in its name would throw. */
function openContext(services: Services, caller: Caller | null, open: Exchange): Context {
  return createContext(services, {
    workspaceId: caller?.workspaceId ?? '',
    actor: caller?.actor ?? { kind: 'system', id: 'anonymous' },
    permissions: caller?.permissions ?? NO_PERMISSIONS,
    ...(caller?.projectIds && { projectIds: caller.projectIds }),
    clientAddress: open.origin.address,
    requestId: open.requestId,
    // Made on demand: the Node adapter builds a whole Request for it.
    get signal() {
      return open.request.signal
    },
  })
}

/**
 * The routes of each path, with its Allow header; paths that differ only in parameter names are one.
 * Fixed paths come first: what is asked of `/notes/recent` is never taken for a note of that name.
 */
function byPath(plans: readonly RoutePlan[]) {
  const paths = Map.groupBy(plans, ({ pattern }) => pattern.replace(/:\w+/g, ':'))
  const fixedFirst = [...paths].sort(([one], [other]) => parametersOf(one) - parametersOf(other))
  return fixedFirst.map(([, group]) => {
    const [{ pattern, route }] = group as [RoutePlan, ...RoutePlan[]]
    const methods = group.flatMap(({ route: { method } }) =>
      method === 'GET' ? ['GET', 'HEAD'] : [method],
    )
    return { pattern, path: route.path, allowed: [...methods, 'OPTIONS'].join(', '), group }
  })
}

const parametersOf = (pattern: string) => pattern.split(':').length

function refuseMethod({ request, headers }: Exchange, allowed: string): Response {
  const { method } = request
  if (method === 'OPTIONS')
    return new Response(null, { status: 204, headers: { ...headers, allow: allowed } })
  throw new HttpError(405, httpCodes.METHOD_NOT_ALLOWED, { method, allowed }, { allow: allowed })
}

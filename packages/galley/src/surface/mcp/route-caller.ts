import type { Services } from '../../platform/context.ts'
import { createHttpApp } from '../../platform/http/index.ts'
import type { Caller, Route } from '../../platform/http/index.ts'
import { readOperationInput } from '../operation-input.ts'

export interface RouteCall {
  route: Route
  input: Record<string, unknown>
  caller: Caller
  clientAddress: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

export type CallRoute = (call: RouteCall) => Promise<Response>

/**
 * Calls routes as their HTTP callers do: the same permission, rate limit, validation and names, and
 * the same problems. Who is calling was found out before, so it is not asked again.
 */
export function createRouteCaller(services: Services, routes: readonly Route[]): CallRoute {
  const calls = new WeakMap<Request, RouteCall>()
  const app = createHttpApp({
    services,
    routes,
    authenticate: async (request) => calls.get(request)!.caller,
    peerAddress: (_, request) => calls.get(request)?.clientAddress,
  })
  return async (call) => {
    const request = toRequest(call)
    calls.set(request, call)
    return app.fetch(request)
  }
}

function toRequest({ route, input, headers = {}, signal }: RouteCall): Request {
  const { path, query, json } = readOperationInput(route)
  const rest = { ...input }
  const take = (name: string) => {
    const value = rest[name]
    delete rest[name]
    return value === undefined ? undefined : String(value)
  }
  const filled = path.reduce(
    (text, { name }) => text.replace(`{${name}}`, encodeURIComponent(take(name) ?? '')),
    route.path,
  )
  const url = new URL(`http://localhost/api/v1${filled}`)
  for (const { name } of query) {
    const value = take(name)
    if (value !== undefined) url.searchParams.set(name, value)
  }
  // Whatever nobody asked for goes along, so that it is refused by its name.
  if (!json) for (const name of Object.keys(rest)) url.searchParams.set(name, take(name)!)
  return new Request(url, {
    method: route.method,
    headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(rest) }),
    ...(signal && { signal }),
  })
}

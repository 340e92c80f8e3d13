import { isFresh } from './edit-tag.ts'
import { Reply } from './route.ts'
import type { RoutePlan } from './route-plan.ts'
import { withBaseHeaders } from './security-headers.ts'
import { toWire } from './wire.ts'

/**
 * A handler's result as a Response. The value goes through the route's output schema, so nothing
 * leaves that is not declared; a value that does not fit is our mistake, and a 500.
 */
export function answer(
  plan: RoutePlan,
  result: unknown,
  request: Request,
  base: Record<string, string>,
): Response {
  // What a handler says nothing about is kept by nobody, as with any other answer.
  const standard = { 'cache-control': 'no-store', ...base }
  if (result instanceof Response) return withBaseHeaders(result, standard)
  const { route } = plan
  const reply = result instanceof Reply ? result : new Reply(result)
  const status = reply.status ?? route.status ?? 200
  const headers = { ...base, ...lowerCaseNames(reply.headers) }
  if (status === 204) return withCookies(new Response(null, { status, headers }), reply.cookies)

  const parsed = route.output.safeParse(reply.value)
  if (!parsed.success) throw new AnswerMismatch(plan.label, parsed.error)
  const etag = headers.etag ?? route.etag?.(parsed.data)
  if (etag) headers.etag = etag
  headers['cache-control'] ??= etag ? 'private, no-cache' : 'no-store'
  if (etag && route.method === 'GET' && isFresh(request.headers, etag)) {
    return new Response(null, { status: 304, headers })
  }
  const value = toWire(route.output, parsed.data)
  if (status === 202) headers.location ??= jobLocation(value)
  if (!headers.location) delete headers.location
  headers['content-type'] ??= 'application/json'
  return withCookies(new Response(JSON.stringify(value), { status, headers }), reply.cookies)
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

/** The output schema and the handler disagree: a mistake in our code, so not a problem of a kind. */
class AnswerMismatch extends Error {
  constructor(label: string, cause: { issues: readonly { path: PropertyKey[]; code?: string }[] }) {
    const places = cause.issues.map((issue) => `/${issue.path.join('/')} ${issue.code}`)
    super(`the answer of ${label} does not fit its schema: ${places.join(', ')}`)
    this.name = 'AnswerMismatch'
  }
}

function jobLocation(value: unknown): string {
  const jobId = (value as { job_id?: unknown } | null)?.job_id
  return typeof jobId === 'string' ? `/api/v1/jobs/${encodeURIComponent(jobId)}` : ''
}

const lowerCaseNames = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

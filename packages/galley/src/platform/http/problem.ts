import { z } from 'zod'
import { asUnstorable } from '../db/index.ts'
import { CancelledError, GalleyError, InvalidError } from '../error.ts'
import type { FieldError } from '../error.ts'
import { HttpError, httpCodes } from './http-error.ts'
import { toWireName, wirePath } from './schema-shape.ts'
import { pointerToken } from './converter.ts'

/** RFC 9457 problem details, as every error of the API looks. */
export const Problem = z.object({
  type: z.string().describe('Names the problem for good: urn:galley:problem:<code>.'),
  title: z.string().describe("The status' usual phrase."),
  status: z.int(),
  detail: z.string().describe('What happened to what, and the next move.'),
  code: z.string().describe('Stable; decide on this, not on the texts.'),
  requestId: z.string(),
  errors: z
    .array(z.object({ pointer: z.string(), message: z.string() }))
    .optional()
    .describe('Wrong fields, by JSON pointer into the input.'),
  details: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof Problem>

/** The one place where a kind of failure becomes a status. */
const STATUS_OF_KIND: Readonly<Record<string, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  too_large: 413,
  unsupported: 415,
  budget: 402,
  rate_limit: 429,
  unavailable: 503,
  cancelled: 499,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/**
 * What an error is to the outside. Errors that nobody threw on purpose become a 500 that says
 * nothing about the inside.
 *
 * @example
 * problemOf(new NotFoundError(codes.JOB_UNKNOWN, { jobId }), requestId).status // 404
 */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = recognise(error)
  if (!known)
    return makeProblem(500, httpCodes.INTERNAL.code, httpCodes.INTERNAL.message, requestId)
  const status = statusOf(known)
  const problem = makeProblem(status, known.code, known.message, requestId)
  if (known.fields.length > 0) problem.errors = known.fields
  // Whatever failed behind us may have put its own words into the details.
  if (status < 500 && Object.keys(known.details).length > 0) {
    problem.details = snakeKeys(known.details) as Record<string, unknown>
  }
  return problem
}

/** The problem as a Response, with the headers that belong to its status. */
export function problemResponse(
  error: unknown,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const { requestId: id, ...problem } = problemOf(error, requestId)
  return new Response(JSON.stringify({ ...problem, request_id: id }), {
    status: problem.status,
    headers: {
      ...headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...problemHeaders(error, problem.status),
    },
  })
}

/** The zod issues of an input as an error, pointing at wire names. */
export function invalidInput(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): InvalidError {
  return invalidFields(issues.flatMap((issue) => fieldErrors(schema, issue, [])))
}

/** An error for fields that are known to be wrong. */
export function invalidFields(fields: FieldError[]): InvalidError {
  const [first] = fields
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more, see "errors")` : ''
  const summary = first ? `${first.pointer || 'the body'}: ${first.message}${more}` : 'see "errors"'
  return new InvalidError(httpCodes.REQUEST_INVALID, { summary }, { fields })
}

function recognise(error: unknown): GalleyError | null {
  if (error instanceof GalleyError) return error
  if (error instanceof z.core.$ZodError) return invalidInput(z.unknown(), error.issues)
  if (isAbort(error)) return new CancelledError(httpCodes.REQUEST_ABORTED)
  return asUnstorable(error)
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError'

function statusOf(error: GalleyError): number {
  if (error instanceof HttpError) return error.status
  const status = STATUS_OF_KIND[error.kind] ?? 500
  // A dependency may be down (503), wrong (502) or slow (504): whoever noticed says which.
  const stated = error.details.status
  return status === 503 && (stated === 502 || stated === 504) ? stated : status
}

function problemHeaders(error: unknown, status: number): Record<string, string> {
  const headers: Record<string, string> = error instanceof HttpError ? { ...error.headers } : {}
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  const wait = error instanceof GalleyError ? error.details.retryAfterSeconds : undefined
  if (typeof wait === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(wait)))
  return headers
}

function makeProblem(status: number, code: string, detail: string, requestId: string): Problem {
  const title = TITLES[status] ?? 'Error'
  return { type: `urn:galley:problem:${code}`, title, status, detail, code, requestId }
}

function fieldErrors(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  prefix: readonly PropertyKey[],
): FieldError[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf(schema, [...path, key]),
      message: 'Unknown property',
    }))
  }
  const nearest = issue.code === 'invalid_union' ? nearestOption(issue.errors) : null
  if (nearest) return nearest.flatMap((inner) => fieldErrors(schema, inner, path))
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  const message = isMissing ? `Required: expected ${issue.expected}` : issue.message
  return [{ pointer: pointerOf(schema, path), message }]
}

/** Of a union's options, the one that the value came closest to: wrong deepest inside. */
function nearestOption(options: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const depth = (issues: z.core.$ZodIssue[]) =>
    Math.min(...issues.map((issue) => issue.path.length)) - issues.length / 1000
  const sorted = options.filter((issues) => issues.length > 0).sort((a, b) => depth(b) - depth(a))
  const [best] = sorted
  return best && best.some((issue) => issue.path.length > 0) ? best : null
}

const pointerOf = (schema: z.ZodType, path: readonly PropertyKey[]) =>
  wirePath(schema, path)
    .map((name) => `/${pointerToken(name)}`)
    .join('')

/**
 * Snake-cases every property name of a value that has no schema: error details, event data. Only
 * for objects that code wrote; a schema, where there is one, knows which keys are data.
 */
export function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [toWireName(name), snakeKeys(item)]),
  )
}

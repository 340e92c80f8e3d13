import { GalleyError } from '../../../platform/error.ts'
import { problemOf } from '../../../platform/http/index.ts'

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** What an operation answers. */
export interface ScimAnswer {
  status: number
  /** Absent: no body. */
  body?: unknown
  headers?: Record<string, string>
}

export interface ListAnswer {
  resources: readonly unknown[]
  total: number
  startIndex: number
}

export const listBody = ({ resources, total, startIndex }: ListAnswer) => ({
  schemas: [LIST],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

export function toResponse({ status, body, headers }: ScimAnswer): Response {
  const all = { ...headers, 'cache-control': 'no-store' }
  if (body === undefined) return new Response(null, { status, headers: all })
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...all, 'content-type': 'application/scim+json' },
  })
}

/** What was thrown, as an error of the protocol: its status is a string there (RFC 7644 §3.12). */
export function errorAnswer(error: unknown, requestId: string): ScimAnswer & { code: string } {
  const problem = problemOf(error, requestId)
  // Wrong input is a 400 in this protocol, whatever is wrong with it.
  const status = problem.status === 422 ? 400 : problem.status
  const details = error instanceof GalleyError ? error.details : {}
  const scimType = typeof details.scimType === 'string' ? details.scimType : undefined
  const headers: Record<string, string> = {}
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="scim"'
  const wait = details.retryAfterSeconds
  if (typeof wait === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(wait)))
  if (typeof details.allowed === 'string') headers.allow = details.allowed
  return {
    status,
    code: problem.code,
    headers,
    body: {
      schemas: [ERROR],
      status: String(status),
      ...(scimType && { scimType }),
      detail: problem.detail,
    },
  }
}

import { ApiError, ConnectionError } from '../../../../packages/sdk/src/errors.ts'
import type { Requests } from '../../../../packages/sdk/src/generated/requests.ts'

export type Operation = keyof Requests
export type Input<Name extends Operation> = Requests[Name]['input']
export type Output<Name extends Operation> = Requests[Name]['output']

export interface CallOptions {
  signal?: AbortSignal | undefined
  headers?: Record<string, string>
  /** The same for every attempt of one action, so that it is done once. Made up when absent. */
  idempotencyKey?: string
  /** Goes on when the page closes; for small bodies only. */
  keepalive?: boolean
}

/**
 * Calls one operation of the API by its method and path, with the person's session.
 *
 * @throws ApiError with the server's reason; ConnectionError when no answer came.
 * @example
 * const document = await call('GET /documents/{document_id}', { document_id: id })
 */
export async function call<Name extends Operation>(
  operation: Name,
  input: Input<Name>,
  options: CallOptions = {},
): Promise<Output<Name>> {
  const response = await send(operation, input, options)
  if (response.status === 204) return undefined as Output<Name>
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
  return (isJson ? await response.json() : response) as Output<Name>
}

/** The same, for answers that are read as they arrive: streams and files. */
export async function send<Name extends Operation>(
  operation: Name,
  input: Input<Name>,
  { signal, headers, idempotencyKey, keepalive = false }: CallOptions = {},
): Promise<Response> {
  const { url, init } = buildRequest(operation, (input ?? {}) as Record<string, unknown>)
  const request: RequestInit = {
    ...init,
    signal: signal ?? null,
    keepalive,
    headers: {
      accept: 'application/json',
      ...(init.method === 'POST' && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
      ...init.headers,
      ...headers,
    },
  }
  const response = await fetch(url, request).catch((cause: unknown) => {
    if (signal?.aborted) throw signal.reason
    throw new ConnectionError('No answer from the server.', { cause })
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({}))) as object
  const error = new ApiError(response, problem)
  if (response.status === 401) reportSignedOut(operation)
  throw error
}

/** The address of an operation that a link or an image leads to. */
export function hrefOf<Name extends Operation>(operation: Name, input: Input<Name>): string {
  return buildRequest(operation, (input ?? {}) as Record<string, unknown>).url
}

/** Deletions that are confirmed with more than an address may show. */
const deletesWithBody: ReadonlySet<string> = new Set(['DELETE /account'])

interface BuiltRequest {
  url: string
  init: { method: string; headers: Record<string, string>; body?: string | FormData | Blob }
}

/** Puts each parameter where it travels: into the path, the query, or the body. */
export function buildRequest(operation: string, input: Record<string, unknown>): BuiltRequest {
  const [method, path] = operation.split(' ') as [string, string]
  const rest = { ...input }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === '') throw new TypeError(`${operation} needs "${name}"`)
    return encodeURIComponent(String(value))
  })
  const url = `/api/v1${filled}`
  if ((method === 'GET' || method === 'DELETE') && !deletesWithBody.has(operation)) {
    const search = toSearch(rest)
    return { url: search ? `${url}?${search}` : url, init: { method, headers: {} } }
  }
  if (Object.values(rest).some((value) => value instanceof Blob)) {
    return { url, init: { method, headers: {}, body: toForm(rest) } }
  }
  const headers = { 'content-type': 'application/json' }
  return { url, init: { method, headers, body: JSON.stringify(rest) } }
}

function toSearch(values: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) search.append(name, String(item))
    }
  }
  return search.toString()
}

function toForm(values: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue
    form.append(name, value instanceof Blob ? value : String(value))
  }
  return form
}

type SignedOutListener = () => void
const signedOutListeners = new Set<SignedOutListener>()

/** Calls back when the server no longer knows the session. Returns the way out. */
export function onSignedOut(listener: SignedOutListener): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

/** Whoever signs in wrongly is not signed out by it. */
function reportSignedOut(operation: string): void {
  if (operation.includes(' /auth/')) return
  for (const listener of signedOutListeners) listener()
}

export const signedOutElsewhere = (): void => reportSignedOut('')

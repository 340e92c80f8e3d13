import type { Settings } from './options.ts'

/** An operation, as the generated code names it. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/documents/{document_id}` */
  path: string
  /** Which parameters go into the query; path parameters are known by the path. */
  query?: readonly string[]
  /** Goes as a form when a parameter is a file. */
  isForm?: boolean
}

export interface BuiltRequest {
  url: string
  method: Operation['method']
  headers: Record<string, string>
  body?: string | FormData | Blob
}

/** Puts an operation's one object of parameters where each of them travels. */
export function buildRequest(
  { baseUrl, apiKey }: Pick<Settings, 'baseUrl' | 'apiKey'>,
  operation: Operation,
  parameters: object,
): BuiltRequest {
  const { method, path, query = [], isForm } = operation
  const rest: Record<string, unknown> = { ...parameters }
  const take = (name: string) => {
    const value = rest[name]
    delete rest[name]
    return value
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = take(name)
    if (value === undefined || value === '')
      throw new TypeError(`${method} ${path} needs "${name}"`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const name of query) {
    const value = take(name)
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) search.append(name, wireText(item))
    }
  }
  const url = `${baseUrl}/api/v1${filled}${search.size > 0 ? `?${search}` : ''}`
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' }
  if (Object.keys(rest).length === 0) return { url, method, headers }
  if (isForm && Object.values(rest).some((value) => value instanceof Blob)) {
    return { url, method, headers, body: toForm(rest) }
  }
  const json = { ...headers, 'content-type': 'application/json' }
  return { url, method, headers: json, body: JSON.stringify(rest) }
}

function toForm(fields: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    if (value instanceof Blob) form.append(name, value)
    else form.append(name, wireText(value))
  }
  return form
}

const wireText = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value))

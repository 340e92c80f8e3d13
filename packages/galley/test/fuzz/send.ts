import { FormFile, isPlain, jsonText, RawSegment } from './planned.ts'
import type { Pool } from './pool.ts'
import type { Api } from './read-api.ts'
import type { RequestPlan } from './request-arbitrary.ts'

export type Fetch = (request: Request) => Response | Promise<Response>

/** A request as it goes out. */
export interface SentRequest {
  method: string
  url: string
  /** Without the credential, which `credential` holds. */
  headers: Record<string, string>
  credential: Record<string, string>
  body: string | FormData | null
}

/** An answer with its body read, or the beginning of it where it is a stream. */
export interface ReadAnswer {
  status: number
  headers: Headers
  text: string
}

const ORIGIN = 'http://localhost:3000'

/** Fills in what is known and builds the request. */
export function prepare(
  plan: RequestPlan,
  api: Api,
  pool: Pool,
  credential: Record<string, string>,
): SentRequest {
  const path = plan.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = pool.resolve(plan.path[name])
    return value instanceof RawSegment ? value.text : encoded(value)
  })
  const query = plan.query.flatMap(([name, value]) => {
    const resolved = pool.resolve(value)
    const values = Array.isArray(resolved) ? resolved : [resolved]
    return values.map((one) => `${encoded(name)}=${encoded(one)}`)
  })
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(plan.headers)) {
    headers[name.toLowerCase()] = String(pool.resolve(value))
  }
  let body: SentRequest['body'] = null
  if (plan.body && !['GET', 'HEAD'].includes(plan.method)) {
    if (plan.body.kind === 'form') body = formOf(pool.resolve(plan.body.value))
    else {
      const { kind, type } = plan.body
      body = kind === 'json' ? jsonText(pool.resolve(plan.body.value)) : plan.body.text
      if (type !== null) headers['content-type'] ??= type
    }
  }
  const url = `${ORIGIN}${api.base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
  return { method: plan.method, url, headers, credential, body }
}

const textOf = (value: unknown): string =>
  isPlain(value) ? jsonText(value) : value instanceof FormFile ? value.content : String(value)

const encoded = (value: unknown) => encodeURIComponent(textOf(value).toWellFormed())

function formOf(value: unknown): FormData {
  const form = new FormData()
  if (!isPlain(value)) form.append('', textOf(value))
  else {
    for (const [name, item] of Object.entries(value)) {
      for (const one of Array.isArray(item) ? item : [item]) {
        if (one instanceof FormFile) {
          form.append(name, new File([one.content], one.name, { type: one.type }))
        } else form.append(name, textOf(one))
      }
    }
  }
  return form
}

/** How long an answer may take before it counts as none. Far above anything that is only slow. */
const PATIENCE_MS = 60_000
const STREAM_MS = 200

/** Sends it. Event streams are left after their first piece. */
export async function send(request: SentRequest, fetch: Fetch): Promise<ReadAnswer> {
  const { method, url, body } = request
  const headers = { ...request.headers, ...request.credential }
  const answered = Promise.resolve(
    fetch(new Request(url, { method, headers, ...(body !== null && { body }) })),
  )
  const response = await within(PATIENCE_MS, answered)
  if (!response) throw new Error(`no answer within ${PATIENCE_MS / 1000} s`)
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const text = isStream ? await firstPiece(response) : await response.text()
  return { status: response.status, headers: response.headers, text }
}

async function firstPiece({ body }: Response): Promise<string> {
  if (!body) return ''
  const reader = body.getReader()
  const piece = await within(STREAM_MS, reader.read())
  await reader.cancel()
  return new TextDecoder().decode(piece?.value as Uint8Array | undefined)
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const SHOWN = 3000

/** The request for a shell. The credential stays out of it. */
export function curl({ method, url, headers, credential, body }: SentRequest): string {
  const parts = [`curl -i -X ${method} ${quoted(url)}`]
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${quoted(`${name}: ${value}`)}`)
  for (const name of Object.keys(credential)) parts.push(`-H "${name}: $GALLEY_CREDENTIAL"`)
  if (typeof body === 'string') {
    const left = body.length - SHOWN
    parts.push(`--data-binary ${quoted(body.slice(0, SHOWN))}`)
    if (left > 0) parts.push(`# and ${left} more characters`)
  } else if (body) {
    for (const [name, value] of body) {
      const shown =
        typeof value === 'string'
          ? value
          : `(file ${value.name}, ${value.type}, ${value.size} bytes)`
      parts.push(`-F ${quoted(`${name}=${shown.slice(0, SHOWN)}`)}`)
    }
  }
  return parts.join(' \\\n  ')
}

/** Control characters as escapes, so that a terminal shows what was sent. */
function quoted(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!/[\u0000-\u001f\u007f\u0080-\u009f\ud800-\udfff]/.test(text)) {
    return `'${text.replaceAll("'", "'\\''")}'`
  }
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u0080-\u009f]|\p{Surrogate}/gu, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    })
  return `$'${escaped}'`
}

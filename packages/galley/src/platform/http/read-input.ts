import { TooLargeError, UnsupportedError } from '../error.ts'
import { pointerToken } from './converter.ts'
import { HttpError, httpCodes } from './http-error.ts'
import { invalidFields, invalidInput } from './problem.ts'
import type { RoutePlan } from './route-plan.ts'
import { fromWire } from './wire.ts'

/** What a request brought, before it is looked at. */
export interface RequestContent {
  /** Parsed JSON; undefined when there is no body. */
  json: unknown
  /** What the body says, as bytes: the same for every way to say it. For the idempotency hash. */
  fingerprint: Uint8Array
  /** The stream of a raw body, which fails once it is larger than the limit. */
  raw: ReadableStream<Uint8Array> | null
}

const NO_BYTES = new Uint8Array()

/**
 * Takes the body off the wire within the route's limits, whether or not its length was announced.
 *
 * @throws TooLargeError, UnsupportedError, HttpError 400
 */
export async function readContent(plan: RoutePlan, request: Request): Promise<RequestContent> {
  if (plan.body === 'none') return { json: undefined, fingerprint: NO_BYTES, raw: null }
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > plan.maximumBodyBytes) throw tooLarge(plan)
  if (plan.body === 'raw') {
    if (plan.route.accepts) checkContentType(request, plan.route.accepts)
    return { json: undefined, fingerprint: NO_BYTES, raw: limitStream(request.body, plan) }
  }
  const bytes = await readBytes(request, plan)
  if (bytes.length === 0) return { json: undefined, fingerprint: bytes, raw: null }
  if (plan.body === 'form' && mediaType(request) === 'multipart/form-data') {
    const form = await parseForm(request, bytes)
    return { json: formValues(plan, form), fingerprint: await formFingerprint(form), raw: null }
  }
  const form = plan.body === 'form' ? ['multipart/form-data'] : []
  checkContentType(request, ['application/json', 'application/*+json', ...form])
  return { json: parseJson(bytes), fingerprint: bytes, raw: null }
}

/**
 * One parsed input from path, query and body.
 *
 * @throws InvalidError with a pointer for each wrong or unknown field.
 */
export function parseInput(
  plan: RoutePlan,
  pathValues: Readonly<Record<string, string>>,
  query: URLSearchParams,
  json: unknown,
): unknown {
  const schema = plan.route.input
  const unknown: string[] = []
  const outside = readParameters(plan, pathValues, query, unknown)
  const body = json === undefined ? {} : json
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  let wire: unknown = body
  if (isObject) {
    const inside = Object.entries(body).filter(([key]) => {
      const isTaken = plan.pathKeys.has(key) || plan.queryKeys.has(key)
      if (isTaken) unknown.push(`/${pointerToken(key)}`)
      return !isTaken
    })
    wire = Object.fromEntries([...inside, ...outside])
  }
  if (plan.takesNothing && isObject && Object.keys(wire as object).length === 0) wire = undefined

  const parsed = schema.safeParse(convert(plan, wire, unknown))
  const fields = unknown.map((pointer) => ({ pointer, message: unknownMessage(plan, pointer) }))
  if (!parsed.success) {
    const issues = invalidInput(schema, parsed.error.issues).fields
    throw invalidFields([...fields, ...issues.filter(({ pointer }) => !unknown.includes(pointer))])
  }
  if (fields.length > 0) throw invalidFields(fields)
  return parsed.data
}

function convert(plan: RoutePlan, wire: unknown, unknown: string[]): unknown {
  try {
    return fromWire(plan.route.input, wire, unknown)
  } catch (error) {
    if (error instanceof RangeError) {
      throw invalidFields([{ pointer: '', message: 'The value is nested too deeply' }])
    }
    throw error
  }
}

function unknownMessage(plan: RoutePlan, pointer: string): string {
  const name = pointer.slice(1)
  if (plan.pathKeys.has(name)) return 'This comes from the path; leave it out of the body'
  if (plan.queryKeys.has(name)) return 'This comes from the query; leave it out of the body'
  return 'Unknown property; check its spelling or leave it out'
}

function readParameters(
  plan: RoutePlan,
  pathValues: Readonly<Record<string, string>>,
  query: URLSearchParams,
  unknown: string[],
): [string, unknown][] {
  const entries: [string, unknown][] = []
  for (const key of plan.pathKeys)
    entries.push([key, plan.parameters.get(key)!([pathValues[key]!])])
  for (const key of new Set(query.keys())) {
    if (plan.queryKeys.has(key)) entries.push([key, plan.parameters.get(key)!(query.getAll(key))])
    else unknown.push(`/${pointerToken(key)}`)
  }
  return entries
}

async function readBytes(request: Request, plan: RoutePlan): Promise<Uint8Array> {
  if (request.headers.has('content-length')) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (bytes.length > plan.maximumBodyBytes) throw tooLarge(plan)
    return bytes
  }
  if (!request.body) return NO_BYTES
  return new Uint8Array(await new Response(limitStream(request.body, plan)).arrayBuffer())
}

function limitStream(
  body: ReadableStream<Uint8Array> | null,
  plan: RoutePlan,
): ReadableStream<Uint8Array> | null {
  let seen = 0
  const limiter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength
      if (seen > plan.maximumBodyBytes) controller.error(tooLarge(plan))
      else controller.enqueue(chunk)
    },
  })
  return body && body.pipeThrough(limiter as ReadableWritablePair<Uint8Array, Uint8Array>)
}

const tooLarge = (plan: RoutePlan) =>
  new TooLargeError(httpCodes.BODY_TOO_LARGE, { maximum: plan.maximumBodyBytes })

function checkContentType(request: Request, accepted: readonly string[]): void {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') {
    throw new UnsupportedError(httpCodes.CONTENT_ENCODING_UNSUPPORTED, { encoding })
  }
  const contentType = mediaType(request)
  if (accepted.some((pattern) => matchesType(pattern, contentType))) return
  throw new UnsupportedError(httpCodes.CONTENT_TYPE_UNSUPPORTED, {
    contentType: contentType || 'no content type',
    accepted: accepted.join(', '),
  })
}

/** Without parameters such as a charset or a boundary. */
export const mediaType = (request: Request) =>
  (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()

async function parseForm(request: Request, bytes: Uint8Array): Promise<FormData> {
  const headers = { 'content-type': request.headers.get('content-type')! }
  try {
    return await new Response(bytes as Uint8Array<ArrayBuffer>, { headers }).formData()
  } catch {
    throw new HttpError(400, httpCodes.FORM_MALFORMED)
  }
}

/** Fields by name, read like parameters; files as they are, a list when a name comes twice. */
function formValues(plan: RoutePlan, form: FormData): unknown {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name)
      const texts = values.filter((value) => typeof value === 'string')
      const read = plan.parameters.get(name)
      if (read && texts.length === values.length) return [name, read(texts)]
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

/** A client that repeats a form draws a new boundary: the parts count, not the bytes around them. */
async function formFingerprint(form: FormData): Promise<Uint8Array> {
  const parts = await Promise.all(
    [...form].map(async ([name, value]) => {
      if (typeof value === 'string') return [name, value]
      const digest = await crypto.subtle.digest('SHA-256', await value.arrayBuffer())
      return [name, value.name, value.type, [...new Uint8Array(digest)]]
    }),
  )
  return new TextEncoder().encode(JSON.stringify(parts))
}

function matchesType(pattern: string, contentType: string): boolean {
  const [start, end = ''] = pattern.toLowerCase().split('*')
  if (!pattern.includes('*')) return contentType === start
  return contentType.startsWith(start!) && contentType.endsWith(end)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new HttpError(400, httpCodes.JSON_MALFORMED) // the parser's own words quote the body
  }
}

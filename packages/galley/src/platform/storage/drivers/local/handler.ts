import { GalleyError, ForbiddenError } from '../../../error.ts'
import type { LocalStorageConfig } from '../../config.ts'
import type { ObjectContent, Storage, StoredObject } from '../../contract.ts'
import { codes } from '../../errors.ts'
import { attachmentNamed, resolveRange } from '../../options.ts'
import { limitBody } from '../../body.ts'
import { parseRangeHeader } from './range-header.ts'
import { verifySignedRequest } from './signed-url.ts'
import type { SignedGrant } from './signed-url.ts'

interface HandlerOptions extends Pick<LocalStorageConfig, 'secrets' | 'publicUrl'> {
  /** Bytes that an upload may have when its link does not say; 1 GiB when absent. */
  maxUploadBytes?: number
  now?: () => Date
}

/**
 * Serves the links that the local driver signs: GET and HEAD (ranges, `If-None-Match`) and PUT.
 * Framework-neutral; mount it for every path under `publicUrl`. Never throws: problems come back as
 * `application/problem+json`.
 *
 * @example
 * const serveStorage = createLocalStorageHandler(storage, config.storage)
 * app.all('/storage/*', (c) => serveStorage(c.req.raw))
 */
export function createLocalStorageHandler(
  storage: Storage,
  options: HandlerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const grant = verifySignedRequest(request, options)
      return grant.method === 'PUT'
        ? await receive(storage, request, grant, options.maxUploadBytes ?? 1024 ** 3)
        : await send(storage, request, grant)
    } catch (error) {
      await request.body?.cancel().catch(() => {})
      return problem(error)
    }
  }
}

async function receive(storage: Storage, request: Request, grant: SignedGrant, maxBytes: number) {
  const { key, contentType, contentLength, sha256: checksum } = grant
  const announced = request.headers.get('content-length')
  requireSigned('content-type', contentType, request.headers.get('content-type'))
  if (announced !== null) requireSigned('content-length', contentLength, Number(announced))

  const limit = { key, maxBytes: contentLength ?? maxBytes }
  const body = request.body ? limitBody(request.body, limit) : new Uint8Array()
  const stored = await storage.put(key, body, {
    contentType: contentType ?? request.headers.get('content-type') ?? undefined,
    contentLength: contentLength ?? (announced === null ? undefined : Number(announced)),
    checksum,
    signal: request.signal,
  })
  return new Response(null, { status: 200, headers: { etag: `"${stored.etag}"` } })
}

async function send(storage: Storage, request: Request, grant: SignedGrant): Promise<Response> {
  const { key } = grant
  const isHead = request.method === 'HEAD'
  const object = await storage.head(key)
  if (object && matchesEtag(request.headers.get('if-none-match'), object.etag)) {
    return new Response(null, { status: 304, headers: headersOf(object, grant) })
  }
  if (isHead && object) {
    const headers = { ...headersOf(object, grant), 'content-length': String(object.size) }
    return new Response(null, { headers })
  }
  const ifRange = request.headers.get('if-range')
  const isRangeWanted = object && (ifRange === null || ifRange === `"${object.etag}"`)
  const range = isRangeWanted
    ? parseRangeHeader(request.headers.get('range'), object.size)
    : undefined
  if (range) resolveRange(range, { key, size: object!.size })
  return contentResponse(await storage.get(key, { range, signal: request.signal }), grant)
}

function contentResponse(content: ObjectContent, grant: SignedGrant): Response {
  const { range, size } = content
  const headers: Record<string, string> = headersOf(content, grant)
  headers['content-length'] = String(range ? range.end + 1 - range.start : size)
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`
  return new Response(content.body, { status: range ? 206 : 200, headers })
}

function headersOf(object: StoredObject, { downloadName }: SignedGrant): Record<string, string> {
  return {
    'content-type': object.contentType,
    etag: `"${object.etag}"`,
    'last-modified': object.modifiedAt.toUTCString(),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache', // revalidated by ETag; links are secrets
    'x-content-type-options': 'nosniff',
    // Uploaded HTML or SVG must not run as Galley. PDF viewers refuse to open inside a sandbox.
    ...(object.contentType !== 'application/pdf' && { 'content-security-policy': 'sandbox' }),
    ...(downloadName && { 'content-disposition': attachmentNamed(downloadName) }),
  }
}

function requireSigned<T>(name: string, expected: T | undefined, actual: T | null): void {
  if (expected !== undefined && actual !== expected) {
    throw new ForbiddenError(codes.SIGNED_URL_MISUSED, { name, expected, actual: actual ?? 'none' })
  }
}

function matchesEtag(header: string | null, etag: string): boolean {
  const given = header?.split(',').map((value) => value.trim().replace(/^W\//, '')) ?? []
  return given.includes('*') || given.includes(`"${etag}"`)
}

const STATUS: Record<string, number> = {
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  invalid: 422,
  cancelled: 499,
}

function problem(error: unknown): Response {
  const isKnown = error instanceof GalleyError
  const isRange = isKnown && error.code === codes.RANGE_NOT_SATISFIABLE.code
  const status = isRange ? 416 : isKnown ? (STATUS[error.kind] ?? 503) : 500
  const detail = isKnown ? error.message : 'Storage failed. Try again; if it persists, see the log.'
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  if (isRange) headers.set('content-range', `bytes */${error.details.size}`)
  const code = isKnown ? error.code : 'internal'
  return new Response(JSON.stringify({ status, code, detail }), { status, headers })
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { ForbiddenError } from '../../../error.ts'
import type { LocalStorageConfig } from '../../config.ts'
import type { SignedUrl, SignedUrlOptions } from '../../contract.ts'
import { codes } from '../../errors.ts'
import { validateKey } from '../../key.ts'
import { encodeKey, validateSignedUrl } from '../../options.ts'

type Clock = () => Date

/** What a verified link allows, and nothing else. Lengths in bytes, sha256 as lower-case hex. */
export interface SignedGrant {
  method: 'GET' | 'PUT'
  key: string
  expiresAt: Date
  contentType?: string
  contentLength?: number
  sha256?: string
  downloadName?: string
}

/** Query names, short because links travel in mails and logs. */
const TERMS = {
  type: 'contentType',
  length: 'contentLength',
  sha256: 'sha256',
  name: 'downloadName',
} as const

/** Makes a link; the first secret signs. */
export function signUrl(
  { secrets, publicUrl, now }: Pick<LocalStorageConfig, 'secrets' | 'publicUrl'> & { now: Clock },
  key: string,
  options: SignedUrlOptions,
): SignedUrl {
  validateSignedUrl(options)
  const { method, expiresInSeconds } = options
  const expires = Math.floor(now().getTime() / 1000) + expiresInSeconds
  const query = new URLSearchParams({ method, expires: String(expires) })
  for (const [name, term] of Object.entries(TERMS)) {
    if (options[term] !== undefined) query.set(name, String(options[term]))
  }
  query.set('signature', signatureOf(secrets[0]!, key, query).toString('base64url'))
  return {
    url: `${publicUrl.replace(/\/+$/, '')}/${encodeKey(key)}?${query}`,
    method,
    headers: options.contentType && method === 'PUT' ? { 'content-type': options.contentType } : {},
    expiresAt: new Date(expires * 1000),
  }
}

/**
 * Checks a link's signature, expiry and method, and says what it allows. The key is what follows
 * `publicUrl`'s path, so the handler works wherever it is mounted. HEAD counts as GET.
 * Throws `ForbiddenError`.
 *
 * @example
 * const grant = verifySignedRequest(request, { secrets, publicUrl })
 */
export function verifySignedRequest(
  request: { url: string; method: string },
  {
    secrets,
    publicUrl,
    now = () => new Date(),
  }: Pick<LocalStorageConfig, 'secrets' | 'publicUrl'> & { now?: Clock },
): SignedGrant {
  const url = new URL(request.url)
  const key = keyIn(url, publicUrl)
  const query = url.searchParams
  const given = Buffer.from(query.get('signature') ?? '', 'base64url')
  query.delete('signature')
  // Every secret is tried, so that time does not tell which one matched.
  const matches = secrets.map((secret) => isSame(signatureOf(secret, key, query), given))
  if (!matches.includes(true)) refuse('the signature does not match')

  const expiresAt = new Date(Number(query.get('expires')) * 1000)
  if (!(now() < expiresAt)) {
    throw new ForbiddenError(codes.SIGNED_URL_EXPIRED, { expiresAt: expiresAt.toISOString() })
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (method !== query.get('method')) {
    const expected = query.get('method')
    throw new ForbiddenError(codes.SIGNED_URL_MISUSED, { name: 'method', expected, actual: method })
  }
  return grantOf(key, method as 'GET' | 'PUT', expiresAt, query)
}

function grantOf(key: string, method: 'GET' | 'PUT', expiresAt: Date, query: URLSearchParams) {
  const length = query.get('length')
  return {
    method,
    key,
    expiresAt,
    contentType: query.get('type') ?? undefined,
    contentLength: length === null ? undefined : Number(length),
    sha256: query.get('sha256') ?? undefined,
    downloadName: query.get('name') ?? undefined,
  }
}

function keyIn(url: URL, publicUrl: string): string {
  const base = new URL(publicUrl).pathname.replace(/\/+$/, '') + '/'
  if (!url.pathname.startsWith(base)) refuse(`its path does not start with ${base}`)
  try {
    return validateKey(decodeURIComponent(url.pathname.slice(base.length)))
  } catch {
    return refuse('its path is not a storage key')
  }
}

/** All parameters are signed, in order and unambiguously: adding, dropping or moving one breaks it. */
function signatureOf(secret: string, key: string, query: URLSearchParams): Buffer {
  const statement = JSON.stringify(['galley-storage-1', key, [...query]])
  return createHmac('sha256', secret).update(statement).digest()
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(expected, given)
}

function refuse(problem: string): never {
  throw new ForbiddenError(codes.SIGNED_URL_INVALID, { problem })
}

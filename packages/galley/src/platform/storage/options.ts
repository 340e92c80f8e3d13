import { InvalidError } from '../error.ts'
import type { ByteRange, ListOptions, PutOptions, SignedUrlOptions } from './contract.ts'
import { codes } from './errors.ts'

export const DEFAULT_CONTENT_TYPE = 'application/octet-stream'
const MAX_PAGE = 1000
const MAX_EXPIRY_SECONDS = 7 * 24 * 3600

/** Checks what a caller hands to `put`, before anything is sent. */
export function validatePut({ contentType, contentLength, checksum }: PutOptions): void {
  validateUpload({ contentType, contentLength, sha256: checksum })
}

/** Checks what a caller hands to `signedUrl`. */
export function validateSignedUrl(options: SignedUrlOptions): void {
  const { expiresInSeconds } = options
  expect(
    Number.isInteger(expiresInSeconds) &&
      expiresInSeconds >= 1 &&
      expiresInSeconds <= MAX_EXPIRY_SECONDS,
    { option: 'expiresInSeconds', value: expiresInSeconds, expected: `1 to ${MAX_EXPIRY_SECONDS}` },
  )
  validateUpload(options)
}

/** Page size for `list`, checked. */
export function pageLimit({ limit = MAX_PAGE }: ListOptions): number {
  expect(Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE, {
    option: 'limit',
    value: limit,
    expected: `a whole number from 1 to ${MAX_PAGE}`,
  })
  return limit
}

/** Checks a range by itself; whether it lies inside an object only the store knows. */
export function validateRange({ start = 0, end }: ByteRange): void {
  const isRange =
    Number.isInteger(start) &&
    start >= 0 &&
    (end === undefined || (Number.isInteger(end) && end >= start))
  expect(isRange, {
    option: 'range',
    value: JSON.stringify({ start, end }),
    expected: 'whole numbers with 0 <= start <= end',
  })
}

/**
 * The bytes of an object that a range means; `end` past the end is cut, as in HTTP.
 * Throws `InvalidError` when it starts past the end (always so for an empty object).
 */
export function resolveRange(
  { start = 0, end = Number.MAX_SAFE_INTEGER }: ByteRange,
  { key, size }: { key: string; size: number },
): { start: number; end: number } {
  if (start >= size) throw new InvalidError(codes.RANGE_NOT_SATISFIABLE, { key, size, start })
  return { start, end: Math.min(end, size - 1) }
}

/** `Content-Disposition` for saving under a name: plain ASCII for old clients, UTF-8 for the rest. */
export function attachmentNamed(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%/]/g, '_')
  const utf8 = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, percentEncode)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}

/** Percent-encodes a key for the path of a URL, slashes kept (RFC 3986, stricter than JavaScript's). */
export function encodeKey(key: string): string {
  return key
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, percentEncode))
    .join('/')
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function validateUpload(upload: {
  contentType?: string
  contentLength?: number
  sha256?: string
}): void {
  const { contentType, contentLength, sha256 } = upload
  expect(contentType === undefined || /^[\x21-\x7e][\x20-\x7e]*$/.test(contentType), {
    option: 'contentType',
    value: JSON.stringify(contentType),
    expected: 'a media type such as "text/plain"',
  })
  expect(contentLength === undefined || (Number.isInteger(contentLength) && contentLength >= 0), {
    option: 'contentLength',
    value: contentLength,
    expected: 'a whole number of bytes',
  })
  expect(sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256), {
    option: 'checksum',
    value: sha256,
    expected: 'a sha256 as 64 lower-case hex digits',
  })
}

function expect(isRight: boolean, details: { option: string; value: unknown; expected: string }) {
  if (!isRight) throw new InvalidError(codes.STORAGE_OPTION_INVALID, details)
}

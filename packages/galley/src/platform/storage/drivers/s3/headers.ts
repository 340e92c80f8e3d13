import type { StoredObject } from '../../contract.ts'
import { DEFAULT_CONTENT_TYPE } from '../../options.ts'

/** Where the driver keeps the hash, since S3's own checksum headers are not understood everywhere. */
export const SHA256_HEADER = 'x-amz-meta-sha256'

/** An object as its GET or HEAD headers describe it. `size` when they describe only a part. */
export function describeObject(key: string, headers: Headers, size?: number): StoredObject {
  const sha256 = headers.get(SHA256_HEADER)
  return {
    key,
    size: size ?? Number(headers.get('content-length') ?? 0),
    contentType: headers.get('content-type') ?? DEFAULT_CONTENT_TYPE,
    sha256: sha256 && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null,
    etag: unquote(headers.get('etag') ?? ''),
    modifiedAt: new Date(headers.get('last-modified') ?? 0),
  }
}

/** `Content-Range` of a 206 (`bytes 0-9/20`) or a 416 (`bytes *` and the size, without start and end). */
export function readContentRange(
  headers: Headers,
): { size: number; start?: number; end?: number } | undefined {
  const match = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(headers.get('content-range') ?? '')
  if (!match) return undefined
  const [, start, end, size] = match
  if (start === undefined) return { size: Number(size) }
  return { size: Number(size), start: Number(start), end: Number(end) }
}

export function unquote(etag: string): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1')
}

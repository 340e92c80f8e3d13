import { checkBody, streamOf } from '../../body.ts'
import type { CheckedBody } from '../../body.ts'
import type { PutObject, PutOptions, StorageBody } from '../../contract.ts'
import { DEFAULT_CONTENT_TYPE } from '../../options.ts'
import type { S3Client } from './client.ts'
import { SHA256_HEADER, unquote } from './headers.ts'
import { uploadInParts } from './multipart.ts'
import { cutIntoParts, partSizeFor } from './parts.ts'
import { streamingSha256, sha256Of } from './sha256.ts'

const LARGEST_SINGLE_PUT = 64 * 1024 * 1024

/**
 * Chooses how to send a body: what fits into one part goes as bytes (hash known, can be retried), a
 * known length up to 64 MB as one stream, everything else in parts.
 */
export async function putObject(
  client: S3Client,
  key: string,
  body: StorageBody,
  options: PutOptions,
): Promise<PutObject> {
  if (body instanceof Uint8Array) return putWhole(client, key, body, options)

  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const promise = { ...options, key, signal }
  const checked = checkBody(body, promise, streamingSha256())
  const partSize = partSizeFor(options.contentLength)
  const { contentLength = Infinity } = options
  if (contentLength > partSize && contentLength <= LARGEST_SINGLE_PUT) {
    return putStream(client, key, checked, { ...options, contentLength })
  }

  const parts = cutIntoParts(checked.chunks, partSize)
  const first = await parts.next()
  const second = first.done ? first : await parts.next()
  if (first.done || second.done) {
    const bytes = first.value ?? new Uint8Array()
    return putBytes(client, key, bytes, { ...options, checksum: checked.result().sha256 })
  }
  const all = prepend([first.value, second.value], parts)
  const upload = { ...options, signal, onFailure: () => stop.abort() }
  const stored = await uploadInParts(client, key, all, upload)
  return { ...stored, ...checked.result() }
}

async function putWhole(client: S3Client, key: string, body: Uint8Array, options: PutOptions) {
  const checksum = await sha256Of(body)
  const known = { update() {}, hex: () => checksum }
  const checked = checkBody(body, { ...options, key }, known)
  const chunks = await Array.fromAsync(checked.chunks)
  if (body.length <= LARGEST_SINGLE_PUT) {
    return putBytes(client, key, body, { ...options, checksum })
  }
  const parts = cutIntoParts(chunks, partSizeFor(body.length))
  const stored = await uploadInParts(client, key, parts, { ...options, checksum })
  return { ...stored, size: body.length, sha256: checksum }
}

/** `checksum` is that of the bytes: it is signed, so the store verifies what arrives. */
async function putBytes(
  client: S3Client,
  key: string,
  body: Uint8Array,
  { contentType = DEFAULT_CONTENT_TYPE, checksum, signal }: PutOptions & { checksum: string },
): Promise<PutObject> {
  const headers = {
    'content-type': contentType,
    'x-amz-content-sha256': checksum,
    [SHA256_HEADER]: checksum,
  }
  const answer = await client.send({ method: 'PUT', key, headers, body, signal })
  const size = body.length
  return { key, size, contentType, sha256: checksum, ...storedAs(client, answer.headers) }
}

async function putStream(
  client: S3Client,
  key: string,
  checked: CheckedBody,
  options: PutOptions & { contentLength: number },
): Promise<PutObject> {
  const { contentType = DEFAULT_CONTENT_TYPE, contentLength, checksum, signal } = options
  const headers: Record<string, string> = {
    'content-type': contentType,
    'content-length': String(contentLength),
    'x-amz-content-sha256': checksum ?? 'UNSIGNED-PAYLOAD',
  }
  if (checksum !== undefined) headers[SHA256_HEADER] = checksum
  let sourceError: unknown
  async function* remembered() {
    try {
      yield* checked.chunks
    } catch (error) {
      sourceError = error // fetch would only say that the body failed
      throw error
    }
  }
  try {
    const body = streamOf(remembered())
    const answer = await client.send({ method: 'PUT', key, headers, body, signal })
    return { key, contentType, ...checked.result(), ...storedAs(client, answer.headers) }
  } catch (error) {
    throw sourceError ?? error
  }
}

function storedAs(client: S3Client, headers: Headers): { etag: string; modifiedAt: Date } {
  const date = Date.parse(headers.get('date') ?? '')
  return {
    etag: unquote(headers.get('etag') ?? ''),
    modifiedAt: Number.isNaN(date) ? client.now() : new Date(date),
  }
}

async function* prepend<T>(first: T[], rest: AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* first
  yield* rest
}

import type { PutOptions } from '../../contract.ts'
import { DEFAULT_CONTENT_TYPE } from '../../options.ts'
import type { S3Client } from './client.ts'
import { SHA256_HEADER, unquote } from './headers.ts'
import { inParallel } from './parallel.ts'
import { sha256Of } from './sha256.ts'
import { completionOf, parseCompletedEtag, parseUploadId } from './xml.ts'

const PARALLEL_PARTS = 4
const UPLOAD_HEADER = 'x-amz-meta-upload'

interface Upload {
  client: S3Client
  key: string
  uploadId: string
  /** Ours, kept with the object: tells whether an upload that went silent was completed. */
  mark: string
  signal?: AbortSignal
}

/**
 * Uploads parts as they come, four at a time, and makes them one object at the end. After a failure
 * the parts are thrown away at the store (best effort: a lifecycle rule for incomplete uploads
 * catches the rest) and nothing becomes visible.
 */
export async function uploadInParts(
  client: S3Client,
  key: string,
  parts: AsyncIterable<Uint8Array>,
  options: PutOptions & { onFailure?: () => void },
): Promise<{ key: string; contentType: string; etag: string; modifiedAt: Date }> {
  const { contentType = DEFAULT_CONTENT_TYPE, checksum, signal } = options
  const mark = crypto.randomUUID()
  const headers: Record<string, string> = { 'content-type': contentType, [UPLOAD_HEADER]: mark }
  if (checksum !== undefined) headers[SHA256_HEADER] = checksum
  const created = await client.send({
    method: 'POST',
    key,
    query: { uploads: '' },
    headers,
    signal,
  })
  const upload = { client, key, mark, signal, uploadId: parseUploadId(created.text) }
  try {
    const etags = await uploadParts(upload, parts, options.onFailure)
    return { key, contentType, ...(await complete(upload, etags)) }
  } catch (error) {
    await abandon(upload)
    throw error
  }
}

async function uploadParts(
  { client, key, uploadId, signal }: Upload,
  parts: AsyncIterable<Uint8Array>,
  onFailure?: () => void,
): Promise<string[]> {
  const etags: string[] = []
  async function* numbered() {
    let number = 0
    for await (const body of parts) yield { body, number: ++number }
  }
  const send = async ({ body, number }: { body: Uint8Array; number: number }) => {
    const query = { partNumber: String(number), uploadId }
    const headers = { 'x-amz-content-sha256': await sha256Of(body) }
    const answer = await client.send({ method: 'PUT', key, query, headers, body, signal })
    etags[number - 1] = unquote(answer.headers.get('etag') ?? '')
  }
  await inParallel(numbered(), PARALLEL_PARTS, send, onFailure)
  return etags
}

async function complete(upload: Upload, etags: string[]) {
  const { client, key, uploadId, mark, signal } = upload
  const body = new TextEncoder().encode(completionOf(etags))
  const answer = await client.send({
    method: 'POST',
    key,
    query: { uploadId },
    headers: { 'content-type': 'application/xml', 'x-amz-content-sha256': await sha256Of(body) },
    body,
    expect: ['NoSuchUpload'],
    signal,
  })
  if (answer.code === null) {
    const date = Date.parse(answer.headers.get('date') ?? '')
    const modifiedAt = Number.isNaN(date) ? client.now() : new Date(date)
    return { etag: parseCompletedEtag(answer.text), modifiedAt }
  }
  // The upload is gone: an earlier attempt completed it and its answer was lost. Or someone ended it.
  const found = await client.send({ method: 'HEAD', key, expect: ['NoSuchKey'], signal })
  if (found.headers.get(UPLOAD_HEADER) !== mark) {
    throw client.failure('put', key, { reason: 'the upload ended before it was complete' })
  }
  return {
    etag: unquote(found.headers.get('etag') ?? ''),
    modifiedAt: new Date(found.headers.get('last-modified') ?? 0),
  }
}

/** Not bound to the caller's signal: that it fired may be why we are here. */
async function abandon({ client, key, uploadId }: Upload): Promise<void> {
  const signal = AbortSignal.timeout(client.timeoutMs)
  const expect = ['NoSuchUpload']
  await client.send({ method: 'DELETE', key, query: { uploadId }, expect, signal }).catch(() => {})
}

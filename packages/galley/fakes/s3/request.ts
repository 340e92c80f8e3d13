import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { S3Refusal } from './answer.ts'
import type { SignedPayload } from './signature.ts'

export interface S3Request {
  method: string
  /** Empty for the bucket itself. */
  key: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
}

/** Reads a verified request: finds bucket and key, takes the whole body, checks its hash. */
export async function readRequest(
  incoming: IncomingMessage,
  { bucket, payloadSha256 }: SignedPayload & { bucket: string },
): Promise<S3Request> {
  const url = new URL(incoming.url!, 'http://fake')
  const headers = incoming.headers as Record<string, string>
  const isVirtualHost = headers.host?.startsWith(`${bucket}.`)
  const path = decodeURIComponent(url.pathname).slice(1)
  const [name, ...rest] = isVirtualHost ? [bucket, path] : path.split('/')
  if (name !== bucket) throw new S3Refusal(404, 'NoSuchBucket')

  const isUpload = incoming.method === 'PUT'
  if (isUpload && headers['content-length'] === undefined) {
    throw new S3Refusal(411, 'MissingContentLength')
  }
  const body = await readBody(incoming)
  if (payloadSha256 !== null && payloadSha256 !== sha256(body)) {
    throw new S3Refusal(400, 'XAmzContentSHA256Mismatch')
  }
  // As URLSearchParams would read "+" as a space, which not every store does.
  const query = new URLSearchParams(url.search.replaceAll('+', '%2B'))
  return { method: incoming.method!, key: rest.join('/'), query, headers, body }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
  } catch {
    throw new S3Refusal(400, 'IncompleteBody') // the client hung up
  }
  return Buffer.concat(chunks)
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

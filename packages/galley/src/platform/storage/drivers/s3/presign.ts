import type { SignedUrl, SignedUrlOptions } from '../../contract.ts'
import { attachmentNamed, validateSignedUrl } from '../../options.ts'
import type { S3Client } from './client.ts'
import { SHA256_HEADER } from './headers.ts'

/** A link with the signature in its query; type, length and hash are bound as signed headers. */
export async function presign(
  client: S3Client,
  key: string,
  options: SignedUrlOptions,
): Promise<SignedUrl> {
  validateSignedUrl(options)
  const { method, expiresInSeconds, downloadName } = options
  const query: Record<string, string> = { 'X-Amz-Expires': String(expiresInSeconds) }
  if (method === 'GET' && downloadName !== undefined) {
    query['response-content-disposition'] = attachmentNamed(downloadName)
  }
  const headers = method === 'PUT' ? uploadHeaders(options) : {}
  const signedAt = client.now().getTime()
  const { url } = await client.sign({ method, key, query, headers, signQuery: true })
  // Every HTTP client sets the length by itself, and browsers forbid setting it.
  const { 'content-length': _, ...visible } = headers
  return { url, method, headers: visible, expiresAt: new Date(signedAt + expiresInSeconds * 1000) }
}

function uploadHeaders({ contentType, contentLength, sha256 }: SignedUrlOptions) {
  const headers: Record<string, string> = {}
  if (contentType !== undefined) headers['content-type'] = contentType
  if (contentLength !== undefined) headers['content-length'] = String(contentLength)
  if (sha256 !== undefined) {
    headers['x-amz-content-sha256'] = sha256 // the store verifies it as part of the signature
    headers[SHA256_HEADER] = sha256
  }
  return headers
}

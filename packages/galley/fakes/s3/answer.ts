import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body?: Uint8Array | string
}

/** An S3 error: its code goes into the XML answer. */
export class S3Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, headers: Record<string, string> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export function xmlAnswer(root: string, inner: string): Answer {
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner}</${root}>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

export function errorXml(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>As asked.</Message></Error>`
}

/** Escapes with named and numeric entities, since real stores use both. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Sends an answer, as badly as the fault asks. */
export async function sendAnswer(
  outgoing: ServerResponse,
  { status, headers, body = '' }: Answer,
  { isHead, fault }: { isHead: boolean; fault?: Fault },
): Promise<void> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const length = headers['content-length'] ?? String(bytes.length)
  const standard: Record<string, string> = { 'x-amz-request-id': 'fake', 'content-length': length }
  if (status === 204) delete standard['content-length']
  outgoing.writeHead(status, { ...standard, ...headers })
  if (isHead) return void outgoing.end()
  if (fault?.kind !== 'slowBody' && fault?.kind !== 'cutBody') return void outgoing.end(bytes)
  await new Promise((resolve) => outgoing.write(bytes.subarray(0, fault.afterBytes), resolve))
  if (fault.kind === 'cutBody') outgoing.destroy()
}

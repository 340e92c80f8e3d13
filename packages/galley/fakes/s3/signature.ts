import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { S3Refusal } from './answer.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  region: string
}

/** What the signature says about the body: a sha256 in hex, or nothing. */
export interface SignedPayload {
  payloadSha256: string | null
}

interface Claim {
  credential: string
  signedHeaders: string
  signature: string
  date: string
  payload: string
  expiresInSeconds?: number
}

const FIFTEEN_MINUTES = 15 * 60 * 1000

/**
 * Signs the request again, from the AWS Signature Version 4 description, and compares. Accepts the
 * Authorization header or a presigned query. Throws `S3Refusal` as S3 would.
 */
export function verifySignature(
  incoming: IncomingMessage,
  credentials: Credentials & { now: Date },
): SignedPayload {
  const url = new URL(incoming.url!, 'http://fake')
  const isPresigned = url.searchParams.has('X-Amz-Signature')
  const claim = isPresigned ? claimInQuery(incoming, url) : claimInHeaders(incoming)
  const [accessKeyId, day, region, service, terminal] = claim.credential.split('/')
  if (accessKeyId !== credentials.accessKeyId) throw new S3Refusal(403, 'InvalidAccessKeyId')
  if (region !== credentials.region || service !== 's3' || terminal !== 'aws4_request') {
    throw new S3Refusal(400, 'AuthorizationHeaderMalformed')
  }
  refuseUnsignedHeaders(incoming, claim.signedHeaders.split(';'))
  refuseWrongTime(claim, credentials.now)

  const scope = `${day}/${region}/s3/aws4_request`
  const canonical = canonicalRequest(incoming, url, claim)
  const statement = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonical)].join('\n')
  const key = [day!, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  )
  const expected = createHmac('sha256', key).update(statement).digest()
  const given = Buffer.from(claim.signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Refusal(403, 'SignatureDoesNotMatch')
  }
  return { payloadSha256: payloadOf(claim.payload) }
}

function claimInHeaders({ headers }: IncomingMessage): Claim {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!match) throw new S3Refusal(403, 'AccessDenied')
  const payload = headers['x-amz-content-sha256']
  const date = headers['x-amz-date']
  if (typeof payload !== 'string') throw new S3Refusal(400, 'MissingSecurityHeader')
  if (typeof date !== 'string') throw new S3Refusal(403, 'AccessDenied')
  return { credential: match[1]!, signedHeaders: match[2]!, signature: match[3]!, date, payload }
}

function claimInQuery({ headers }: IncomingMessage, { searchParams }: URL): Claim {
  const value = (name: string) => searchParams.get(name) ?? ''
  const expiresInSeconds = Number(value('X-Amz-Expires'))
  const isRight = value('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' && expiresInSeconds >= 1
  if (!isRight || expiresInSeconds > 604_800) {
    throw new S3Refusal(400, 'AuthorizationQueryParametersError')
  }
  return {
    credential: value('X-Amz-Credential'),
    signedHeaders: value('X-Amz-SignedHeaders'),
    signature: value('X-Amz-Signature'),
    date: value('X-Amz-Date'),
    payload: String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'),
    expiresInSeconds,
  }
}

/** S3 wants the host and every `x-amz-*` header under the signature. */
function refuseUnsignedHeaders({ headers }: IncomingMessage, signed: string[]): void {
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  if (!needed.every((name) => signed.includes(name))) throw new S3Refusal(403, 'AccessDenied')
}

function refuseWrongTime({ date, credential, expiresInSeconds }: Claim, now: Date): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!match || credential.split('/')[1] !== date.slice(0, 8))
    throw new S3Refusal(403, 'AccessDenied')
  const [, year, month, day, hour, minute, second] = match.map(Number)
  const at = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
  const age = now.getTime() - at
  if (age < -FIFTEEN_MINUTES) throw new S3Refusal(403, 'RequestTimeTooSkewed')
  if (expiresInSeconds === undefined && age > FIFTEEN_MINUTES) {
    throw new S3Refusal(403, 'RequestTimeTooSkewed')
  }
  if (expiresInSeconds !== undefined && age > expiresInSeconds * 1000) {
    throw new S3Refusal(403, 'AccessDenied') // "Request has expired"
  }
}

function canonicalRequest(incoming: IncomingMessage, url: URL, claim: Claim): string {
  const headers = claim.signedHeaders.split(';').map((name) => {
    const value = String(incoming.headers[name] ?? '')
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    incoming.method,
    encode(decodeURIComponent(url.pathname)).replaceAll('%2F', '/'),
    canonicalQuery(incoming.url!),
    headers.join(''),
    claim.signedHeaders,
    claim.payload,
  ].join('\n')
}

/** From the raw text: "+" in a query is a plus to a strict reader, and must have been sent as %20. */
function canonicalQuery(rawUrl: string): string {
  const at = rawUrl.indexOf('?')
  if (at < 0) return ''
  return rawUrl
    .slice(at + 1)
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name: recode(name), value: recode(value.join('=')) }
    })
    .filter(({ name }) => name !== 'X-Amz-Signature')
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&')
}

function recode(text: string): string {
  return encode(decodeURIComponent(text))
}

function encode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9_.~-]/.test(character)) return character
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

function payloadOf(payload: string): string | null {
  if (payload === 'UNSIGNED-PAYLOAD') return null
  if (/^[0-9a-f]{64}$/.test(payload)) return payload
  throw new S3Refusal(501, 'NotImplemented') // aws-chunked signatures, for example
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

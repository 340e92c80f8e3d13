import { AwsV4Signer } from 'aws4fetch'
import { UnavailableError } from '../../../error.ts'
import { throwIfCancelled } from '../../body.ts'
import type { S3StorageConfig } from '../../config.ts'
import { codes } from '../../errors.ts'
import { encodeKey } from '../../options.ts'
import { nextMove, parseErrorCode } from './error-code.ts'
import { isRetryable, pauseBefore, waitFor } from './retry.ts'

/** How the driver behaves towards the store; every field has a default. */
export interface S3ClientOptions {
  /** Attempts after the first, for whatever can be sent again; 4. */
  retries?: number
  /** First pause before a retry, doubled each time, randomised; 200 ms. */
  retryDelayMs?: number
  /** How long the store may be silent; 30 000 ms. Uploads get more, by their size. */
  timeoutMs?: number
  now?: () => Date
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Empty for the bucket itself. */
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** A stream needs a `content-length` header and is sent once, without retries. */
  body?: Uint8Array | ReadableStream<Uint8Array>
  /** Error codes that the caller handles. All others are thrown. */
  expect?: readonly string[]
  /** The answer is an object: hand over its stream instead of reading it as text. */
  isContent?: boolean
  signal?: AbortSignal
}

export interface S3Answer {
  headers: Headers
  /** One of `expect`, or null when the request succeeded. */
  code: string | null
  /** The answer's body; empty when it is `content`. */
  text: string
  content: ReadableStream<Uint8Array>
}

/** What went wrong in one attempt; `status` and `code` only when the store answered. */
interface Failure {
  reason: string
  status?: number
  code?: string
  retryAfter?: string | null
  cause?: unknown
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** 64 KB/s: an upload slower than this is taken for stalled. */
const SLOWEST_BYTES_PER_MS = 64

/** Signs, sends, retries and explains requests to one bucket. */
export class S3Client {
  /** Names the store in messages: bucket and host, never credentials. */
  readonly store: string
  readonly timeoutMs: number
  readonly now: () => Date
  readonly #config: S3StorageConfig
  readonly #options: S3ClientOptions
  readonly #signingKeys = new Map<string, ArrayBuffer>()

  constructor(config: S3StorageConfig, options: S3ClientOptions) {
    this.#config = config
    this.#options = options
    this.store = `Bucket ${config.bucket} at ${new URL(config.endpoint).host}`
    this.timeoutMs = options.timeoutMs ?? 30_000
    this.now = options.now ?? (() => new Date())
  }

  /** Sends until it succeeds, is refused, or the attempts are used up. Throws `UnavailableError`. */
  async send(request: S3Request): Promise<S3Answer> {
    const { retries = 4, retryDelayMs = 200 } = this.#options
    const { key, signal, body } = request
    const operation = nameOf(request)
    const attempts = body instanceof ReadableStream ? 1 : 1 + retries
    for (let attempt = 1; ; attempt += 1) {
      throwIfCancelled(signal, { operation, key })
      const outcome = await this.#attempt(request)
      if ('headers' in outcome) return outcome
      throwIfCancelled(signal, { operation, key })
      if (attempt >= attempts || !isRetryable(outcome)) {
        throw this.failure(operation, key, { ...outcome, attempts: attempt })
      }
      const pause = pauseBefore(attempt, retryDelayMs, outcome.retryAfter)
      await waitFor(pause, signal)
    }
  }

  /** The error for a failed request. With a `code` the store refused; without, it was not reached. */
  failure(
    operation: string,
    key: string,
    { attempts = 1, ...failure }: Failure & { attempts?: number },
  ): UnavailableError {
    const { cause, code, status, reason } = failure
    const about = { store: this.store, operation, key: key === '' ? 'the bucket' : key, reason }
    return code === undefined || isRetryable(failure)
      ? new UnavailableError(codes.STORE_FAILED, { ...about, attempts, status }, { cause })
      : new UnavailableError(codes.STORE_REFUSED, { ...about, status, nextMove: nextMove(code) })
  }

  /** Signs in the headers, or (`signQuery`) into the URL with all given headers bound. */
  async sign(request: {
    method: string
    key: string
    query?: Record<string, string>
    headers?: Record<string, string>
    signQuery?: boolean
  }): Promise<{ url: string; headers: Headers }> {
    const { region, accessKeyId, secretAccessKey } = this.#config
    const { method, headers, signQuery = false } = request
    const datetime = this.now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, '')
    const signer = new AwsV4Signer({
      method,
      url: this.#url(request.key, request.query, signQuery),
      headers,
      region,
      accessKeyId,
      secretAccessKey,
      service: 's3',
      signQuery,
      allHeaders: signQuery,
      datetime,
      cache: this.#signingKeys,
    })
    const signed = await signer.sign()
    // URLSearchParams writes spaces as "+", which not every store reads back as a space.
    signed.url.search = signed.url.search.replaceAll('+', '%20')
    return { url: signed.url.toString(), headers: signed.headers }
  }

  async #attempt(request: S3Request): Promise<S3Answer | Failure> {
    const stop = new AbortController()
    const allowed = this.timeoutMs + lengthOf(request) / SLOWEST_BYTES_PER_MS
    const silence = new Error(`it was silent for ${Math.round(allowed)} ms`)
    const timer = setTimeout(() => stop.abort(silence), allowed)
    try {
      const response = await this.#fetch(request, stop.signal)
      const isContent = request.isContent && response.ok
      const text = isContent ? '' : await response.text()
      const code = parseErrorCode(response.status, text)
      const content = (isContent && response.body) || new Blob([]).stream()
      const { headers, status } = response
      if (code === null || request.expect?.includes(code)) return { headers, code, text, content }
      return { reason: `${code} (${status})`, status, code, retryAfter: headers.get('retry-after') }
    } catch (error) {
      return { reason: reasonOf(stop.signal.aborted ? silence : error), cause: error }
    } finally {
      clearTimeout(timer)
    }
  }

  async #fetch(request: S3Request, stop: AbortSignal): Promise<Response> {
    const { method, body, signal, isContent } = request
    const headers = { ...request.headers }
    if (body === undefined) headers['x-amz-content-sha256'] = EMPTY_SHA256
    const signed = await this.sign({ ...request, headers })
    // Sizes and ranges are those of the stored bytes, so nothing may compress them on the way.
    if (isContent) signed.headers.set('accept-encoding', 'identity')
    const send = this.#options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init))
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers: signed.headers,
      body: sendable(body, lengthOf(request)),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, stop]) : stop,
      duplex: 'half',
    }
    return send(signed.url, init)
  }

  #url(key: string, query: Record<string, string> = {}, isPublic = false): string {
    const { endpoint, publicEndpoint, bucket, forcePathStyle } = this.#config
    const url = new URL((isPublic && publicEndpoint) || endpoint)
    if (!forcePathStyle) url.hostname = `${bucket}.${url.hostname}`
    const base = url.pathname.replace(/\/+$/, '') + (forcePathStyle ? `/${bucket}` : '')
    const search = Object.entries(query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&')
    return `${url.origin}${base}/${encodeKey(key)}${search && `?${search}`}`
  }
}

function nameOf({ method, key }: S3Request): string {
  if (method === 'GET') return key === '' ? 'list' : 'get'
  return method === 'POST' ? 'put' : method.toLowerCase()
}

function lengthOf({ body, headers }: S3Request): number {
  return body instanceof Uint8Array ? body.length : Number(headers?.['content-length'] ?? 0)
}

/** Workers send a stream with a length only through their own `FixedLengthStream`. */
function sendable(body: S3Request['body'], length: number): BodyInit | undefined {
  const { FixedLengthStream } = globalThis as {
    FixedLengthStream?: new (length: number) => TransformStream<Uint8Array, Uint8Array>
  }
  if (body instanceof ReadableStream && FixedLengthStream) {
    return body.pipeThrough(new FixedLengthStream(length))
  }
  return body as BodyInit | undefined
}

/** Node hides the reason of a failed fetch in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  const inner = cause as (Error & { code?: string }) | undefined
  return inner?.message || inner?.code || message || String(error)
}

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Database } from '../../db/index.ts'
import { ConflictError, InvalidError } from '../../error.ts'
import type { Secrets } from '../../secrets/index.ts'
import { httpCodes } from '../http-error.ts'
import { mediaType } from '../read-input.ts'
import { createIdempotencyStore } from './store.ts'
import type { ClaimState, IdempotentRequest, StoredAnswer } from './store.ts'

export interface IdempotencyOptions {
  /** A claim that nobody renews this long belongs to a process that died. Default 60. */
  leaseSeconds?: number
  /** How long a twin waits for the first answer before it is sent away. Default 2000. */
  waitMs?: number
  /** Hears of answers that could not be recorded. */
  onError?: (error: unknown) => void
}

/** Does a request at most once, and gives its first answer to everyone who repeats it. */
export type Idempotency = (
  request: IdempotentRequest,
  work: () => Promise<Response>,
) => Promise<Response>

/** Larger answers are remembered as done, but not kept. */
const MAXIMUM_BODY_BYTES = 256 * 1024
const KEPT_HEADERS = ['content-type', 'content-language', 'location', 'etag', 'cache-control']
const RETRY_AFTER_SECONDS = 2

/**
 * `Idempotency-Key`: the first request claims the key in the database before it works. A twin gets
 * the first answer, or 409 while there is none; another request under the same key gets 422. When
 * the process dies in between, the claim runs out and the request may be done again. Failures of
 * ours, calls that were given up and limits are not kept: the next try is a new one.
 *
 * @throws ConflictError, InvalidError
 * @example
 * const once = createIdempotency(db)
 * return once({ workspaceId, principal, route: 'POST /sources', key, requestHash }, () => handle())
 */
export function createIdempotency(db: Database, options: IdempotencyOptions = {}): Idempotency {
  const { leaseSeconds = 60, waitMs = 2000, onError = () => undefined } = options
  const store = createIdempotencyStore(db, leaseSeconds)

  async function run(request: IdempotentRequest, claimId: string, work: () => Promise<Response>) {
    // A slow request stays ours while we live, however long it takes.
    const renewal = setInterval(
      () => void store.renew(request, claimId).catch(onError),
      (leaseSeconds * 1000) / 3,
    )
    try {
      const response = await work()
      // The work is done whatever happens now: without a record the claim keeps twins away a while.
      await settle(request, claimId, response).catch(onError)
      return response
    } catch (error) {
      await store.release(request, claimId).catch(onError)
      throw error
    } finally {
      clearInterval(renewal)
    }
  }

  async function settle(request: IdempotentRequest, claimId: string, response: Response) {
    if (!isWorthKeeping(response.status)) await store.release(request, claimId)
    else await store.finish(request, claimId, await readAnswer(response, request.isBodyKept))
  }

  return async (request, work) => {
    if (!/^[\x20-\x7e]{1,255}$/.test(request.key)) {
      throw new InvalidError(httpCodes.IDEMPOTENCY_KEY_INVALID)
    }
    const deadline = Date.now() + waitMs
    let state: ClaimState | null = await store.claim(request)
    for (
      let pause = 20;
      state === null || state.kind === 'running';
      pause = Math.min(250, pause * 1.5)
    ) {
      if (state !== null) {
        if (Date.now() >= deadline) {
          const retryAfterSeconds = RETRY_AFTER_SECONDS
          throw new ConflictError(httpCodes.IDEMPOTENCY_IN_PROGRESS, { retryAfterSeconds })
        }
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
      state = state === null ? await store.claim(request) : await store.look(request)
    }
    if (state.kind === 'claimed') return run(request, state.claimId, work)
    if (state.kind === 'reused') throw new InvalidError(httpCodes.IDEMPOTENCY_KEY_REUSED)
    return replay(state.answer)
  }
}

/** Failures of ours, callers who gave up (499) and limits say nothing about the next try. */
const isWorthKeeping = (status: number) => status < 499 && status !== 429

/**
 * What was asked, as one hash: method, address, type and body. A stream counts by its length. Keyed,
 * since a body may hold a password, which nobody who reads the database may try to guess.
 */
export async function hashRequest(
  secrets: Secrets,
  request: Request,
  { url, fingerprint }: { url: URL; fingerprint: Uint8Array },
): Promise<string> {
  const { headers } = request
  const about = [
    request.method,
    url.pathname,
    url.search,
    mediaType(request),
    fingerprint.length > 0 ? '' : (headers.get('content-length') ?? ''),
  ]
  const head = new TextEncoder().encode(`${JSON.stringify(about)}\n`)
  const bytes = new Uint8Array(head.length + fingerprint.length)
  bytes.set(head)
  bytes.set(fingerprint, head.length)
  return bytesToHex(hmac(sha256, await secrets.installationKey('requests'), bytes))
}

function replay({ status, headers, body, isBodyKept }: StoredAnswer): Response {
  if (!isBodyKept) throw new ConflictError(httpCodes.IDEMPOTENCY_ANSWER_NOT_KEPT)
  return new Response(body, { status, headers: { ...headers, 'idempotency-replayed': 'true' } })
}

async function readAnswer(response: Response, isKept = true): Promise<StoredAnswer> {
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  // Problems show no secrets, whatever the answer would have.
  const isReadable = isKept || response.status >= 400
  const body = response.body ? (isReadable ? await readText(response) : undefined) : null
  return { status: response.status, headers, body: body ?? null, isBodyKept: body !== undefined }
}

/** The body as text; undefined when it is not text, never ends, or is too large to keep. */
async function readText(response: Response): Promise<string | undefined> {
  const contentType = response.headers.get('content-type') ?? ''
  if (!/json|^text\/(?!event-stream)/.test(contentType)) return undefined
  const reader = response.clone().body!.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > MAXIMUM_BODY_BYTES) {
      void reader.cancel() // settles only with the other half of the clone
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

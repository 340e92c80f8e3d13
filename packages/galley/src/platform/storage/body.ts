import { CancelledError, InvalidError, TooLargeError } from '../error.ts'
import type { StorageBody } from './contract.ts'
import { codes } from './errors.ts'

/** An incremental sha256: Node's on Node, a portable one elsewhere. */
export interface Sha256 {
  update(chunk: Uint8Array): void
  /** Lower-case hex. Call once. */
  hex(): string
}

/** What a body promises to be. Lengths in bytes, checksum as lower-case hex. */
export interface BodyPromise {
  key: string
  contentLength?: number
  checksum?: string
  signal?: AbortSignal
}

export interface CheckedBody {
  chunks: AsyncGenerator<Uint8Array, void>
  /** Valid once `chunks` has ended without an error. */
  result(): { size: number; sha256: string }
}

/**
 * Passes a body on while measuring it. The last chunk is held back until length and checksum are
 * known to be right, so a receiver that counts bytes never sees a wrong body complete.
 * Throws `InvalidError`, `TooLargeError` or `CancelledError` out of `chunks`.
 */
export function checkBody(body: StorageBody, promise: BodyPromise, hash: Sha256): CheckedBody {
  let size = 0
  let sha256 = ''
  async function* chunks() {
    let held: Uint8Array | undefined
    for await (const chunk of readChunks(body, promise)) {
      size += chunk.length
      refuseTooLong(size, promise)
      hash.update(chunk)
      if (held) yield held
      held = chunk
    }
    sha256 = hash.hex()
    refuseMismatch(size, sha256, promise)
    if (held) yield held
  }
  return { chunks: chunks(), result: () => ({ size, sha256 }) }
}

/** Reads a body chunk by chunk; leaves no source open, whichever side stops first. */
export async function* readChunks(
  body: StorageBody,
  { key, signal }: { key: string; signal?: AbortSignal },
): AsyncGenerator<Uint8Array, void> {
  throwIfCancelled(signal, { operation: 'put', key })
  if (body instanceof Uint8Array) {
    if (body.length > 0) yield body
    return
  }
  const reader = body.getReader()
  // Cancelling ends a pending read, so a silent source cannot outlast the caller.
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {})
  signal?.addEventListener('abort', cancel, { once: true })
  let isDone = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      throwIfCancelled(signal, { operation: 'put', key })
      isDone = done
      if (done) return
      if (value.length > 0) yield value
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    if (!isDone) cancel()
  }
}

/** Passes a stream on until it grows past `maxBytes`; then it errors with `TooLargeError`. */
export function limitBody(
  body: ReadableStream<Uint8Array>,
  { key, maxBytes }: { key: string; maxBytes: number },
): ReadableStream<Uint8Array> {
  let size = 0
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.length
        if (size > maxBytes)
          throw new TooLargeError(codes.OBJECT_TOO_LARGE, { key, limit: maxBytes })
        controller.enqueue(chunk)
      },
    }),
  )
}

/** Throws `CancelledError` once the signal has fired. */
export function throwIfCancelled(
  signal: AbortSignal | undefined,
  what: { operation: string; key: string },
): void {
  if (signal?.aborted) {
    throw new CancelledError(codes.STORAGE_CANCELLED, what, { cause: signal.reason })
  }
}

/** A web stream over chunks that are made on demand. */
export function streamOf(chunks: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => void chunks.return(),
    },
    { highWaterMark: 0 },
  )
}

/** Tells the source of a body that nobody started reading that nobody will. */
export function discard(body: StorageBody): void {
  if (body instanceof ReadableStream && !body.locked) void body.cancel().catch(() => {})
}

function refuseTooLong(size: number, { key, contentLength }: BodyPromise) {
  if (contentLength !== undefined && size > contentLength) {
    const actual = `at least ${size}`
    throw new InvalidError(codes.LENGTH_MISMATCH, { key, actual, expected: contentLength })
  }
}

function refuseMismatch(size: number, sha256: string, promise: BodyPromise) {
  const { key, contentLength, checksum } = promise
  if (contentLength !== undefined && size !== contentLength) {
    throw new InvalidError(codes.LENGTH_MISMATCH, { key, actual: size, expected: contentLength })
  }
  if (checksum !== undefined && sha256 !== checksum) {
    throw new InvalidError(codes.CHECKSUM_MISMATCH, { key, actual: sha256, expected: checksum })
  }
}

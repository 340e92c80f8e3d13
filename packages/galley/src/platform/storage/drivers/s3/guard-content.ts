import { CancelledError, UnavailableError } from '../../../error.ts'
import { codes } from '../../errors.ts'
import type { S3Client } from './client.ts'

/**
 * Passes an object's bytes on and turns every way of not getting all of them (cut, silence, a short
 * answer) into an `UnavailableError` that says where to go on.
 */
export function guardContent(
  client: S3Client,
  content: ReadableStream<Uint8Array>,
  { key, start, end, signal }: { key: string; start: number; end: number; signal?: AbortSignal },
): ReadableStream<Uint8Array> {
  const reader = content.getReader()
  let next = start

  const broken = (reason: string, cause?: unknown) => {
    if (signal?.aborted) {
      const details = { operation: 'get', key }
      return new CancelledError(codes.STORAGE_CANCELLED, details, { cause: signal.reason })
    }
    const details = { store: client.store, key, reason, received: next }
    return new UnavailableError(codes.STORE_BROKE_OFF, details, { cause })
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let isSilent = false
        const timer = setTimeout(() => {
          isSilent = true
          void reader.cancel().catch(() => {})
        }, client.timeoutMs)
        try {
          const { done, value } = await reader.read()
          if (isSilent) throw new Error(`it was silent for ${client.timeoutMs} ms`)
          if (!done) {
            next += value.length
            controller.enqueue(value)
          } else if (next === end + 1) controller.close()
          else throw new Error(`it ended before byte ${end}`)
        } catch (error) {
          throw broken((error as Error).message, error)
        } finally {
          clearTimeout(timer)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

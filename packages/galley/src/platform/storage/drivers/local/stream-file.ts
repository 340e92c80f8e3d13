import type { FileHandle } from 'node:fs/promises'
import { throwIfCancelled } from '../../body.ts'

const READ_BYTES = 256 * 1024

/**
 * Streams bytes `start` to `end` (both included) of an open file and closes it: at the end, on
 * cancel, on an error, or when the signal fires.
 */
export function streamFile(
  file: FileHandle,
  { start, end }: { start: number; end: number },
  { key, signal }: { key: string; signal?: AbortSignal },
): ReadableStream<Uint8Array> {
  let position = start
  let onAbort = () => {}
  const close = async () => {
    signal?.removeEventListener('abort', onAbort)
    await file.close()
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => {
          void close()
          try {
            throwIfCancelled(signal, { operation: 'get', key })
          } catch (error) {
            controller.error(error)
          }
        }
        signal?.addEventListener('abort', onAbort, { once: true })
      },
      async pull(controller) {
        try {
          if (position <= end) {
            const buffer = new Uint8Array(Math.min(READ_BYTES, end + 1 - position))
            const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
            if (bytesRead === 0) throw new Error(`${key} ends at byte ${position}, before ${end}.`)
            position += bytesRead
            if (!signal?.aborted) controller.enqueue(buffer.subarray(0, bytesRead))
          }
          if (position > end && !signal?.aborted) {
            await close()
            controller.close()
          }
        } catch (error) {
          await close()
          throw error
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}

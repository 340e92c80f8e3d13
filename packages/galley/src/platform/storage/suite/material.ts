import { createHash } from 'node:crypto'
import { after, before } from 'node:test'
import type { Storage } from '../contract.ts'
import type { OpenedStorage, StorageSuiteOptions } from '../suite.ts'

/** Opens one store for the tests of a `describe`; tests keep apart by their keys. */
export function useStorage(
  { create }: StorageSuiteOptions,
  options: Parameters<StorageSuiteOptions['create']>[0] = {},
): () => Storage {
  let opened: OpenedStorage | undefined
  before(async () => {
    opened = await create(options)
  })
  after(async () => opened?.close())
  return () => opened!.storage
}

/** Bytes that look random and are the same for the same seed. */
export function bytesOf(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let state = seed * 2654435761
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

/** A stream of these bytes in pieces, which do not line up with any buffer size. */
export function streamInPieces(bytes: Uint8Array, piece = 100_003): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + piece))
      at += piece
    },
  })
}

/** Sends the bytes, then calls back and falls silent. */
export function stallingAfter(bytes: Uint8Array, onSilence: () => void) {
  let at = 0
  let isCancelled = false
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull(controller) {
      if (at < bytes.length) {
        controller.enqueue(bytes.subarray(at, at + 1_000_000))
        at += 1_000_000
        return undefined
      }
      onSilence()
      return new Promise(() => {})
    },
    cancel() {
      isCancelled = true
    },
  }
  // No reading ahead: when the silence begins, the store is waiting for the next chunk.
  const stream = new ReadableStream(source, { highWaterMark: 0 })
  return { stream, wasCancelled: () => isCancelled }
}

export async function readAll(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(body))
}

export function textOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

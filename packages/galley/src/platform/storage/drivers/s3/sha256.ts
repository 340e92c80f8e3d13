import { sha256 } from '@noble/hashes/sha2.js'
import type { Sha256 } from '../../body.ts'

/**
 * An incremental sha256 for any runtime. Web Crypto has none, so it is plain JavaScript, except
 * where Node's own is at hand: that is seven times as fast (1.4 GB/s against 0.2).
 */
export function streamingSha256(): Sha256 {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> }
  const native = process?.getBuiltinModule?.('node:crypto')
  return native ? wrap(native.createHash('sha256')) : portableSha256()
}

/** The one in plain JavaScript. */
export function portableSha256(): Sha256 {
  return wrap(sha256.create())
}

/** The sha256 of bytes that are all there, as lower-case hex. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)))
}

function wrap(hash: { update(chunk: Uint8Array): unknown; digest(): Uint8Array }): Sha256 {
  return { update: (chunk) => void hash.update(chunk), hex: () => hexOf(hash.digest()) }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

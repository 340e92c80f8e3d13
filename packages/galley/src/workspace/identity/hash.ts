import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../platform/base64url.ts'
import type { Secrets } from '../../platform/secrets/index.ts'

/** Hashes what is secret, so that it can be looked up but not read: keys, tokens, addresses. */
export type HashToken = (token: string) => string

/**
 * A keyed hash for one kind of token. Whoever has the database alone can neither check guesses nor
 * make tokens. Synchronous once it is made: the way through the thread pool costs more than it.
 *
 * @example
 * const hash = await createTokenHash(ctx.secrets, 'invitations')
 * hash('galley_inv_…') // 64 hexadecimal digits
 */
export async function createTokenHash(secrets: Secrets, kind: string): Promise<HashToken> {
  const key = await secrets.installationKey(kind)
  return (token) => bytesToHex(hmac(sha256, key, sha256(utf8ToBytes(token))))
}

/** The same for tokens of which only the SHA-256 (hex) is known. */
export async function createDigestHash(secrets: Secrets, kind: string): Promise<HashToken> {
  const key = await secrets.installationKey(kind)
  return (digest) => bytesToHex(hmac(sha256, key, hexToBytes(digest)))
}

/** A prefix that says what it is and that scanners for secrets can recognise, and 256 random bits. */
export const newToken = (prefix: string): string =>
  prefix + toBase64Url(crypto.getRandomValues(new Uint8Array(32)))

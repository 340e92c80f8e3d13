import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../platform/base64url.ts'
import type { Secrets } from '../../platform/secrets/index.ts'

/** On https `__Secure-` stands in front: the browser promises that no plain connection set that one. */
export const SESSION_COOKIE = 'galley.session_token'

/** What better-auth signs cookies with: a key of the installation, which outlives the master key. */
export async function sessionSecret(secrets: Secrets): Promise<string> {
  return toBase64Url(await secrets.installationKey('sessions'))
}

/**
 * The session token in a Cookie header, when its signature is ours: `token.base64(HMAC-SHA256)`,
 * percent-encoded, as better-auth writes it. Null otherwise, so that nobody asks the database about
 * made-up tokens.
 *
 * @param key The bytes of `sessionSecret`.
 */
export function readSessionToken(cookies: string | null, key: Uint8Array): string | null {
  return readSignedCookie(cookies, SESSION_COOKIE, key)
}

/** The same for any cookie of ours, by its plain name. */
export function readSignedCookie(
  cookies: string | null,
  plainName: string,
  key: Uint8Array,
): string | null {
  if (!cookies) return null
  const pairs = cookies.split(';').map((pair) => pair.trim())
  for (const name of [`__Secure-${plainName}`, plainName]) {
    const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
    const token = value && verify(value, key)
    if (token) return token
  }
  return null
}

function verify(value: string, key: Uint8Array): string | null {
  const signed = decode(value)
  const dot = signed?.lastIndexOf('.') ?? -1
  if (!signed || dot <= 0) return null
  const token = signed.slice(0, dot)
  const expected = hmac(sha256, key, utf8ToBytes(token))
  return isSame(signed.slice(dot + 1), btoa(String.fromCharCode(...expected))) ? token : null
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

/** In a time that does not depend on where they differ. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < other.length; index++) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  }
  return difference === 0
}

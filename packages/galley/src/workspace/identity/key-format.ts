import { utf8ToBytes } from '@noble/hashes/utils.js'
import { newToken } from './hash.ts'

/** What every key begins with: a prefix that scanners for secrets can recognise. */
const PREFIX = 'galley_sk_'

/** 256 random bits in base64url, and six characters that say whether they were copied whole. */
const shape = /^galley_sk_([\w-]{43})([0-9A-Za-z]{6})?$/

/** A key: `galley_sk_`, 43 random characters, 6 of checksum. */
export function newApiKey(): string {
  const key = newToken(PREFIX)
  return key + checksumOf(key.slice(PREFIX.length))
}

/**
 * Whether `text` can be a key at all: nobody needs to be asked about what cannot. Keys of earlier
 * releases have no checksum, and none is demanded of them.
 */
export function isApiKey(text: string): boolean {
  const [, random, checksum] = shape.exec(text) ?? []
  return random !== undefined && (checksum === undefined || checksum === checksumOf(random))
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** CRC-32 in base 62, six digits: what scanners for secrets know from other keys. */
function checksumOf(random: string): string {
  let rest = crc32(utf8ToBytes(random))
  let digits = ''
  while (digits.length < 6) {
    digits = DIGITS[rest % 62] + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!
  return (crc ^ 0xffffffff) >>> 0
}

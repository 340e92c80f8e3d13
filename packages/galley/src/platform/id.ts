/**
 * Ids are a short prefix and a UUIDv7 in Crockford base 32: `doc_01K2…`. They sort by creation
 * time, name what they identify, and are 26 characters behind the prefix on every database.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

let lastMillisecond = 0
let counter = 0

/**
 * Makes a new id. Ids made by one process sort in the order in which they were made.
 *
 * @example
 * newId('doc') // 'doc_01KB2Q0ZJ8E1Z9V5M3T7X6W4RY'
 */
export function newId<P extends string>(prefix: P): `${P}_${string}` {
  return `${prefix}_${encode(uuidv7())}`
}

/** True when `value` is an id with this prefix. */
export function isId(prefix: string, value: string): boolean {
  return (
    value.startsWith(`${prefix}_`) &&
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value.slice(prefix.length + 1))
  )
}

/** RFC 9562 §6.2 method 1: a 12-bit counter keeps ids of one millisecond in order. */
function uuidv7(): bigint {
  let now = Date.now()
  if (now > lastMillisecond) {
    counter = Number(randomBits() & 0x3ffn)
  } else {
    now = lastMillisecond
    counter += 1
    if (counter > 0xfff) {
      now += 1
      counter = 0
    }
  }
  lastMillisecond = now
  const random = randomBits() & 0x3fffffffffffffffn
  return (BigInt(now) << 80n) | (0x7n << 76n) | (BigInt(counter) << 64n) | (0x2n << 62n) | random
}

/** Drawn in bulk: asking for eight bytes costs nearly as much as asking for two thousand. */
const pool = new BigUint64Array(256)
let drawn = pool.length

function randomBits(): bigint {
  if (drawn === pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  const bits = pool[drawn]!
  pool[drawn] = 0n
  drawn += 1
  return bits
}

function encode(value: bigint): string {
  let text = ''
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((value >> shift) & 31n)]
  return text
}

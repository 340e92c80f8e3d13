import { InvalidError } from '../error.ts'
import { codes } from './errors.ts'

const MAX_KEY_BYTES = 900

/**
 * Refuses every key that some store, file system or URL parser would read as another key.
 * Returns the key as it came.
 *
 * @example
 * validateKey('ws_01/sources/talk.mp4') // fine
 * validateKey('ws_01/../ws_02/talk.mp4') // throws InvalidError storage_key_invalid
 */
export function validateKey(key: string): string {
  const problem = characterProblem(key) ?? segmentProblem(key.split('/'))
  if (problem !== undefined) {
    throw new InvalidError(codes.STORAGE_KEY_INVALID, { key: JSON.stringify(key), problem })
  }
  return key
}

/** Like `validateKey`, for the start of a key: may be empty and may end within a segment. */
export function validatePrefix(prefix: string): string {
  if (prefix === '') return prefix
  const complete = prefix.split('/').slice(0, -1)
  const problem = characterProblem(prefix) ?? segmentProblem(complete)
  if (problem !== undefined) {
    throw new InvalidError(codes.STORAGE_KEY_INVALID, { key: JSON.stringify(prefix), problem })
  }
  return prefix
}

function characterProblem(key: string): string | undefined {
  if (key.startsWith('/')) return 'starts with a slash'
  if (key.includes('\\')) return 'contains a backslash'
  if (/\p{Cc}|[\uFFFE\uFFFF]/u.test(key)) return 'contains a control character'
  if (!key.isWellFormed()) return 'is not well-formed Unicode'
  const bytes = new TextEncoder().encode(key).length
  if (bytes > MAX_KEY_BYTES) return `has ${bytes} bytes, more than ${MAX_KEY_BYTES}`
  return undefined
}

function segmentProblem(segments: string[]): string | undefined {
  // URL parsers fold these away, which would turn one key into another.
  if (segments.includes('..') || segments.includes('.')) return 'has a "." or ".." segment'
  if (segments.includes('')) return 'has an empty segment'
  return undefined
}

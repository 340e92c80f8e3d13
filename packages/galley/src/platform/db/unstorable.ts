import { InvalidError } from '../error.ts'
import { databaseCodes } from './codes.ts'

/** NUL in text, half a surrogate pair in JSON, a number too large. */
const UNSTORABLE: ReadonlySet<unknown> = new Set(['22021', '22P05', '22003'])

/** What PostgreSQL cannot hold as the caller's mistake, wherever it came up; null for the rest. */
export function asUnstorable(error: unknown): InvalidError | null {
  const { code } = ((error as { cause?: unknown } | null)?.cause ?? error ?? {}) as {
    code?: unknown
  }
  if (!UNSTORABLE.has(code)) return null
  return new InvalidError(databaseCodes.VALUE_UNSTORABLE, {}, { cause: error })
}

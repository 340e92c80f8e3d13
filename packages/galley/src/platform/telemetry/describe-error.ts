import { GalleyError } from '../error.ts'

/** Built-in mistakes of our own code: their messages speak of code, not of data. */
const PLAIN_MISTAKES: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'AnswerMismatch',
])

export interface ErrorDescription {
  name: string
  code?: string
  message?: string
  /** Where it was thrown: frames only. */
  stack?: string
  cause?: ErrorDescription
}

/**
 * An error as it may be logged. Messages of databases, parsers and providers quote what they were
 * given, which can be anybody's text; those errors are told by name, code and place alone.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code } = error as { code?: unknown }
  const isPlain = error instanceof GalleyError || PLAIN_MISTAKES.has(error.name)
  const stack = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isPlain ? { message: error.message } : {}),
    ...(stack ? { stack } : {}),
    ...(error.cause !== undefined && depth < 3
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  }
}

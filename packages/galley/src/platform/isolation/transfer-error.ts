import {
  BudgetError,
  CancelledError,
  ConflictError,
  ForbiddenError,
  GalleyError,
  InvalidError,
  NotFoundError,
  PreconditionError,
  RateLimitError,
  TooLargeError,
  UnauthenticatedError,
  UnavailableError,
  UnsupportedError,
  type ErrorDetails,
  type FieldError,
} from '../error.ts'
import { isolationCodes } from './codes.ts'

const classes = [
  InvalidError,
  UnauthenticatedError,
  ForbiddenError,
  NotFoundError,
  ConflictError,
  PreconditionError,
  TooLargeError,
  UnsupportedError,
  BudgetError,
  RateLimitError,
  UnavailableError,
  CancelledError,
]

/** An error on its way between processes. */
export interface TransferredError {
  /** The class; null for what was not thrown on purpose. */
  name: string | null
  code: string
  message: string
  details: ErrorDetails
  fields: FieldError[]
}

/** Makes an error ready to travel. Details that cannot be cloned are left behind. */
export function packError(error: unknown): TransferredError {
  if (!(error instanceof GalleyError)) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { name: null, code: '', message: message.slice(0, 1_000), details: {}, fields: [] }
  }
  const { name, code, message, fields } = error
  const isPlain = (value: unknown) => value === null || !/function|symbol|object/.test(typeof value)
  const isList = (value: unknown) => Array.isArray(value) && value.every(isPlain)
  const entries = Object.entries(error.details).filter(
    ([, value]) => isPlain(value) || isList(value),
  )
  return { name, code, message, details: Object.fromEntries(entries), fields }
}

/** Makes the error that was packed: the same class, code, message, details and fields. */
export function unpackError(packed: TransferredError, task: string): GalleyError {
  const Kind = classes.find((candidate) => candidate.name === packed.name)
  if (!Kind) {
    const details = { task, reason: packed.message }
    return new UnavailableError(isolationCodes.ISOLATION_TASK_FAILED, details)
  }
  const { code, message, details, fields } = packed
  return new Kind({ code, message }, details, { fields })
}

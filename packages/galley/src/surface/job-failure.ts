import type { Job } from '../flow/pipelines/index.ts'
import {
  BudgetError,
  CancelledError,
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  TooLargeError,
  UnavailableError,
  UnsupportedError,
} from '../platform/error.ts'
import { HttpError, httpCodes } from '../platform/http/index.ts'

/** What the kinds are called in a job's record. */
const kinds = {
  budget: BudgetError,
  cancelled: CancelledError,
  conflict: ConflictError,
  forbidden: ForbiddenError,
  invalid: InvalidError,
  not_found: NotFoundError,
  too_large: TooLargeError,
  unsupported: UnsupportedError,
} as const

/** A job's failure as the error that its step threw, for a caller who waited for the answer. */
export function jobFailure({ id, status, error }: Job): Error {
  // A mistake of ours: what it says is for our log, and not for a caller.
  if (error?.code === httpCodes.INTERNAL.code) {
    return new HttpError(500, httpCodes.INTERNAL, { jobId: id })
  }
  const code = error?.code ?? `job_${status}`
  const message = error?.message ?? `Job ${id} was ${status}.`
  const Kind = kinds[(error?.kind ?? status) as keyof typeof kinds] ?? UnavailableError
  return new Kind({ code, message }, { jobId: id })
}

import { GalleyError, InvalidError, UnavailableError } from '../error.ts'
import type { ErrorCode, ErrorDetails } from '../error.ts'
import { codes } from './codes.ts'

/** Why a model of the chain gave nothing. */
export interface Refusal {
  code: ErrorCode
  details: ErrorDetails
  cause?: unknown
  /** Another try would end the same way, and might be paid for. */
  isFinal?: boolean
  /** It broke off after its first words were shown: no other model takes over. */
  isMidway?: boolean
}

/** The error of a call that no model could answer: the one reason, or all of them in order. */
export function toError(refusals: readonly Refusal[]): GalleyError {
  const errors = refusals.map(toSingleError)
  if (errors.length === 1) return errors[0]!
  const waits = refusals.map(({ details }) => Number(details['retryAfterSeconds'] ?? 0))
  const retryAfterSeconds = Math.min(...waits)
  return new UnavailableError(
    codes.MODELS_EXHAUSTED,
    {
      tried: errors.map((error) => error.message).join(' '),
      ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
      ...(refusals.every(({ isFinal }) => isFinal) && { isFinal: true }),
    },
    { cause: errors.at(-1) },
  )
}

function toSingleError({ code, details, cause, isFinal }: Refusal): GalleyError {
  // What an extraction or its isolation says on purpose is clearer than that it failed.
  if (code === codes.EXTRACTION_FAILED && cause instanceof GalleyError) return cause
  const ErrorClass = code === codes.PROMPT_NEEDS_LANGUAGE_MODEL ? InvalidError : UnavailableError
  return new ErrorClass(code, { ...details, ...(isFinal && { isFinal }) }, { cause })
}

/**
 * What can go wrong, as values. A module owns its codes and their messages; the few classes below
 * say only what kind of failure it is, and `http/problem.ts` maps each kind to a status, once.
 *
 * @example
 * const codes = defineCodes({
 *   DELIVERY_NOT_FAILED: 'Delivery {deliveryId} is {status}; only a failed delivery can be retried.',
 * })
 * throw new ConflictError(codes.DELIVERY_NOT_FAILED, { deliveryId, status: delivery.status })
 */
export interface ErrorCode {
  /** Stable, lower snake case: part of the public API. */
  readonly code: string
  /** Names the thing and the next move; `{name}` is filled in from the error's details. */
  readonly message: string
}

export type ErrorDetails = Record<string, unknown>

/** One wrong field: a JSON pointer into the request body, and what to do about it. */
export interface FieldError {
  pointer: string
  message: string
}

/** Declares a module's codes. Keys become the public code in lower case. */
export function defineCodes<K extends string>(messages: Record<K, string>): Record<K, ErrorCode> {
  const entries = Object.entries<string>(messages)
  return Object.fromEntries(
    entries.map(([key, message]) => [key, { code: key.toLowerCase(), message }]),
  ) as Record<K, ErrorCode>
}

/** The base of everything Galley throws on purpose. Never thrown itself: use a kind below. */
export abstract class GalleyError extends Error {
  abstract readonly kind: string
  readonly code: string
  readonly details: ErrorDetails
  readonly fields: FieldError[]

  constructor(
    code: ErrorCode,
    details: ErrorDetails = {},
    options: { cause?: unknown; fields?: FieldError[] } = {},
  ) {
    super(fillTemplate(code.message, details), { cause: options.cause })
    this.name = new.target.name
    this.code = code.code
    this.details = details
    this.fields = options.fields ?? []
  }
}

/** The request is understood and wrong (422). */
export class InvalidError extends GalleyError {
  readonly kind = 'invalid'
}
/** No valid credentials (401). */
export class UnauthenticatedError extends GalleyError {
  readonly kind = 'unauthenticated'
}
/** Known, but may not (403). */
export class ForbiddenError extends GalleyError {
  readonly kind = 'forbidden'
}
/** Not there, or not in this workspace (404). */
export class NotFoundError extends GalleyError {
  readonly kind = 'not_found'
}
/** The thing is not in the state that this needs (409). */
export class ConflictError extends GalleyError {
  readonly kind = 'conflict'
}
/** An `If-Match` or edit base that is no longer current (412). */
export class PreconditionError extends GalleyError {
  readonly kind = 'precondition'
}
/** Larger than the stated limit (413). */
export class TooLargeError extends GalleyError {
  readonly kind = 'too_large'
}
/** A kind of content that cannot be read (415). */
export class UnsupportedError extends GalleyError {
  readonly kind = 'unsupported'
}
/** A budget, quota or credit would be overspent (402). */
export class BudgetError extends GalleyError {
  readonly kind = 'budget'
}
/** Too many requests (429); `details.retryAfterSeconds` says when to come back. */
export class RateLimitError extends GalleyError {
  readonly kind = 'rate_limit'
}
/** Something we depend on failed or took too long (502, 503, 504); worth trying again. */
export class UnavailableError extends GalleyError {
  readonly kind = 'unavailable'
}
/** The caller gave up. */
export class CancelledError extends GalleyError {
  readonly kind = 'cancelled'
}

function fillTemplate(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(details, name) ? String(details[name]) : whole,
  )
}

import { ApiError, ConnectionError } from '../../../../packages/sdk/src/errors.ts'

export { ApiError, ConnectionError }

/** What a form shows at its fields: messages by the name of the field, from JSON pointers. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(
    error.errors.map(({ pointer, message }) => [pointer.slice(1).split('/')[0]!, message]),
  )
}

export const isForbidden = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 403

export const isNotFound = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 404

export const isOffline = (error: unknown): boolean => error instanceof ConnectionError

/** A second try can help only where the server was not reached, was busy, or was broken. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof ConnectionError) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429)
}

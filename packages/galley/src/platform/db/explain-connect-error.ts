import pg from 'pg'
import { InvalidError, UnavailableError } from '../error.ts'
import { databaseCodes } from './codes.ts'

/**
 * Throws what kept us from connecting, with what to do about it. Never shows the password.
 *
 * @example
 * await client.connect().catch(explainConnectError(url))
 */
export function explainConnectError(url: string): (cause: unknown) => never {
  return (cause) => {
    // Only read, never connected: what the driver makes of the URL.
    const { host, port, user, database } = new pg.Client({ connectionString: url })
    const { code } = cause as { code?: string }
    const details = { host: `${host}:${port}`, user, database, reason: reasonOf(cause) }
    if (code === '3D000') throw new InvalidError(databaseCodes.DATABASE_MISSING, details, { cause })
    if (code?.startsWith('28')) {
      throw new InvalidError(databaseCodes.DATABASE_LOGIN_REFUSED, details, { cause })
    }
    throw new UnavailableError(databaseCodes.DATABASE_UNREACHABLE, details, { cause })
  }
}

/** A host with two addresses fails twice, in an error whose own message is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return [...new Set(error.errors.map((inner: Error) => inner.message))].join(', ')
  }
  return (error as Error).message
}

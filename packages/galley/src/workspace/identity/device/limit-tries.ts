import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db/index.ts'
import { RateLimitError } from '../../../platform/error.ts'
import { createRateLimiter, httpCodes } from '../../../platform/http/index.ts'
import type { RateLimiter } from '../../../platform/http/index.ts'

/** A minute, in each process. Against 25 billion codes that live ten minutes it is plenty. */
const TRIES_OF_A_PERSON = 10
const TRIES_FROM_AN_ADDRESS = 30

const limiters = new WeakMap<Database, { people: RateLimiter; addresses: RateLimiter }>()

/**
 * Counts a try at codes that people type, so that they cannot be guessed.
 *
 * @throws RateLimitError
 */
export function limitTries({ db, actor, clientAddress = 'unknown' }: Context): void {
  const { people, addresses } = limitersOf(db)
  const decisions = [addresses.takeAnonymous(clientAddress)]
  if (actor.kind === 'user') decisions.push(people.takeAnonymous(actor.id))
  const waits = decisions.map((decision) => decision.retryAfterSeconds ?? 0)
  const retryAfterSeconds = Math.max(...waits)
  if (retryAfterSeconds > 0) throw new RateLimitError(httpCodes.RATE_LIMITED, { retryAfterSeconds })
}

function limitersOf(db: Database) {
  const known = limiters.get(db) ?? {
    people: createRateLimiter(db, TRIES_OF_A_PERSON),
    addresses: createRateLimiter(db, TRIES_FROM_AN_ADDRESS),
  }
  limiters.set(db, known)
  return known
}

import { sql } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import { UnauthenticatedError } from '../../../platform/error.ts'
import { identityCodes } from '../../identity/index.ts'

/**
 * Keeps somebody's account from ending while they are given a seat: else the seat would stay, and
 * nobody in it. Taken before the workspace's lock, as whoever deletes an account does.
 *
 * @throws UnauthenticatedError when they are gone already.
 */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  const { rows } = await tx.execute<{ is_there: boolean }>(
    sql`select galley.lock_person(${userId}) as is_there`,
  )
  if (!rows[0]!.is_there) throw new UnauthenticatedError(identityCodes.SESSION_ENDED)
}

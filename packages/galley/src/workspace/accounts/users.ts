import { eq, inArray } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import { accountCodes } from './codes.ts'
import type { User } from './create-user.ts'
import { normalizeEmail } from './email-address.ts'
import { userLeaving } from './hooks.ts'
import { endPromises } from './mailed-token.ts'
import { users } from './tables.ts'

/** Whoever has this address, whatever its case; null when nobody has. */
export async function findUserByEmail(tx: Transaction, email: string): Promise<User | null> {
  const [found] = await tx
    .select()
    .from(users)
    .where(eq(users.email, normalizeEmail(email)))
  return found ?? null
}

/** Those of the ids that are people, in no order. In a workspace's transaction: its members only. */
export async function getUsers(tx: Transaction, ids: readonly string[]): Promise<User[]> {
  return ids.length === 0
    ? []
    : tx
        .select()
        .from(users)
        .where(inArray(users.id, [...ids]))
}

/**
 * Takes a person out of where they were (`userLeaving`) and removes them, with their ways in, their
 * sessions and their security log. What they wrote stays with its workspace.
 *
 * @throws ConflictError when something has to be done first; nothing has changed then.
 */
export async function deleteUser({
  services,
  input: { userId },
}: {
  services: Services
  input: { userId: string }
}): Promise<void> {
  await services.db.systemTransaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update')
    if (!user) throw new NotFoundError(accountCodes.USER_UNKNOWN, { userId })
    for (const leave of services.extensions.get(userLeaving)) await leave({ services, tx, userId })
    await endPromises(tx, userId)
    await tx.delete(users).where(eq(users.id, userId))
  })
}

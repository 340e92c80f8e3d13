import { eq } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { normalizeEmail } from './email-address.ts'
import { endPromises } from './mailed-token.ts'
import { recordAccountEvent } from './record-account-event.ts'
import { users } from './tables.ts'

/**
 * Changes a person's name or address as somebody says who vouches for both: a directory, about an
 * account that was made for it. Links that were mailed to the old address end. Whether the address
 * is free is for the caller to ask; the database refuses it otherwise.
 *
 * @example
 * await updateUser({ services, tx, input: { userId, email: 'anna.berg@example.org' } })
 */
export async function updateUser({
  services,
  tx,
  input: { userId, name, email },
}: {
  services: Services
  tx: Transaction
  input: { userId: string; name?: string; email?: string }
}): Promise<void> {
  if (name === undefined && email === undefined) return
  const address = email !== undefined && { email: normalizeEmail(email), emailVerified: true }
  await tx
    .update(users)
    .set({ ...(name !== undefined && { name }), ...address, updatedAt: new Date() })
    .where(eq(users.id, userId))
  if (!address) return
  await endPromises(tx, userId)
  const event = { userId, kind: 'email.changed', method: 'scim' } as const
  await recordAccountEvent({ services, tx, input: event })
}

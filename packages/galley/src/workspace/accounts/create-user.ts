import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { accountCodes } from './codes.ts'
import { normalizeEmail } from './email-address.ts'
import { lockAddress } from './lock-address.ts'
import { userCreated } from './hooks.ts'
import type { NewUser } from './hooks.ts'
import { users } from './tables.ts'

export type User = typeof users.$inferSelect

export interface CreateUserInput {
  name: string
  email: string
  /** True when somebody whom we believe vouches for the address. */
  emailVerified: boolean
  origin: NewUser['origin']
  image?: string | null | undefined
}

/**
 * Makes a person and gives them their place (`userCreated`), in the transaction of the caller.
 *
 * @throws ConflictError (EMAIL_TAKEN) when the address has an account, whatever else happens at the
 * same time; the transaction is still usable then.
 * @example
 * await db.systemTransaction((tx) =>
 *   createUser({ services, tx, input: { name, email, emailVerified: true, origin: 'scim' } }))
 */
export async function createUser({
  services,
  tx,
  input: { name, email, emailVerified, origin, image },
}: {
  services: Services
  tx: Transaction
  input: CreateUserInput
}): Promise<User> {
  await lockAddress(tx, normalizeEmail(email))
  const [user] = await tx
    .insert(users)
    .values({
      id: newId('usr'),
      name,
      email: normalizeEmail(email),
      emailVerified,
      image: image ?? null,
    })
    .onConflictDoNothing()
    .returning()
  if (!user) throw new ConflictError(accountCodes.EMAIL_TAKEN)
  for (const welcome of services.extensions.get(userCreated)) {
    await welcome({
      services,
      tx,
      user: { id: user.id, name: user.name, email: user.email, origin },
    })
  }
  return user
}

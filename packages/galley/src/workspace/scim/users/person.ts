import { sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError } from '../../../platform/error.ts'
import { HttpError } from '../../../platform/http/index.ts'
import { createUser, findUserByEmail, getUsers, updateUser } from '../../accounts/index.ts'
import { isVerifiedDomain } from '../../domains/index.ts'
import { protocolCodes } from '../codes.ts'
import { taken } from '../protocol/refuse.ts'
import { nameOf } from './read-user.ts'
import type { DirectoryUser } from './read-user.ts'
import type { UserRow } from './user-row.ts'

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1)

const speaksFor = (tx: Transaction, ctx: Context, email: string): Promise<boolean> =>
  isVerifiedDomain(tx, ctx, domainOf(email), 'email')

/**
 * A directory speaks for the verified domains of its workspace, and for nobody else.
 *
 * @throws HttpError 403
 */
export async function requireOwnAddress(
  tx: Transaction,
  ctx: Context,
  email: string,
): Promise<void> {
  if (await speaksFor(tx, ctx, email)) return
  throw new HttpError(403, protocolCodes.SCIM_DOMAIN_UNVERIFIED, { domain: domainOf(email) })
}

/**
 * Whose address it is: an account that is there, or one that is made now. Locked, so that nobody
 * deletes or changes it meanwhile.
 *
 * @throws ConflictError (uniqueness) for an account that nobody has confirmed: whoever made it would
 * get in with their own password.
 */
export async function findOrMakePerson(
  tx: Transaction,
  ctx: Context,
  user: DirectoryUser,
): Promise<{ userId: string; isMade: boolean }> {
  const found = await findUserByEmail(tx, user.email)
  if (!found) {
    const input = {
      name: nameOf(user),
      email: user.email,
      emailVerified: true,
      origin: 'scim',
    } as const
    const made = await createUser({ services: ctx, tx, input }).catch(asTaken)
    return { userId: made.id, isMade: true }
  }
  await lockPerson(tx, found.id)
  // Read again behind the lock: the address may be another one by now.
  const [person] = await getUsers(tx, [found.id])
  if (person?.email !== user.email) throw taken('SCIM_EMAIL_TAKEN')
  if (!person.emailVerified) throw taken('SCIM_ACCOUNT_UNVERIFIED')
  return { userId: person.id, isMade: false }
}

function asTaken(error: unknown): never {
  throw error instanceof ConflictError ? taken('SCIM_EMAIL_TAKEN') : error
}

/** Before the workspace's lock, as whoever deletes an account does. */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select from galley.users where id = ${userId} for update`)
}

/**
 * Takes over a changed address and name: into the account only when it was made for this directory,
 * still has the address that the directory gave, and that address is still the workspace's to speak
 * for. An account that was there before is its person's.
 *
 * @throws HttpError 403, ConflictError (uniqueness)
 */
export async function followAddress(
  tx: Transaction,
  ctx: Context,
  before: UserRow,
  after: DirectoryUser,
): Promise<void> {
  const isMoved = before.email !== after.email
  if (isMoved) {
    await requireOwnAddress(tx, ctx, after.email)
    const other = await findUserByEmail(tx, after.email)
    if (other && other.id !== before.userId) throw taken('SCIM_EMAIL_TAKEN')
  }
  const [name, oldName] = [nameOf(after), nameOf(before)]
  if (!before.hasMadeAccount || (!isMoved && name === oldName)) return
  const [person] = await getUsers(tx, [before.userId])
  const isTheirs = person?.email !== before.email || !(await speaksFor(tx, ctx, before.email))
  if (isTheirs) return
  const input = {
    userId: before.userId,
    ...(name !== oldName && { name }),
    ...(isMoved && { email: after.email }),
  }
  await updateUser({ services: ctx, tx, input })
}

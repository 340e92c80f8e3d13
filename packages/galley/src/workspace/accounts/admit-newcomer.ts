import { sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import type { ErrorCode } from '../../platform/error.ts'
import { accountCodes } from './codes.ts'
import { signUpGate } from './hooks.ts'
import type { NewUser } from './hooks.ts'
import { users } from './tables.ts'

const FIRST_ACCOUNT_LOCK = 727_011

/**
 * May somebody make an account by themselves? Decided by GALLEY_SIGN_UP and, where there is one, by
 * the invitation. The first account of an installation needs none: somebody has to invite the rest.
 */
export async function admitNewcomer({
  services,
  tx,
  input: { email, invitation },
}: {
  services: Services
  tx: Transaction
  input: { email: string; invitation?: string | undefined }
}): Promise<{ origin: NewUser['origin'] } | { refused: ErrorCode }> {
  const policy = services.config.GALLEY_SIGN_UP
  if (policy === 'closed') return { refused: accountCodes.SIGN_UP_CLOSED }
  if (invitation && (await isInvited({ services, tx, input: { email, invitation } }))) {
    return { origin: 'invitation' }
  }
  if (policy === 'open') return { origin: 'sign_up' }
  // Two who come first at once: the lock lets one through.
  await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`)
  const [first] = await tx.select({ id: users.id }).from(users).limit(1)
  return first ? { refused: accountCodes.SIGN_UP_NEEDS_INVITATION } : { origin: 'sign_up' }
}

async function isInvited(args: {
  services: Services
  tx: Transaction
  input: { email: string; invitation: string }
}): Promise<boolean> {
  const answers = []
  for (const gate of args.services.extensions.get(signUpGate)) answers.push(await gate(args))
  return answers.includes(true)
}

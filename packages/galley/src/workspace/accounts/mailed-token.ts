import { and, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { createTokenHash, newToken } from '../identity/index.ts'
import { accountCodes } from './codes.ts'
import { verifications } from './tables.ts'

const HOURS_GOOD = { verify_email: 24, change_email: 1, reset_password: 1 } as const
export type TokenPurpose = keyof typeof HOURS_GOOD

const Addresses = z.object({
  /** The address that it is sent to, and proves. */
  email: z.string(),
  /** The address that the account had then: the link ends when that changes. */
  accountEmail: z.string(),
})
export type TokenSubject = z.infer<typeof Addresses> & { userId: string }

/**
 * A token for a link in a mail: good once, for a while, for one purpose. better-auth's own links for
 * these can be used again and sign people in; these do neither. Only a hash is stored.
 */
export async function issueToken(
  { services, tx }: { services: Services; tx: Transaction },
  purpose: TokenPurpose,
  { userId, ...addresses }: TokenSubject,
): Promise<string> {
  const token = newToken('')
  await tx.insert(verifications).values({
    id: newId('ver'),
    identifier: await identifierOf(services, purpose, token),
    value: `${userId} ${JSON.stringify(addresses)}`,
    expiresAt: new Date(Date.now() + HOURS_GOOD[purpose] * 3_600_000),
  })
  return token
}

/**
 * Uses a token up: whoever comes second gets nothing.
 *
 * @throws InvalidError when it is unknown, used or too old.
 */
export async function useToken(
  { services, tx }: { services: Services; tx: Transaction },
  purpose: TokenPurpose,
  token: string,
): Promise<TokenSubject> {
  const [used] = await tx
    .delete(verifications)
    .where(
      and(
        eq(verifications.identifier, await identifierOf(services, purpose, token)),
        gt(verifications.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .returning()
  if (!used) throw new InvalidError(accountCodes.LINK_INVALID)
  const end = used.value.indexOf(' ')
  const addresses = Addresses.parse(JSON.parse(used.value.slice(end + 1)))
  return { userId: used.value.slice(0, end), ...addresses }
}

/** All that waits for this person ends: links, half-done sign-ins, browsers that skip the second factor. */
export async function endPromises(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(verifications).where(sql`left(${verifications.value}, 30) = ${userId}`)
}

async function identifierOf({ secrets }: Services, purpose: TokenPurpose, token: string) {
  const hash = await createTokenHash(secrets, 'mailed_tokens')
  return `${purpose}:${hash(token)}`
}

import { and, eq, inArray } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { MailCategory } from './define-mail.ts'
import { mailSuppressions } from './tables.ts'
import type { Unsubscription } from './unsubscribe-links.ts'

/** Addresses belong to no workspace, hence the owner's handle. */
type WithDatabase = Pick<Services, 'db'>

/** Whether an address gets no mail of a category. Security mail always goes. */
export async function isSuppressed(
  { db }: WithDatabase,
  { addressHash, category }: Unsubscription,
): Promise<boolean> {
  if (category === 'security') return false
  const rows = await db.system
    .select({ reason: mailSuppressions.reason })
    .from(mailSuppressions)
    .where(
      and(
        eq(mailSuppressions.addressHash, addressHash),
        inArray(mailSuppressions.category, [category, 'all']),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Whether they said so themselves. */
export async function hasOptedOut(
  { db }: WithDatabase,
  { addressHash, category }: Unsubscription,
): Promise<boolean> {
  const said = await db.system.$count(
    mailSuppressions,
    and(
      eq(mailSuppressions.addressHash, addressHash),
      eq(mailSuppressions.category, category),
      eq(mailSuppressions.reason, 'opt_out'),
    ),
  )
  return said > 0
}

/** The server of the address said that it takes no mail. */
export async function recordBounce({ db }: WithDatabase, addressHash: string): Promise<void> {
  const row = { addressHash, category: 'all', reason: 'bounce' } as const
  await db.system.insert(mailSuppressions).values(row).onConflictDoNothing()
}

/** It took some after all: the mailbox is back. */
export async function forgetBounce({ db }: WithDatabase, addressHash: string): Promise<void> {
  await db.system
    .delete(mailSuppressions)
    .where(
      and(eq(mailSuppressions.addressHash, addressHash), eq(mailSuppressions.reason, 'bounce')),
    )
}

export async function optOut({ db }: WithDatabase, wish: Unsubscription): Promise<void> {
  await db.system
    .insert(mailSuppressions)
    .values({ ...wish, reason: 'opt_out' })
    .onConflictDoNothing()
}

export async function optIn(
  { db }: WithDatabase,
  { addressHash, category }: { addressHash: string; category: MailCategory },
): Promise<void> {
  await db.system
    .delete(mailSuppressions)
    .where(
      and(
        eq(mailSuppressions.addressHash, addressHash),
        eq(mailSuppressions.category, category),
        eq(mailSuppressions.reason, 'opt_out'),
      ),
    )
}

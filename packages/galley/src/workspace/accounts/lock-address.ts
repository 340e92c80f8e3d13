import { sql } from 'drizzle-orm'
import type { Transaction } from '../../platform/db/index.ts'

/** Of two who want one address at once, the second one waits, and then finds the first. */
export async function lockAddress(tx: Transaction, email: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${email}, 727012))`)
}

import { sql } from 'drizzle-orm'
import type { Transaction } from '../../platform/db/index.ts'

/**
 * Does `write` in any case, and takes back what it wrote when it `isMeant` for nobody: the time that
 * an answer takes must not tell whether an address has an account either.
 */
export async function writeAlike(
  tx: Transaction,
  isMeant: boolean,
  write: () => Promise<void>,
): Promise<void> {
  await tx.execute(sql`savepoint alike`)
  await write()
  await tx.execute(isMeant ? sql`release savepoint alike` : sql`rollback to savepoint alike`)
}

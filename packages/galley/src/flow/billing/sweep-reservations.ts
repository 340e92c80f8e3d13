import { sql } from 'drizzle-orm'
import type { Database } from '../../platform/db/index.ts'

/** Bounds one sweep's transaction; the next tick takes the rest. */
const AT_ONCE = 1000

/**
 * Gives back what crashed calls left reserved: every reservation past its expiry. Returns how many
 * there were.
 */
export async function sweepReservations(db: Pick<Database, 'systemTransaction'>): Promise<number> {
  const { rows } = await db.systemTransaction((tx) =>
    tx.execute<{ count: number }>(sql`select galley.sweep_reservations(${AT_ONCE}) as count`),
  )
  return rows[0]!.count
}

import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { accountEvents, sessions, verifications } from './tables.ts'
import { sweepThrottles } from './throttle.ts'

const LOG_DAYS = 400

/** Forgets what is over: sessions, links, counters, and security logs after a good year. */
export async function sweepAccounts(services: Services): Promise<void> {
  const { db } = services
  const passed = sql`clock_timestamp()`
  await db.systemTransaction((tx) => tx.delete(sessions).where(lt(sessions.expiresAt, passed)))
  await db.systemTransaction((tx) =>
    tx.delete(verifications).where(lt(verifications.expiresAt, passed)),
  )
  await db.systemTransaction((tx) =>
    tx
      .delete(accountEvents)
      .where(lt(accountEvents.createdAt, sql`now() - make_interval(days => ${LOG_DAYS})`)),
  )
  await sweepThrottles(services)
}

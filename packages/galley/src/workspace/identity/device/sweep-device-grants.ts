import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { deviceGrants } from '../tables.ts'

/** Cron: forgets grants an hour after their time; until then they say that it ran out. */
export async function sweepDeviceGrants({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.system
    .delete(deviceGrants)
    .where(lt(deviceGrants.expiresAt, sql`now() - interval '1 hour'`))
}

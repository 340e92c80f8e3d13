import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { mails } from './tables.ts'

/** Until then an operator can put what failed back in line. */
const KEPT_DAYS = 7

/** Cron: forgets mail that could not be delivered. */
export async function sweepMails({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.system
    .delete(mails)
    .where(lt(mails.createdAt, sql`now() - make_interval(days => ${KEPT_DAYS})`))
}

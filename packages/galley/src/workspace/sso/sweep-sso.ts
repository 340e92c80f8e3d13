import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { ssoAssertions, ssoAttempts } from './tables.ts'

/** Deletes sign-ins that are over, and assertions that would not be accepted any more. */
export async function sweepSso({ db }: Services): Promise<void> {
  // The result of a test is shown for an hour.
  await db.system
    .delete(ssoAttempts)
    .where(lt(ssoAttempts.expiresAt, sql`now() - interval '1 hour'`))
  await db.system.delete(ssoAssertions).where(lt(ssoAssertions.expiresAt, sql`now()`))
}

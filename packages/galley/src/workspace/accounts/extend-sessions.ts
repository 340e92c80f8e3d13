import { sql } from 'drizzle-orm'
import type { Database } from '../../platform/db/index.ts'

/**
 * Makes sessions that are in use last another 30 days. Those that are over stay over, and those that
 * another process writes, or has just written, are left alone.
 */
export async function extendSessions(db: Database, ids: readonly string[]): Promise<void> {
  await db.system.execute(sql`
    update galley.sessions
    set updated_at = clock_timestamp(), expires_at = clock_timestamp() + interval '30 days'
    where id in (select id from galley.sessions where id = any(${sql.param([...ids])}::text[])
                   and expires_at > clock_timestamp()
                   and updated_at < clock_timestamp() - interval '1 day'
                 order by id for update skip locked)`)
}

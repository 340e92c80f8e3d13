import { sql } from 'drizzle-orm'
import type { Database } from '../../platform/db/index.ts'

/** Entries of one transaction. */
const BATCH = 5000

/**
 * Deletes the whole chain of a workspace that is being purged: the newest entries last, so that what
 * is left after a crash is still a chain without its beginning. Answers how many entries it had.
 *
 * @example
 * await dropAuditChain(db, { workspaceId })
 */
export async function dropAuditChain(
  db: Database,
  { workspaceId }: { workspaceId: string },
): Promise<number> {
  for (let removed = 0; ;) {
    const { rowCount } = await db.systemTransaction((tx) =>
      tx.execute<never>(sql`
        delete from galley.audit_entries where id = any(array(
          select id from galley.audit_entries where workspace_id = ${workspaceId}
          order by seq limit ${BATCH}))`),
    )
    removed += rowCount ?? 0
    if ((rowCount ?? 0) === BATCH) continue
    await db.systemTransaction((tx) =>
      tx.execute(sql`delete from galley.audit_heads where workspace_id = ${workspaceId}`),
    )
    return removed
  }
}

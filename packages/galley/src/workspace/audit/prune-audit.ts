import { sql } from 'drizzle-orm'
import type { Database } from '../../platform/db/index.ts'
import { newEntry } from './audit.ts'

/** Entries of one transaction: the workspace's writers wait for it. */
const BATCH = 5000

/**
 * Forgets the oldest entries of a workspace, for a retention policy. The rest of the chain can be
 * verified as before, and says in entries of its own that its beginning is gone. Answers how many
 * entries were removed.
 *
 * @example
 * await pruneAudit(db, { workspaceId, olderThan: new Date(Date.now() - 365 * 86_400_000) })
 */
export async function pruneAudit(
  db: Database,
  { workspaceId, olderThan }: { workspaceId: string; olderThan: Date },
): Promise<number> {
  const actor = { kind: 'system', id: 'retention' } as const
  for (let removed = 0; ;) {
    const entry = newEntry(
      { actor, requestId: 'retention' },
      { action: 'audit.prune', subject: workspaceId },
    )
    const { rows } = await db.systemTransaction((tx) =>
      tx.execute<{ count: number }>(sql`
        select galley.prune_audit(${workspaceId}, ${olderThan.toISOString()}::timestamptz,
                                  ${BATCH}::int, ${JSON.stringify(entry)}::jsonb) as count`),
    )
    const { count } = rows[0]!
    removed += count
    if (count < BATCH) return removed
  }
}

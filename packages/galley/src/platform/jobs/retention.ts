import type { Database } from '../db/index.ts'

/** Deletes jobs that finished more than `days` ago, with their steps; resolves to their number. */
export async function deleteFinishedJobs(db: Database, days: number): Promise<number> {
  let total = 0
  for (;;) {
    // Small batches: each is its own transaction, and nobody waits long.
    const { rows } = await db.system.$client.query<{ count: number }>(
      `select galley.jobs_expire(clock_timestamp() - $1 * interval '1 day', 100) as count`,
      [days],
    )
    const count = rows[0]!.count
    total += count
    if (count === 0) return total
  }
}

/**
 * Deletes a batch of one workspace's jobs that finished before a moment, with their steps; resolves
 * to their number. A job stays as long as one of its children is unfinished.
 *
 * @example
 * while ((await deleteJobsFinishedBefore(db, { workspaceId, olderThan })) > 0);
 */
export async function deleteJobsFinishedBefore(
  db: Database,
  { workspaceId, olderThan }: { workspaceId: string; olderThan: Date },
): Promise<number> {
  const { rows } = await db.system.$client.query<{ count: number }>(
    'select galley.jobs_expire_in($1, $2, 100) as count',
    [workspaceId, olderThan],
  )
  return rows[0]!.count
}

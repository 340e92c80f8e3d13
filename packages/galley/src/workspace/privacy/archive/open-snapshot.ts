import { sql } from 'drizzle-orm'
import { APP_ROLE } from '../../../platform/db/index.ts'
import type { Database, Transaction } from '../../../platform/db/index.ts'

export interface Snapshot {
  tx: Transaction
  /** Ends the transaction. Safe to call twice. */
  close(): Promise<void>
}

/**
 * One moment of a workspace, to be read for as long as it takes: a read-only transaction that sees
 * nothing of what is written meanwhile, as the app role, so that row-level security stands behind
 * every query.
 */
export async function openSnapshot(db: Database, workspaceId: string): Promise<Snapshot> {
  const opened = Promise.withResolvers<Transaction>()
  const closing = Promise.withResolvers<void>()
  const over = db.systemTransaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read read only`)
    await tx.execute(sql`set local role ${sql.identifier(APP_ROLE)}`)
    await tx.execute(sql`select set_config('galley.workspace_id', ${workspaceId}, true)`)
    opened.resolve(tx)
    await closing.promise
  })
  over.catch(opened.reject)
  const tx = await opened.promise
  return {
    tx,
    async close() {
      closing.resolve()
      await over
    },
  }
}

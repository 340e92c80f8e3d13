import { asc, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { workspaces } from './tables.ts'

const BOOTSTRAP_LOCK = 727_003

/** The first workspace, made once for a database, whatever the number of processes that start. */
export async function ensureWorkspace(db: Database): Promise<string> {
  return (
    (await db.systemTransaction(firstWorkspaceId)) ??
    alone(db, async (tx) => {
      const existing = await firstWorkspaceId(tx)
      return existing ?? createWorkspace(tx, 'My workspace')
    })
  )
}

export async function createWorkspace(tx: Transaction, name: string): Promise<string> {
  const id = newId('ws')
  await tx.insert(workspaces).values({ id, name })
  return id
}

function alone<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.systemTransaction(async (tx) => {
    await lockBootstrap(tx)
    return work(tx)
  })
}

/** Until the transaction ends, nobody else makes or claims the first workspace. */
export async function lockBootstrap(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${BOOTSTRAP_LOCK})`)
}

export async function firstWorkspaceId(tx: Transaction): Promise<string | null> {
  const [first] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(isNull(workspaces.deletedAt))
    .orderBy(asc(sql`${workspaces.id} collate "C"`))
    .limit(1)
  return first?.id ?? null
}

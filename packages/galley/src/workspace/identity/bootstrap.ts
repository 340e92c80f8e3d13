import { asc, eq, sql } from 'drizzle-orm'
import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import type { Database, Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { createApiKey } from './api-key.ts'
import { apiKeys, workspaces } from './tables.ts'

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

/** The first API key of a workspace, or null when it has had one: a key is shown only once. */
export async function createFirstKey(db: Database, workspaceId: string): Promise<string | null> {
  return alone(db, async (tx) => {
    const known = await tx.$count(apiKeys, eq(apiKeys.workspaceId, workspaceId))
    return known > 0 ? null : createApiKey(tx, { workspaceId, name: 'First key' })
  })
}

export async function createWorkspace(tx: Transaction, name: string): Promise<string> {
  const id = newId('ws')
  await tx.insert(workspaces).values({ id, name })
  return id
}

function alone<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.systemTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${BOOTSTRAP_LOCK})`)
    return work(tx)
  })
}

async function firstWorkspaceId(tx: Transaction): Promise<string | null> {
  const [first] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .orderBy(asc(sql`${workspaces.id} collate "C"`))
    .limit(1)
  return first?.id ?? null
}

/** The context of someone who sits at the machine: the CLI, which can read the database anyway. */
export function createLocalContext(
  services: Services,
  workspaceId: string,
  options: { signal: AbortSignal; requestId: string },
): Context {
  return createContext(services, {
    workspaceId,
    actor: { kind: 'system', id: 'cli' },
    permissions: new Set(['*']),
    ...options,
  })
}

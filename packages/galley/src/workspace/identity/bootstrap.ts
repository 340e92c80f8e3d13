import { asc, sql } from 'drizzle-orm'
import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import type { Database } from '../../platform/db/index.ts'
import { createWorkspaceWithKey } from './api-key.ts'
import { workspaces } from './tables.ts'

const BOOTSTRAP_LOCK = 727_003

/**
 * Makes the first workspace and its API key, once for a database, whatever the number of processes
 * that start. Returns the key only to the process that made it.
 */
export async function bootstrap(
  db: Database,
): Promise<{ workspaceId: string; key: string | null }> {
  const existing = await firstWorkspaceId(db)
  if (existing) return { workspaceId: existing, key: null }
  const client = await db.system.$client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [BOOTSTRAP_LOCK])
    const made = await firstWorkspaceId(db)
    if (made) return { workspaceId: made, key: null }
    return await createWorkspaceWithKey(db, { workspaceName: 'My workspace', keyName: 'First key' })
  } finally {
    await client.query('select pg_advisory_unlock($1)', [BOOTSTRAP_LOCK])
    client.release()
  }
}

async function firstWorkspaceId(db: Database): Promise<string | null> {
  const [first] = await db.system
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

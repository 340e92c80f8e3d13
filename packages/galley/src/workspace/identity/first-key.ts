import { eq, sql } from 'drizzle-orm'
import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import { createApiKey } from './api-key.ts'
import { apiKeys } from './tables.ts'

const FIRST_KEY_LOCK = 727_004

/** The first API key of a workspace, or null when it has had one: a key is shown only once. */
export async function createFirstKey(
  services: Pick<Services, 'db' | 'secrets'>,
  workspaceId: string,
): Promise<string | null> {
  return services.db.systemTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_KEY_LOCK})`)
    const known = await tx.$count(apiKeys, eq(apiKeys.workspaceId, workspaceId))
    return known > 0 ? null : createApiKey(tx, services, { workspaceId, name: 'First key' })
  })
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

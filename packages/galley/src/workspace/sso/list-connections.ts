import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { presentConnection, SsoConnection } from './connection.ts'
import { ssoConnections } from './tables.ts'

export const ConnectionList = z.object({ items: z.array(SsoConnection) })
export type ConnectionList = z.infer<typeof ConnectionList>

/** The workspace's connections, oldest first: few, so without pages. */
export async function listConnections({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<ConnectionList> {
  requirePermission(ctx, 'sso.read')
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(ssoConnections)
      .where(eq(ssoConnections.workspaceId, ctx.workspaceId))
      .orderBy(asc(ssoConnections.id)),
  )
  return { items: rows.map(presentConnection) }
}

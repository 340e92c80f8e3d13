import { and, eq, gte, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { ssoCodes } from './codes.ts'
import { ssoConnections, ssoIdentities } from './tables.ts'

export const SsoEnforcement = z.object({
  isEnforced: z
    .boolean()
    .describe('Members come through the identity provider only. Owners may always come otherwise.'),
})
export type SsoEnforcement = z.infer<typeof SsoEnforcement>

/** @throws ConflictError when sign-in is enforced and this is the last enabled connection. */
export async function requireAnotherWay(
  tx: Transaction,
  workspace: { id: string; ssoEnforced: boolean },
  connectionId: string,
): Promise<void> {
  if (!workspace.ssoEnforced) return
  const others = await tx.$count(
    ssoConnections,
    and(
      eq(ssoConnections.workspaceId, workspace.id),
      eq(ssoConnections.isEnabled, true),
      ne(ssoConnections.id, connectionId),
    ),
  )
  if (others === 0) throw new ConflictError(ssoCodes.SSO_CONNECTION_NEEDED)
}

/** Whether somebody has come through an enabled connection as it is set up now. */
export async function hasProvenConnection(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<boolean> {
  const [found] = await tx
    .select({ id: ssoIdentities.id })
    .from(ssoIdentities)
    .innerJoin(ssoConnections, eq(ssoConnections.id, ssoIdentities.connectionId))
    .where(
      and(
        eq(ssoIdentities.workspaceId, workspaceId),
        eq(ssoIdentities.userId, userId),
        eq(ssoConnections.isEnabled, true),
        gte(ssoIdentities.lastSignedInAt, ssoConnections.configuredAt),
      ),
    )
    .limit(1)
  return found !== undefined
}

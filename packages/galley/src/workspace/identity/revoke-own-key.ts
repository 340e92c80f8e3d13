import { z } from 'zod'
import { and, eq } from 'drizzle-orm'
import { InvalidError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { identityCodes } from './codes.ts'
import { markRevoked } from './revoke-api-key.ts'
import { apiKeys } from './tables.ts'

export const RevokeOwnKeyInput = z.object({})

/** Revokes the key that the request came with: how a program signs out. */
export async function revokeOwnKey({
  ctx,
}: VerbArgs<z.infer<typeof RevokeOwnKeyInput>>): Promise<void> {
  requirePermission(ctx, 'identity.read')
  const { actor, workspaceId } = ctx
  if (actor.kind !== 'api_key') throw new InvalidError(identityCodes.CREDENTIALS_NOT_A_KEY)
  await withTransaction(ctx, async (tx) => {
    const isOwn = and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, actor.id))
    const [row] = await tx.select().from(apiKeys).where(isOwn).for('update')
    if (row && !row.revokedAt) await markRevoked(tx, ctx, row)
  })
}

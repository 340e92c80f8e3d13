import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { keyCodes } from '../codes.ts'
import { markRevoked } from '../revoke-api-key.ts'
import { apiKeys } from '../tables.ts'
import { isOwn } from './own-key.ts'

export const RevokeKeyOfOwnInput = z.object({ keyId: z.string().max(60) })
export type RevokeKeyOfOwnInput = z.infer<typeof RevokeKeyOfOwnInput>

/**
 * Ends a key that speaks for the person who asks, in whichever workspace, also one that they have
 * left. A second time it changes nothing.
 *
 * @throws NotFoundError
 */
export async function revokeKeyOfOwn({ ctx, input }: VerbArgs<RevokeKeyOfOwnInput>): Promise<void> {
  requirePermission(ctx, ACCOUNT)
  const { keyId } = RevokeKeyOfOwnInput.parse(input)
  const isMeant = and(isOwn(ctx), eq(apiKeys.id, keyId))
  await ctx.db.systemTransaction(async (tx) => {
    const [row] = await tx.select().from(apiKeys).where(isMeant).for('update')
    if (!row) throw new NotFoundError(keyCodes.OWN_KEY_NOT_FOUND, { keyId })
    if (row.revokedAt) return
    // It is written down where the key worked, wherever the request is.
    const place = Object.create(ctx, { workspaceId: { value: row.workspaceId } }) as Context
    await markRevoked(tx, place, row)
  })
}

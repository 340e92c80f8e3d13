import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../../platform/error.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize } from '../../tenancy/index.ts'
import { scimCodes } from '../codes.ts'
import { scimTokens } from '../tables.ts'
import { inWorkspace } from './token.ts'

export const RevokeTokenInput = z.object({ tokenId: z.string() })
export type RevokeTokenInput = z.infer<typeof RevokeTokenInput>

/** Ends a directory's token at once and for good. A second time it changes nothing. */
export async function revokeToken({ ctx, input }: VerbArgs<RevokeTokenInput>): Promise<void> {
  requirePermission(ctx, 'scim.write')
  const { tokenId } = RevokeTokenInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    await lockAndAuthorize(tx, ctx, 'scim.write')
    const mine = and(inWorkspace(ctx), eq(scimTokens.id, tokenId))
    const [row] = await tx.select().from(scimTokens).where(mine).for('update')
    if (!row) throw new NotFoundError(scimCodes.SCIM_TOKEN_NOT_FOUND, { tokenId })
    if (row.revokedAt) return
    await tx
      .update(scimTokens)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(mine)
    const before = { name: row.name, start: row.start }
    await audit(tx, ctx, { action: 'scim_token.revoke', subject: tokenId, before })
  })
}

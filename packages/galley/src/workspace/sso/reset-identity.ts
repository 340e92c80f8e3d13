import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { ssoCodes } from './codes.ts'
import { ssoIdentities } from './tables.ts'

export const ResetIdentityInput = z.object({ identityId: z.string() })
export type ResetIdentityInput = z.infer<typeof ResetIdentityInput>

/**
 * Takes the link between a person and a subject of the provider away: whoever next comes with the
 * person's address is linked to them. It is for people whom the provider calls by a new name.
 */
export async function resetIdentity({ ctx, input }: VerbArgs<ResetIdentityInput>): Promise<void> {
  requirePermission(ctx, 'sso.write')
  const { identityId } = ResetIdentityInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .delete(ssoIdentities)
      .where(and(eq(ssoIdentities.workspaceId, ctx.workspaceId), eq(ssoIdentities.id, identityId)))
      .returning()
    if (!row) throw new NotFoundError(ssoCodes.SSO_IDENTITY_NOT_FOUND, { identityId })
    const { connectionId, userId } = row
    await audit(tx, ctx, {
      action: 'sso_identity.reset',
      subject: identityId,
      before: { connectionId, userId },
    })
  })
}

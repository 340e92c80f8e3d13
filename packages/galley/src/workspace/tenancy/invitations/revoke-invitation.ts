import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { invitationRevoked } from '../events.ts'
import { invitations } from '../tables.ts'
import { getInvitationInWorkspace } from './invitation.ts'

export const RevokeInvitationInput = z.object({ invitationId: z.string() })
export type RevokeInvitationInput = z.infer<typeof RevokeInvitationInput>

/** Takes a pending invitation back. Who came by it stays. */
export async function revokeInvitation({
  ctx,
  input,
}: VerbArgs<RevokeInvitationInput>): Promise<void> {
  requirePermission(ctx, 'members.write')
  const { invitationId } = RevokeInvitationInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    await lockAndAuthorize(tx, ctx, 'members.write')
    const { status } = await getInvitationInWorkspace(tx, ctx, invitationId)
    if (status !== 'pending') {
      throw new ConflictError(tenancyCodes.INVITATION_CLOSED, { invitationId, status })
    }
    await tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.workspaceId, ctx.workspaceId), eq(invitations.id, invitationId)))
    await audit(tx, ctx, { action: 'invitation.revoke', subject: invitationId })
    emit(tx, ctx, invitationRevoked, invitationId, {})
  })
}

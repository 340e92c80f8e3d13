import { z } from 'zod'
import { ConflictError, ForbiddenError } from '../../../platform/error.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { lockAndAuthorize } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { getMemberInWorkspace } from '../members/member.ts'
import { changeSeat } from '../members/seat.ts'
import { personOf } from '../place.ts'
import { readWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

export const TransferWorkspaceInput = z.object({
  memberId: z.string().describe('Who becomes owner. You become admin.'),
})
export type TransferWorkspaceInput = z.infer<typeof TransferWorkspaceInput>

/** Hands the workspace over: the other becomes owner, and the caller an admin, in one. */
export async function transferWorkspace({
  ctx,
  input,
}: VerbArgs<TransferWorkspaceInput>): Promise<Workspace> {
  requirePermission(ctx, 'workspace.transfer')
  const userId = personOf(ctx)
  const { memberId } = TransferWorkspaceInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const { isOwner } = await lockAndAuthorize(tx, ctx, 'workspace.transfer')
    if (!isOwner) throw new ForbiddenError(tenancyCodes.OWNERS_ONLY)
    const heir = await getMemberInWorkspace(tx, ctx, { memberId })
    if (heir.userId === userId) throw new ConflictError(tenancyCodes.TRANSFER_TO_YOURSELF)
    if (!heir.isActive) throw new ConflictError(tenancyCodes.MEMBER_INACTIVE, { memberId })
    await changeSeat(tx, ctx, heir, { role: 'owner', projectIds: null })
    const giver = await getMemberInWorkspace(tx, ctx, { userId })
    await changeSeat(tx, ctx, giver, { role: 'admin' })
    return readWorkspace(tx, ctx)
  })
}

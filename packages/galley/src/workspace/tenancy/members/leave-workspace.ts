import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { lockOpenWorkspace } from '../authority.ts'
import { personOf, requireWorkspace } from '../place.ts'
import { getMemberInWorkspace } from './member.ts'
import { endSeat } from './seat.ts'

/** Leaves the workspace that the request is in. Anybody may, but the last owner. */
export async function leaveWorkspace({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<void> {
  requirePermission(ctx, ACCOUNT)
  requireWorkspace(ctx)
  const userId = personOf(ctx)

  await withTransaction(ctx, async (tx) => {
    await lockOpenWorkspace(tx, ctx.workspaceId)
    const member = await getMemberInWorkspace(tx, ctx, { userId })
    await endSeat(tx, ctx, member, { action: 'member.leave' })
  })
}

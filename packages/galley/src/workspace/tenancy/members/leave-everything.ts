import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError } from '../../../platform/error.ts'
import { userLeaving } from '../../accounts/index.ts'
import { lockWorkspace } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { systemContext, withinTransaction } from '../place.ts'
import { members } from '../tables.ts'
import { markDeleted } from '../workspaces/delete-workspace.ts'
import type { MemberRow } from './member.ts'
import { clearSeat, countOwners, isActiveOwner } from './seat.ts'

/**
 * Takes somebody whose account ends out of all their workspaces. Where they are alone, the workspace
 * ends with them, after its grace period.
 *
 * @throws ConflictError naming the workspaces that they have to hand over first.
 */
async function leaveEverything({
  services,
  tx,
  userId,
}: {
  services: Services
  tx: Transaction
  userId: string
}): Promise<void> {
  const seats = await lockSeats(tx, userId)
  const owed = []
  for (const { member, workspace, others } of seats) {
    if (!isActiveOwner(member) || workspace.deletedAt || others === 0) continue
    if ((await countOwners(tx, workspace.id)) === 1) owed.push(workspace)
  }
  if (owed.length > 0) {
    throw new ConflictError(tenancyCodes.SOLE_OWNER, {
      names: owed.map(({ name }) => `“${name}”`).join(', '),
      workspaces: owed.map(({ id, name }) => ({ id, name })),
    })
  }
  for (const { member, workspace, others } of seats) {
    const ctx = systemContext(services, workspace.id, 'accounts')
    await withinTransaction(tx, ctx, async (part) => {
      await clearSeat(part, ctx, member, { action: 'member.leave' })
      const endsWithThem = others === 0 && member.role === 'owner' && !workspace.deletedAt
      if (endsWithThem) await markDeleted(part, ctx)
    })
  }
}

export const leaveWithAccount = userLeaving.contribute(leaveEverything)

/** All workspaces in one order, so that two who leave at once do not wait crosswise. */
async function lockSeats(tx: Transaction, userId: string) {
  const places = await tx
    .select({ workspaceId: members.workspaceId })
    .from(members)
    .where(eq(members.userId, userId))
    .orderBy(asc(sql`${members.workspaceId} collate "C"`))
  const seats = []
  for (const { workspaceId } of places) {
    const workspace = await lockWorkspace(tx, workspaceId)
    // Read again: it may have changed, or ended, before the lock was theirs.
    const member = await seatOf(tx, workspaceId, userId)
    if (!member) continue
    const others = await tx.$count(
      members,
      and(eq(members.workspaceId, workspaceId), ne(members.userId, userId)),
    )
    seats.push({ member, workspace, others })
  }
  return seats
}

async function seatOf(tx: Transaction, workspaceId: string, userId: string) {
  const [seat] = await tx
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  return seat satisfies MemberRow | undefined
}

import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import { members } from '../tables.ts'
import { countOwners, isActiveOwner } from './seat.ts'

/** How many seats are taken, switched-off ones included. */
export const countMembers = (tx: Transaction, workspaceId: string): Promise<number> =>
  tx.$count(members, eq(members.workspaceId, workspaceId))

/** Whether a workspace would be without an active owner if this person went. */
export async function isLastOwner(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<boolean> {
  const [seat] = await tx
    .select({ role: members.role, isActive: members.isActive })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  return seat !== undefined && isActiveOwner(seat) && (await countOwners(tx, workspaceId)) === 1
}

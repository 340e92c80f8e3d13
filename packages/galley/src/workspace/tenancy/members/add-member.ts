import type { Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { lockOpenWorkspace, requireRole } from '../authority.ts'
import { systemContext, withinTransaction } from '../place.ts'
import { lockPerson } from './lock-person.ts'
import { getMemberInWorkspace } from './member.ts'
import type { MemberRow } from './member.ts'
import { takeSeat } from './seat.ts'

/** What the directory and single sign-on change by themselves, in a transaction of theirs. */
export interface SystemArgs<Input> {
  services: Services
  /** Of the workspace, or the owner's. */
  tx: Transaction
  input: Input & { workspaceId: string; userId: string }
}

export interface AddMemberInput {
  role: string
  projectIds?: readonly string[] | null
  origin: MemberRow['origin']
}

/**
 * Seats somebody in a workspace, without anybody who asks for it. Who has a seat already keeps it
 * as it is, so it can be called again.
 *
 * @throws InvalidError for an unknown role; ConflictError when the workspace is deleted.
 * @example
 * const { memberId, isNew } = await addMember({
 *   services, tx, input: { workspaceId, userId, role: 'editor', origin: 'scim' },
 * })
 */
export async function addMember({
  services,
  tx,
  input: { workspaceId, ...seat },
}: SystemArgs<AddMemberInput>): Promise<{ memberId: string; isNew: boolean }> {
  const ctx = systemContext(services, workspaceId, seat.origin)
  return withinTransaction(tx, ctx, async (part) => {
    await lockPerson(part, seat.userId)
    await lockOpenWorkspace(part, workspaceId)
    await requireRole(part, ctx, seat.role)
    const taken = await takeSeat(part, ctx, seat)
    const member = taken ?? (await getMemberInWorkspace(part, ctx, { userId: seat.userId }))
    return { memberId: member.id, isNew: taken !== null }
  })
}

import { lockWorkspace, requireRole } from '../authority.ts'
import { systemContext, withinTransaction } from '../place.ts'
import type { SystemArgs } from './add-member.ts'
import { getMemberInWorkspace } from './member.ts'
import { changeSeat } from './seat.ts'
import type { SeatChanges } from './seat.ts'

type Origin = { origin: 'sso' | 'scim' }

/**
 * Switches a member on or off: off, they keep their seat and may nothing.
 *
 * @throws NotFoundError without a seat; ConflictError for the last active owner.
 */
export function setMemberActive(args: SystemArgs<Origin & { isActive: boolean }>): Promise<void> {
  return setMember(args, { isActive: args.input.isActive })
}

/**
 * Gives a member another role, as a directory's groups say.
 *
 * @throws NotFoundError without a seat; InvalidError for an unknown role; ConflictError for the last
 * active owner.
 */
export function setMemberRole(args: SystemArgs<Origin & { role: string }>): Promise<void> {
  const { role } = args.input
  return setMember(args, { role, ...(role === 'owner' && { projectIds: null }) })
}

async function setMember(
  { services, tx, input: { workspaceId, userId, origin } }: SystemArgs<Origin>,
  changes: SeatChanges,
): Promise<void> {
  const ctx = systemContext(services, workspaceId, origin)
  await withinTransaction(tx, ctx, async (part) => {
    await lockWorkspace(part, workspaceId)
    if (changes.role !== undefined) await requireRole(part, ctx, changes.role)
    const member = await getMemberInWorkspace(part, ctx, { userId })
    await changeSeat(part, ctx, member, changes)
  })
}

import { NotFoundError } from '../../../platform/error.ts'
import { lockWorkspace } from '../authority.ts'
import { systemContext, withinTransaction } from '../place.ts'
import type { SystemArgs } from './add-member.ts'
import { getMemberInWorkspace } from './member.ts'
import { endSeat } from './seat.ts'

/**
 * Takes somebody out of a workspace, without anybody who asks for it; false when they were not in.
 *
 * @throws ConflictError when they are its last active owner.
 */
export async function removeMember({
  services,
  tx,
  input: { workspaceId, userId, origin },
}: SystemArgs<{ origin: 'sso' | 'scim' }>): Promise<boolean> {
  const ctx = systemContext(services, workspaceId, origin)
  return withinTransaction(tx, ctx, async (part) => {
    await lockWorkspace(part, workspaceId)
    const member = await getMemberInWorkspace(part, ctx, { userId }).catch(noneIfNotFound)
    if (!member) return false
    await endSeat(part, ctx, member, { action: 'member.remove' })
    return true
  })
}

function noneIfNotFound(error: unknown): null {
  if (error instanceof NotFoundError) return null
  throw error
}

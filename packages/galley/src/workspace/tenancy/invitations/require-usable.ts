import { authorityOf } from '../../identity/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, ForbiddenError } from '../../../platform/error.ts'
import type { ErrorCode } from '../../../platform/error.ts'
import { findRole, requireGivable, requireWithinProjects } from '../authority.ts'
import type { RoleMeaning } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import type { InvitationRow, InvitationStatus } from './invitation.ts'

const refusals: Record<Exclude<InvitationStatus, 'pending'>, ErrorCode> = {
  used: tenancyCodes.INVITATION_USED_UP,
  expired: tenancyCodes.INVITATION_EXPIRED,
  revoked: tenancyCodes.INVITATION_REVOKED,
}

/**
 * An invitation gives what whoever made it could give now. Otherwise somebody who is about to be
 * removed could leave themselves a door.
 *
 * @throws ConflictError with a code for each way in which it is over.
 */
export async function requireUsable(
  tx: Transaction,
  scope: Pick<Context, 'workspaceId' | 'permissionCatalogue'>,
  { status, invitedBy, role, projectIds }: InvitationRow,
): Promise<RoleMeaning> {
  if (status !== 'pending') throw new ConflictError(refusals[status])
  const meaning = await findRole(tx, scope, role)
  if (!meaning) throw new ConflictError(tenancyCodes.INVITATION_LAPSED)
  if (isFromPersonOrKey(invitedBy)) {
    const authority = await authorityOf(tx, scope, invitedBy)
    const mayInvite = authority.permissions.has('members.write')
    if (!mayInvite || !canGive(() => requireGivable(authority, meaning))) lapse()
    if (!canGive(() => requireWithinProjects(authority, projectIds))) lapse()
  }
  return meaning
}

/** What the machine's owner made (`cli`) holds. */
const isFromPersonOrKey = (invitedBy: string) => invitedBy.includes('_')

function canGive(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof ForbiddenError) return false
    throw error
  }
}

function lapse(): never {
  throw new ConflictError(tenancyCodes.INVITATION_LAPSED)
}

import type { Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { GalleyError } from '../../../platform/error.ts'
import { signUpGate } from '../../accounts/index.ts'
import { requireOpenWorkspace } from '../authority.ts'
import { systemContext } from '../place.ts'
import { findInvitation } from './find-invitation.ts'
import { getInvitationInWorkspace } from './invitation.ts'
import { requireUsable } from './require-usable.ts'

/** Whether this token would let somebody with this address in: then they may make an account. */
async function isInvited({
  services,
  tx,
  input: { email, invitation: token },
}: {
  services: Services
  tx: Transaction
  input: { email: string; invitation: string }
}): Promise<boolean> {
  try {
    const { invitationId, workspaceId } = await findInvitation(services, token, tx)
    const ctx = systemContext(services, workspaceId, 'accounts')
    const invitation = await getInvitationInWorkspace(tx, ctx, invitationId)
    await requireUsable(tx, ctx, invitation)
    await requireOpenWorkspace(tx, ctx)
    return invitation.email === null || invitation.email === email
  } catch (error) {
    if (error instanceof GalleyError) return false
    throw error
  }
}

export const admitInvited = signUpGate.contribute(isInvited)

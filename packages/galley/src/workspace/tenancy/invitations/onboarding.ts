import { eq } from 'drizzle-orm'
import { isThere, onboardingItems } from '../../onboarding/index.ts'
import { invitations, members } from '../tables.ts'

/** Somebody was asked in, or is there. */
export const memberInvited = onboardingItems.contribute({
  id: 'member_invited',
  async isDone(tx, { workspaceId }) {
    if ((await tx.$count(members, eq(members.workspaceId, workspaceId))) > 1) return true
    return isThere(tx, invitations, eq(invitations.workspaceId, workspaceId))
  },
})

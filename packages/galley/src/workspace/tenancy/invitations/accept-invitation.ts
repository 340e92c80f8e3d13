import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../../../platform/error.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { notify } from '../../notifications/index.ts'
import { lockWorkspace } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { lockPerson } from '../members/lock-person.ts'
import { readMember } from '../members/member.ts'
import { takeSeat } from '../members/seat.ts'
import { contextIn, personOf } from '../place.ts'
import { invitations, members } from '../tables.ts'
import { findAccount, findInvitation } from './find-invitation.ts'
import { getInvitationInWorkspace, InvitationToken } from './invitation.ts'
import type { InvitationRow } from './invitation.ts'
import { requireUsable } from './require-usable.ts'

export const AcceptInvitationInput = z.object({ token: InvitationToken })
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>

export const AcceptedInvitation = z
  .object({
    workspaceId: z.string(),
    workspaceName: z.string(),
    memberId: z.string(),
    role: z.string(),
    roleName: z.string(),
  })
  .meta({ id: 'AcceptedInvitation' })
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>

/**
 * Takes the seat that an invitation offers. One by e-mail is for the account with that address
 * alone, however the mail was passed on. Whether that address is verified is not asked: the token
 * shows that they read the mailbox, or that the inviter gave them the link. However often and however parallel: one seat, one use.
 */
export async function acceptInvitation({
  ctx,
  input,
}: VerbArgs<AcceptInvitationInput>): Promise<AcceptedInvitation> {
  requirePermission(ctx, ACCOUNT)
  const userId = personOf(ctx)
  const { token } = AcceptInvitationInput.parse(input)
  const { invitationId, workspaceId } = await findInvitation(ctx, token)
  const account = await findAccount(ctx, { userId })
  const place = contextIn(ctx, workspaceId)

  return withTransaction(place, async (tx) => {
    await lockPerson(tx, userId)
    const workspace = await lockWorkspace(tx, workspaceId)
    if (workspace.deletedAt) throw new NotFoundError(tenancyCodes.INVITATION_NOT_FOUND)
    const invitation = await getInvitationInWorkspace(tx, place, invitationId)
    if (invitation.email !== null && invitation.email !== account?.email) {
      throw new ForbiddenError(tenancyCodes.INVITATION_OTHER_ADDRESS)
    }
    await requireNoSeat(tx, place, userId)
    await requireUsable(tx, place, invitation)
    const memberId = await seat(tx, place, invitation, userId)
    const { role, roleName } = await readMember(tx, place, memberId)
    return { workspaceId, workspaceName: workspace.name, memberId, role, roleName }
  })
}

/** Asked before anything else about the invitation: who accepts twice is told that it worked. */
async function requireNoSeat(tx: Transaction, ctx: Context, userId: string): Promise<void> {
  const { workspaceId } = ctx
  const isMember = await tx.$count(
    members,
    and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)),
  )
  if (isMember) throw new ConflictError(tenancyCodes.ALREADY_MEMBER, { workspaceId })
}

async function seat(
  tx: Transaction,
  ctx: Context,
  { id, role, projectIds, invitedBy }: InvitationRow,
  userId: string,
): Promise<string> {
  await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(and(eq(invitations.workspaceId, ctx.workspaceId), eq(invitations.id, id)))
  await audit(tx, ctx, { action: 'invitation.accept', subject: id })
  const member = await takeSeat(tx, ctx, { userId, role, projectIds, origin: 'invitation' })
  await notify(tx, ctx, {
    kind: 'invitation_accepted',
    subject: member!.id,
    data: { user_id: userId, role },
    to: [invitedBy], // whoever is no person here, as a key, is told nothing
  })
  return member!.id
}

import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import {
  lockAndAuthorize,
  requireGivable,
  requireRole,
  requireWithinProjects,
} from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { invitationResent } from '../events.ts'
import { invitations } from '../tables.ts'
import { mailInvitation } from './invitation-mail.ts'
import {
  getInvitationInWorkspace,
  invitationColumns,
  invitationLink,
  issueToken,
  presentInvitation,
} from './invitation.ts'
import type { InvitationRow, IssuedInvitation } from './invitation.ts'
import { requireMailAllowance } from './mail-limits.ts'

export const ResendInvitationInput = z.object({
  invitationId: z.string(),
  expiresInDays: z.int().min(1).max(90).default(7),
})
export type ResendInvitationInput = z.input<typeof ResendInvitationInput>

/**
 * Mails an invitation again, with a new link: nobody can read the old one back, and it ends. Whoever
 * sends it again stands for it from then on.
 */
export async function resendInvitation({
  ctx,
  input,
}: VerbArgs<ResendInvitationInput>): Promise<IssuedInvitation> {
  requirePermission(ctx, 'members.write')
  const { invitationId, expiresInDays } = ResendInvitationInput.parse(input)
  const known = await withTransaction(ctx, (tx) => getInvitationInWorkspace(tx, ctx, invitationId))
  const email = requireMailable(known)
  await requireMailAllowance(ctx, email)
  const { token, tokenHash } = await issueToken(ctx)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'members.write')
    const before = await getInvitationInWorkspace(tx, ctx, invitationId)
    requireMailable(before)
    const role = await requireRole(tx, ctx, before.role)
    requireGivable(authority, role)
    requireWithinProjects(authority, before.projectIds)
    const after = await renew(tx, ctx, { invitationId, tokenHash, expiresInDays })
    await audit(tx, ctx, { action: 'invitation.resend', subject: invitationId })
    emit(tx, ctx, invitationResent, invitationId, {})
    if (!ctx.mail.isDelivering) return { ...after, link: invitationLink(ctx, token) }
    const { name: workspaceName } = authority.workspace
    const facts = { workspaceName, roleName: role.name, expiresAt: after.expiresAt }
    await mailInvitation(tx, ctx, { to: email, token, ...facts })
    return { ...after, link: null }
  })
}

/** Expired ones too: sending again is how they come back. */
function requireMailable({ id, status, email }: InvitationRow): string {
  const details = { invitationId: id, status }
  if (email === null) throw new InvalidError(tenancyCodes.INVITATION_NOT_MAILED, details)
  if (status === 'pending' || status === 'expired') return email
  throw new ConflictError(tenancyCodes.INVITATION_CLOSED, details)
}

async function renew(
  tx: Transaction,
  { workspaceId, actor, mail }: Context,
  wanted: { invitationId: string; tokenHash: string; expiresInDays: number },
) {
  const [row] = await tx
    .update(invitations)
    .set({
      tokenHash: wanted.tokenHash,
      invitedBy: actor.id,
      ...(mail.isDelivering && { mails: sql`${invitations.mails} + 1`, mailedAt: sql`now()` }),
      expiresAt: sql`now() + make_interval(days => ${wanted.expiresInDays}::int)`,
    })
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, wanted.invitationId)))
    .returning(invitationColumns)
  return presentInvitation(row!)
}

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { requireOpenWorkspace } from '../authority.ts'
import { contextIn } from '../place.ts'
import { findAccount, findInvitation } from './find-invitation.ts'
import { getInvitationInWorkspace, InvitationToken } from './invitation.ts'
import { requireUsable } from './require-usable.ts'

export const PreviewInvitationInput = z.object({ token: InvitationToken })
export type PreviewInvitationInput = z.infer<typeof PreviewInvitationInput>

export const InvitationPreview = z
  .object({
    workspaceId: z.string(),
    workspaceName: z.string(),
    roleName: z.string(),
    invitedBy: z.string().nullable().describe('The name of who invites; null for a program.'),
    kind: z.enum(['email', 'link']),
    email: z.string().nullable().describe('The address that the account must have.'),
    needsAccount: z
      .boolean()
      .nullable()
      .describe('Whether that address has no account yet; null for a link.'),
    expiresAt: z.date(),
  })
  .meta({ id: 'InvitationPreview' })
export type InvitationPreview = z.infer<typeof InvitationPreview>

/** What an invitation is for, to whoever holds its token: signed in or not. */
export async function previewInvitation({
  ctx,
  input,
}: VerbArgs<PreviewInvitationInput>): Promise<InvitationPreview> {
  const { token } = PreviewInvitationInput.parse(input)
  const { invitationId, workspaceId } = await findInvitation(ctx, token)
  const place = contextIn(ctx, workspaceId)
  const { email, ...preview } = await withTransaction(place, async (tx) => {
    const invitation = await getInvitationInWorkspace(tx, place, invitationId)
    const { name: roleName } = await requireUsable(tx, place, invitation)
    const workspace = await requireOpenWorkspace(tx, place)
    const { rows: inviters } = await tx.execute<{ name: string }>(
      sql`select name from galley.users where id = ${invitation.invitedBy}`,
    )
    return {
      workspaceId,
      workspaceName: workspace.name,
      roleName,
      invitedBy: inviters[0]?.name ?? null,
      email: invitation.email,
      expiresAt: invitation.expiresAt,
    }
  })
  if (email === null) return { ...preview, kind: 'link', email, needsAccount: null }
  const needsAccount = (await findAccount(ctx, { email })) === null
  return { ...preview, kind: 'email', email, needsAccount }
}

import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { defineMail, queueMail } from '../../mail/index.ts'
import { invitationLink } from './invitation.ts'

interface InvitationFacts {
  workspaceName: string
  roleName: string
  inviterName: string | null
  link: string
  expiresAt: Date
}

const invitationMail = defineMail<InvitationFacts>({
  name: 'tenancy.invitation',
  category: 'account',
  subject: ({ workspaceName }) => `You are invited to ${workspaceName}`,
  body: ({ workspaceName, roleName, inviterName, link, expiresAt }) => ({
    paragraphs: [
      `${inviterName ?? 'Somebody'} invites you to work in the workspace “${workspaceName}”, as ${roleName}.`,
      'The invitation is for this address. If you have no account yet, you can make one on the way.',
    ],
    action: { label: 'Accept the invitation', url: link },
    footnote: `The link works until ${expiresAt.toISOString().slice(0, 10)}. If you do not know who sent this, do nothing.`,
  }),
})

/** In line with the transaction that makes the invitation: a token that is not stored is not sent. */
export async function mailInvitation(
  tx: Transaction,
  ctx: Context,
  {
    to,
    token,
    ...facts
  }: Omit<InvitationFacts, 'link' | 'inviterName'> & { to: string; token: string },
): Promise<void> {
  const { actor, workspaceId } = ctx
  const inviterName = actor.kind === 'user' ? actor.name : null
  const data = { ...facts, inviterName, link: invitationLink(ctx, token) }
  await queueMail({ services: ctx, tx, input: { to, mail: invitationMail, data, workspaceId } })
}

import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { acceptInvitation, AcceptedInvitation, AcceptInvitationInput } from './accept-invitation.ts'
import { createInvitation, CreateInvitationInput } from './create-invitation.ts'
import { IssuedInvitation } from './invitation.ts'
import { InvitationPage, listInvitations, ListInvitationsInput } from './list-invitations.ts'
import {
  InvitationPreview,
  previewInvitation,
  PreviewInvitationInput,
} from './preview-invitation.ts'
import { resendInvitation, ResendInvitationInput } from './resend-invitation.ts'
import { revokeInvitation, RevokeInvitationInput } from './revoke-invitation.ts'

const tag = 'invitations'

export const invitationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/invitations',
    tag,
    name: 'list',
    summary: 'Lists invitations, newest first.',
    permission: 'members.write',
    input: ListInvitationsInput,
    output: InvitationPage,
    handle: ({ ctx, input }) => listInvitations({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/invitations',
    tag,
    name: 'create',
    summary: 'Invites somebody by e-mail, or makes a link for several people.',
    permission: 'members.write',
    input: CreateInvitationInput,
    output: IssuedInvitation,
    status: 201,
    isShownOnce: true,
    example: { email: 'anna@example.com', role: 'editor' },
    handle: ({ ctx, input }) => createInvitation({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/invitations/{invitation_id}',
    tag,
    name: 'revoke',
    summary: 'Takes a pending invitation back.',
    permission: 'members.write',
    input: RevokeInvitationInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => revokeInvitation({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/invitations/{invitation_id}/resend',
    tag,
    name: 'resend',
    summary: 'Mails an invitation again, with a new link; the old one ends.',
    permission: 'members.write',
    input: ResendInvitationInput,
    output: IssuedInvitation,
    isShownOnce: true,
    handle: ({ ctx, input }) => resendInvitation({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/invitations/preview',
    tag,
    name: 'preview',
    summary: 'Says what an invitation is for, to whoever holds its token.',
    permission: null,
    input: PreviewInvitationInput,
    output: InvitationPreview,
    handle: ({ ctx, input }) => previewInvitation({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/invitations/accept',
    tag,
    name: 'accept',
    summary: 'Takes the seat that an invitation offers.',
    permission: ACCOUNT,
    input: AcceptInvitationInput,
    output: AcceptedInvitation,
    handle: ({ ctx, input }) => acceptInvitation({ ctx, input }),
  }),
]

import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { invitations } from '../tables.ts'
import {
  Invitation,
  invitationColumns,
  invitationStatus,
  InvitationStatus,
  presentInvitation,
} from './invitation.ts'

export const ListInvitationsInput = z.object({ status: InvitationStatus.optional(), ...pageInput })
export type ListInvitationsInput = z.input<typeof ListInvitationsInput>

export const InvitationPage = Page(Invitation)
export type InvitationPage = z.infer<typeof InvitationPage>

const invitationCursor = defineCursor('invitations', z.string())

/** Who was invited, newest first. */
export async function listInvitations({
  ctx,
  input,
}: VerbArgs<ListInvitationsInput>): Promise<InvitationPage> {
  requirePermission(ctx, 'members.write')
  const { cursor, limit, status } = ListInvitationsInput.parse(input)
  const before = cursor ? lt(invitations.id, invitationCursor.decode(cursor)) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(invitationColumns)
      .from(invitations)
      .where(
        and(
          eq(invitations.workspaceId, ctx.workspaceId),
          status && sql`${invitationStatus} = ${status}`,
          before,
        ),
      )
      .orderBy(desc(invitations.id))
      .limit(limit + 1),
  )
  return toPage(rows.map(presentInvitation), limit, ({ id }) => invitationCursor.encode(id))
}

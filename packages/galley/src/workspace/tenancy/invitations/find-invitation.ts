import { eq, sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { tenancyCodes } from '../codes.ts'
import { invitations } from '../tables.ts'
import { hashInvitationToken } from './invitation.ts'

/**
 * Where a token leads. Before that is known there is no workspace to scope by, hence the owner's
 * handle; everything else is asked inside the workspace.
 *
 * @param tx The owner's, where one is open already.
 * @throws NotFoundError
 */
export async function findInvitation(
  services: Pick<Services, 'db' | 'secrets'>,
  token: string,
  tx: Pick<Transaction, 'select'> = services.db.system,
): Promise<{ invitationId: string; workspaceId: string }> {
  const tokenHash = await hashInvitationToken(services, token)
  const [found] = await tx
    .select({ invitationId: invitations.id, workspaceId: invitations.workspaceId })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash))
  if (!found) throw new NotFoundError(tenancyCodes.INVITATION_NOT_FOUND)
  return found
}

export interface Account {
  email: string
  emailVerified: boolean
}

/** The account of somebody who is not a member yet, whom the workspace therefore cannot see. */
export async function findAccount(
  { db }: Pick<Services, 'db'>,
  by: { userId: string } | { email: string },
): Promise<Account | null> {
  const isThem = 'userId' in by ? sql`id = ${by.userId}` : sql`email = ${by.email}`
  const { rows } = await db.system.execute<{ email: string; email_verified: boolean }>(
    sql`select email, email_verified from galley.users where ${isThem}`,
  )
  const [row] = rows
  return row ? { email: row.email, emailVerified: row.email_verified } : null
}

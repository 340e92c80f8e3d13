import { and, eq, getColumns, sql } from 'drizzle-orm'
import { z } from 'zod'
import { publicAddress } from '../../../platform/config.ts'
import type { Context, Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { createTokenHash, newToken } from '../../identity/index.ts'
import { tenancyCodes } from '../codes.ts'
import { invitations } from '../tables.ts'

/** `used` as often as it can be. */
export const InvitationStatus = z.enum(['pending', 'used', 'expired', 'revoked'])
export type InvitationStatus = z.infer<typeof InvitationStatus>

export const Invitation = z
  .object({
    id: z.string(),
    kind: z.enum(['email', 'link']),
    email: z.string().nullable(),
    role: z.string(),
    projectIds: z.array(z.string()).nullable(),
    status: InvitationStatus,
    maximumUses: z.int(),
    uses: z.int(),
    invitedBy: z.string().describe('The user or key that made it, or sent it again.'),
    createdAt: z.date(),
    expiresAt: z.date(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

/** Only the answer that makes a link shows it. */
export const IssuedInvitation = Invitation.extend({
  link: z
    .string()
    .nullable()
    .describe(
      'What to pass on: shown once, here. Null when it went by mail, and only the mailbox has it.',
    ),
}).meta({ id: 'IssuedInvitation' })
export type IssuedInvitation = z.infer<typeof IssuedInvitation>

export type InvitationRow = typeof invitations.$inferSelect & { status: InvitationStatus }

/** By the database's clock, like what is written with it. */
export const invitationStatus = sql<InvitationStatus>`case
  when ${invitations.revokedAt} is not null then 'revoked'
  when ${invitations.uses} >= ${invitations.maximumUses} then 'used'
  when ${invitations.expiresAt} <= now() then 'expired'
  else 'pending' end`

export const isPending = sql`${invitationStatus} = 'pending'`

export const invitationColumns = { ...getColumns(invitations), status: invitationStatus }

export function presentInvitation(row: InvitationRow): Invitation {
  const { id, email, role, projectIds, invitedBy } = row
  const { status, maximumUses, uses, createdAt, expiresAt } = row
  const kind = email === null ? 'link' : 'email'
  const limits = { status, maximumUses, uses, createdAt, expiresAt }
  return { id, kind, email, role, projectIds, invitedBy, ...limits }
}

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getInvitationInWorkspace(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  invitationId: string,
): Promise<InvitationRow> {
  const [row] = await tx
    .select(invitationColumns)
    .from(invitations)
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, invitationId)))
  if (!row) throw new NotFoundError(tenancyCodes.INVITATION_NOT_FOUND, { invitationId })
  return row
}

const TOKEN_PREFIX = 'galley_inv_'

/** What the link holds, as it is typed or read back. */
export const InvitationToken = z.string().min(1).max(200)

export async function issueToken(services: Pick<Services, 'secrets'>) {
  const token = newToken(TOKEN_PREFIX)
  return { token, tokenHash: await hashInvitationToken(services, token) }
}

export async function hashInvitationToken(
  { secrets }: Pick<Services, 'secrets'>,
  token: string,
): Promise<string> {
  const hash = await createTokenHash(secrets, 'invitations')
  return hash(token)
}

/** The token stands behind the #, which browsers keep to themselves: no log ever has it. */
export function invitationLink({ config }: Pick<Services, 'config'>, token: string): string {
  return `${publicAddress(config)}/join#${token}`
}

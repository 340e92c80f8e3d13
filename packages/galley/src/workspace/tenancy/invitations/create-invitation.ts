import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
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
import { invitationCreated } from '../events.ts'
import { selectMembers } from '../members/member.ts'
import { InvitedAddress, ProjectIds } from '../names.ts'
import { requireProjectsExist } from '../projects/require-projects-exist.ts'
import { invitations, members } from '../tables.ts'
import { mailInvitation } from './invitation-mail.ts'
import {
  invitationColumns,
  invitationLink,
  isPending,
  issueToken,
  presentInvitation,
} from './invitation.ts'
import type { IssuedInvitation } from './invitation.ts'
import { requireMailAllowance } from './mail-limits.ts'

const MOST_PENDING = 500

export const CreateInvitationInput = z.object({
  email: InvitedAddress.optional().describe(
    'Whom it is for; only an account with this address can accept it. Absent: a link for whoever has it.',
  ),
  role: z.string().max(64).describe('A built-in role, or the id of a custom one.'),
  projectIds: ProjectIds.nullable().default(null).describe('Null: all projects.'),
  maximumUses: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('How many people a link lets in. An invitation by e-mail lets in one.'),
  expiresInDays: z.int().min(1).max(90).default(7),
})
export type CreateInvitationInput = z.input<typeof CreateInvitationInput>
type Wanted = z.output<typeof CreateInvitationInput>

/**
 * Invites one person by e-mail, or makes a link for several. An address that has a pending
 * invitation gets a new one in its place.
 */
export async function createInvitation({
  ctx,
  input,
}: VerbArgs<CreateInvitationInput>): Promise<IssuedInvitation> {
  requirePermission(ctx, 'members.write')
  const wanted = CreateInvitationInput.parse(input)
  requireSense(wanted)
  if (wanted.email) await requireMailAllowance(ctx, wanted.email)
  const { token, tokenHash } = await issueToken(ctx)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'members.write')
    const role = await requireRole(tx, ctx, wanted.role)
    requireGivable(authority, role)
    requireWithinProjects(authority, wanted.projectIds)
    await requireProjectsExist(tx, ctx, wanted.projectIds)
    if (wanted.email) await makeRoom(tx, ctx, wanted.email)
    await requireFewPending(tx, ctx)

    const invitation = await insertInvitation(tx, ctx, wanted, tokenHash)
    const { id, kind, email, expiresAt } = invitation
    const { projectIds } = wanted
    const after = { kind, role: role.role, projectIds, expiresAt: expiresAt.toISOString() }
    await audit(tx, ctx, { action: 'invitation.create', subject: id, after })
    emit(tx, ctx, invitationCreated, id, { kind, role: role.role })
    if (email === null || !ctx.mail.isDelivering) {
      return { ...invitation, link: invitationLink(ctx, token) }
    }
    const workspaceName = authority.workspace.name
    const facts = { workspaceName, roleName: role.name, expiresAt }
    await mailInvitation(tx, ctx, { to: email, token, ...facts })
    return { ...invitation, link: null }
  })
}

function requireSense({ email, role, projectIds, maximumUses }: Wanted): void {
  if (role === 'owner' && projectIds) throw new InvalidError(tenancyCodes.OWNER_NARROWED)
  if (role === 'owner' && !email) throw new InvalidError(tenancyCodes.INVITATION_OWNER_LINK)
  if (email && maximumUses > 1) {
    const fields = [{ pointer: '/maximum_uses', message: 'An e-mail invitation is for one person' }]
    throw new InvalidError(tenancyCodes.INVITATION_USES, {}, { fields })
  }
}

/** Nobody is invited who is in, and nobody has two invitations. */
async function makeRoom(tx: Transaction, ctx: Context, email: string): Promise<void> {
  const { workspaceId } = ctx
  const [member] = await selectMembers(tx).where(
    and(eq(members.workspaceId, workspaceId), sql`people.email = ${email}`),
  )
  if (member) throw new ConflictError(tenancyCodes.ALREADY_MEMBER, { workspaceId })
  const replaced = await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.email, email), isPending))
    .returning({ id: invitations.id })
  for (const { id } of replaced) {
    await audit(tx, ctx, { action: 'invitation.replace', subject: id })
  }
}

async function requireFewPending(tx: Transaction, { workspaceId }: Context): Promise<void> {
  const pending = await tx.$count(
    invitations,
    and(eq(invitations.workspaceId, workspaceId), isPending),
  )
  if (pending < MOST_PENDING) return
  throw new ConflictError(tenancyCodes.INVITATIONS_FULL, { limit: MOST_PENDING })
}

async function insertInvitation(
  tx: Transaction,
  { workspaceId, actor, mail }: Context,
  { email, role, projectIds, maximumUses, expiresInDays }: Wanted,
  tokenHash: string,
) {
  const isMailed = email !== undefined && mail.isDelivering
  const [row] = await tx
    .insert(invitations)
    .values({
      id: newId('inv'),
      workspaceId,
      email: email ?? null,
      role,
      projectIds,
      tokenHash,
      maximumUses,
      invitedBy: actor.id,
      ...(isMailed && { mails: 1, mailedAt: sql`now()` }),
      expiresAt: sql`now() + make_interval(days => ${expiresInDays}::int)`,
    })
    .returning(invitationColumns)
  return presentInvitation(row!)
}

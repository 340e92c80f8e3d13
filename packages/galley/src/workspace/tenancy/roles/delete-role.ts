import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize, requireHeld } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { roleDeleted } from '../events.ts'
import { isPending } from '../invitations/invitation.ts'
import { invitations, members, roles } from '../tables.ts'
import { getRoleInWorkspace, presentRole } from './role.ts'

const NAMED = 20

export const DeleteRoleInput = z.object({ roleId: z.string() })
export type DeleteRoleInput = z.infer<typeof DeleteRoleInput>

/** Deletes a custom role that nobody holds and no pending invitation promises. */
export async function deleteRole({ ctx, input }: VerbArgs<DeleteRoleInput>): Promise<void> {
  requirePermission(ctx, 'roles.write')
  const { roleId } = DeleteRoleInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'roles.write')
    const role = await getRoleInWorkspace(tx, ctx, roleId)
    requireHeld(authority, presentRole(ctx, role).permissions)
    await requireUnused(tx, ctx, roleId)
    await tx.delete(roles).where(and(eq(roles.workspaceId, ctx.workspaceId), eq(roles.id, roleId)))
    const { name, permissions } = role
    await audit(tx, ctx, { action: 'role.delete', subject: roleId, before: { name, permissions } })
    emit(tx, ctx, roleDeleted, roleId, {})
  })
}

/** @throws ConflictError with how many use it, and the first of them. */
async function requireUnused(tx: Transaction, ctx: Context, roleId: string): Promise<void> {
  const isHeld = and(eq(members.workspaceId, ctx.workspaceId), eq(members.role, roleId))
  const isPromised = and(
    eq(invitations.workspaceId, ctx.workspaceId),
    eq(invitations.role, roleId),
    isPending,
  )
  const holders = await tx
    .select({ memberId: members.id, name: sql<string>`people.name` })
    .from(members)
    .innerJoin(sql`galley.users people`, sql`people.id = ${members.userId}`)
    .where(isHeld)
    .orderBy(asc(members.id))
    .limit(NAMED)
  const promises = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(isPromised)
    .orderBy(asc(invitations.id))
    .limit(NAMED)
  if (holders.length === 0 && promises.length === 0) return
  throw new ConflictError(tenancyCodes.ROLE_IN_USE, {
    roleId,
    members: await tx.$count(members, isHeld),
    invitations: await tx.$count(invitations, isPromised),
    heldBy: holders,
    promisedBy: promises.map(({ id }) => id),
  })
}

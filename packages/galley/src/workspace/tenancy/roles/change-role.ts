import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize, requireHeld } from '../authority.ts'
import { roleChanged } from '../events.ts'
import { Description, Name } from '../names.ts'
import { roles } from '../tables.ts'
import {
  getRoleInWorkspace,
  Permissions,
  presentRole,
  requireFreeName,
  requireKnown,
} from './role.ts'
import type { Role } from './role.ts'

export const ChangeRoleInput = z.object({
  roleId: z.string(),
  name: Name.optional(),
  description: Description.optional(),
  permissions: Permissions.optional(),
})
export type ChangeRoleInput = z.input<typeof ChangeRoleInput>

/** Changes a custom role, for everybody who has it, within a second. */
export async function changeRole({ ctx, input }: VerbArgs<ChangeRoleInput>): Promise<Role> {
  requirePermission(ctx, 'roles.write')
  const { roleId, ...changes } = ChangeRoleInput.parse(input)
  if (changes.permissions) requireKnown(ctx, changes.permissions)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'roles.write')
    const before = await getRoleInWorkspace(tx, ctx, roleId)
    // Nobody takes from a role what they could not give to it.
    requireHeld(authority, presentRole(ctx, before).permissions)
    const {
      name = before.name,
      description = before.description,
      permissions = before.permissions,
    } = changes
    if (changes.permissions) requireHeld(authority, permissions)
    await requireFreeName(tx, ctx, name, roleId)
    const [after] = await tx
      .update(roles)
      .set({ name, description, permissions, updatedAt: sql`now()` })
      .where(and(eq(roles.workspaceId, ctx.workspaceId), eq(roles.id, roleId)))
      .returning()
    await audit(tx, ctx, {
      action: 'role.change',
      subject: roleId,
      before: { name: before.name, permissions: before.permissions },
      after: { name, permissions },
    })
    emit(tx, ctx, roleChanged, roleId, { name })
    return presentRole(ctx, after!)
  })
}

import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize, requireHeld } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { roleCreated } from '../events.ts'
import { Description, Name } from '../names.ts'
import { roles } from '../tables.ts'
import { Permissions, presentRole, requireFreeName, requireKnown } from './role.ts'
import type { Role } from './role.ts'

const MOST_ROLES = 100

export const CreateRoleInput = z.object({
  name: Name,
  description: Description.default(''),
  permissions: Permissions.describe('Names from GET /roles, all of which you hold yourself.'),
})
export type CreateRoleInput = z.input<typeof CreateRoleInput>

/** Makes a role out of permissions that the caller holds. */
export async function createRole({ ctx, input }: VerbArgs<CreateRoleInput>): Promise<Role> {
  requirePermission(ctx, 'roles.write')
  const { name, description, permissions } = CreateRoleInput.parse(input)
  requireKnown(ctx, permissions)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'roles.write')
    requireHeld(authority, permissions)
    await requireFreeName(tx, ctx, name)
    const count = await tx.$count(roles, eq(roles.workspaceId, ctx.workspaceId))
    if (count >= MOST_ROLES) throw new ConflictError(tenancyCodes.ROLES_FULL, { limit: MOST_ROLES })
    const { workspaceId } = ctx
    const [role] = await tx
      .insert(roles)
      .values({ id: newId('role'), workspaceId, name, description, permissions })
      .returning()
    await audit(tx, ctx, {
      action: 'role.create',
      subject: role!.id,
      after: { name, permissions },
    })
    emit(tx, ctx, roleCreated, role!.id, { name })
    return presentRole(ctx, role!)
  })
}

import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../../platform/error.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { scimCodes } from '../codes.ts'
import { findGroup, groupsOf, memberIdsOf } from '../groups/group-row.ts'
import { followGroups } from '../groups/member-roles.ts'
import { scimGroups } from '../tables.ts'
import { requireGivableRole, RoleName } from './givable-role.ts'
import { groupColumns } from './scim-group.ts'
import type { ScimGroup } from './scim-group.ts'

export const SetGroupRoleInput = z.object({
  groupId: z.string(),
  role: RoleName.nullable(),
})
export type SetGroupRoleInput = z.infer<typeof SetGroupRoleInput>

/**
 * Says what the members of a directory's group are here, at once for those who are in it. Who is in
 * several groups has the role that allows most; owners stay owners.
 */
export async function setGroupRole({
  ctx,
  input,
}: VerbArgs<SetGroupRoleInput>): Promise<ScimGroup> {
  requirePermission(ctx, 'scim.write')
  const { groupId, role } = SetGroupRoleInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    await requireGivableRole(tx, ctx, role)
    const group = await findGroup(tx, ctx, groupId)
    if (!group) throw new NotFoundError(scimCodes.SCIM_GROUP_NOT_FOUND, { groupId })
    const mine = and(groupsOf(ctx), eq(scimGroups.id, groupId))
    if (group.role !== role) {
      await tx.update(scimGroups).set({ role }).where(mine)
      await followGroups(tx, ctx, await memberIdsOf(tx, ctx, groupId))
      const [before, after] = [{ role: group.role }, { role }]
      await audit(tx, ctx, { action: 'scim_group.map', subject: groupId, before, after })
    }
    const [row] = await tx.select(groupColumns).from(scimGroups).where(mine)
    return row!
  })
}

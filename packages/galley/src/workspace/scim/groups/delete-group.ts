import { and, eq } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { withTransaction } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockDirectory } from '../scim-context.ts'
import { scimGroups } from '../tables.ts'
import { requireTag } from '../users/user-row.ts'
import { getGroupInWorkspace, groupsOf, groupTag, memberIdsOf, touchUsers } from './group-row.ts'
import { followGroups } from './member-roles.ts'

/** Forgets a group; who was in it stays, with the role that is left to them. */
export async function deleteDirectoryGroup({
  ctx,
  input: { id, ifMatch },
}: {
  ctx: Context
  input: { id: string; ifMatch: string | null }
}): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await lockDirectory(tx, ctx)
    const row = await getGroupInWorkspace(tx, ctx, id)
    requireTag(ifMatch, groupTag(row))
    const members = await memberIdsOf(tx, ctx, id)
    await tx.delete(scimGroups).where(and(groupsOf(ctx), eq(scimGroups.id, id)))
    await touchUsers(tx, ctx, members)
    if (row.role !== null) await followGroups(tx, ctx, members)
    const before = { role: row.role, members: members.length }
    await audit(tx, ctx, { action: 'scim_group.delete', subject: id, before })
  })
}

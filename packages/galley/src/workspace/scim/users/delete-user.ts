import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import { lockDirectory, withPeople } from '../scim-context.ts'
import { scimGroupMembers, scimGroups, scimUsers } from '../tables.ts'
import { lockPerson } from './person.ts'
import { giveSeatUp } from './seat.ts'
import { getUserInWorkspace, ofWorkspace, requireTag, userTag } from './user-row.ts'

/**
 * Takes somebody out of the workspace and out of its directory. Their account stays theirs.
 *
 * @throws ConflictError for the last active owner.
 */
export async function deleteDirectoryUser({
  ctx,
  input: { id, ifMatch },
}: {
  ctx: Context
  input: { id: string; ifMatch: string | null }
}): Promise<void> {
  await withPeople(ctx, async (tx) => {
    const { userId } = await getUserInWorkspace(tx, ctx, id)
    await lockPerson(tx, userId)
    await lockDirectory(tx, ctx)
    const row = await getUserInWorkspace(tx, ctx, id)
    requireTag(ifMatch, userTag(row))
    await giveSeatUp(tx, ctx, userId)
    const theirs = tx
      .select({ id: scimGroupMembers.groupId })
      .from(scimGroupMembers)
      .where(eq(scimGroupMembers.scimUserId, id))
    await tx
      .update(scimGroups)
      .set({ version: sql`${scimGroups.version} + 1`, updatedAt: sql`clock_timestamp()` })
      .where(and(eq(scimGroups.workspaceId, ctx.workspaceId), inArray(scimGroups.id, theirs)))
    await tx.delete(scimUsers).where(and(ofWorkspace(ctx), eq(scimUsers.id, id)))
    const before = { userId, isActive: row.isActive }
    await audit(tx, ctx, { action: 'scim_user.delete', subject: id, before })
  })
}

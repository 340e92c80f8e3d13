import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { scimGroups } from '../tables.ts'
import { groupColumns, ScimGroup } from './scim-group.ts'

export const ListGroupsInput = z.object(pageInput)
export type ListGroupsInput = z.input<typeof ListGroupsInput>

export const ScimGroupPage = Page(ScimGroup)
export type ScimGroupPage = z.infer<typeof ScimGroupPage>

const groupCursor = defineCursor('scim_groups', z.string())

/** The directory's groups and what they mean here, newest first. */
export async function listGroups({
  ctx,
  input,
}: VerbArgs<ListGroupsInput>): Promise<ScimGroupPage> {
  requirePermission(ctx, 'scim.read')
  const { cursor, limit } = ListGroupsInput.parse(input)
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(groupColumns)
      .from(scimGroups)
      .where(
        and(
          eq(scimGroups.workspaceId, ctx.workspaceId),
          cursor ? lt(scimGroups.id, groupCursor.decode(cursor)) : undefined,
        ),
      )
      .orderBy(desc(scimGroups.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, (row) => groupCursor.encode(row.id))
}

import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { isId } from '../../../platform/id.ts'
import { protocolCodes } from '../codes.ts'
import { taken } from '../protocol/refuse.ts'
import { scimGroupMembers, scimGroups } from '../tables.ts'
import { nameKey } from '../users/require-free.ts'

export type GroupRow = typeof scimGroups.$inferSelect

type Scope = Pick<Context, 'workspaceId'>

export const groupsOf = ({ workspaceId }: Scope) => eq(scimGroups.workspaceId, workspaceId)

/** @throws NotFoundError, also when it is in another workspace. */
export async function getGroupInWorkspace(
  tx: Transaction,
  ctx: Scope,
  id: string,
): Promise<GroupRow> {
  const row = isId('scg', id) ? await findGroup(tx, ctx, id) : null
  if (row) return row
  const details = { type: 'group', id: id.slice(0, 100) }
  throw new NotFoundError(protocolCodes.SCIM_RESOURCE_NOT_FOUND, details)
}

export async function findGroup(tx: Transaction, ctx: Scope, id: string): Promise<GroupRow | null> {
  const [row] = await tx
    .select()
    .from(scimGroups)
    .where(and(groupsOf(ctx), eq(scimGroups.id, id)))
  return row ?? null
}

export const groupTag = ({ version }: GroupRow) => `W/"${version}"`

export async function memberIdsOf(tx: Transaction, ctx: Scope, id: string): Promise<string[]> {
  const rows = await tx
    .select({ id: scimGroupMembers.scimUserId })
    .from(scimGroupMembers)
    .where(and(eq(scimGroupMembers.workspaceId, ctx.workspaceId), eq(scimGroupMembers.groupId, id)))
  return rows.map((row) => row.id)
}

/** @throws ConflictError (uniqueness) when another group has the name or the id. */
export async function requireFreeGroup(
  tx: Transaction,
  ctx: Scope,
  { id, displayName, externalId }: { id: string; displayName: string; externalId: string | null },
): Promise<void> {
  const displayNameKey = nameKey(displayName)
  const others = await tx
    .select()
    .from(scimGroups)
    .where(
      and(
        groupsOf(ctx),
        ne(scimGroups.id, id),
        or(
          eq(scimGroups.displayNameKey, displayNameKey),
          externalId === null ? undefined : eq(scimGroups.externalId, externalId),
        ),
      ),
    )
  if (others.some((one) => one.displayNameKey === displayNameKey)) {
    throw taken('SCIM_DISPLAY_NAME_TAKEN')
  }
  if (others.length > 0) throw taken('SCIM_EXTERNAL_ID_TAKEN', { type: 'group' })
}

/** What changes who is in a group changes the group, and the users as they are shown. */
export async function touchUsers(
  tx: Transaction,
  { workspaceId }: Scope,
  scimUserIds: readonly string[],
): Promise<void> {
  await tx.execute(sql`
    update galley.scim_users set version = version + 1, updated_at = clock_timestamp()
    where workspace_id = ${workspaceId} and id = any(${sql.param([...scimUserIds])}::text[])`)
}

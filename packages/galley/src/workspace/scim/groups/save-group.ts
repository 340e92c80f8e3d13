import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { newId } from '../../../platform/id.ts'
import { withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { readOperations, requireSchema } from '../protocol/read-operations.ts'
import { invalid } from '../protocol/refuse.ts'
import { GROUP } from '../protocol/schemas.ts'
import { lockDirectory } from '../scim-context.ts'
import { scimGroups } from '../tables.ts'
import type { ChangeArgs } from '../users/change-user.ts'
import { nameKey } from '../users/require-free.ts'
import { requireTag } from '../users/user-row.ts'
import {
  getGroupInWorkspace,
  groupsOf,
  groupTag,
  memberIdsOf,
  requireFreeGroup,
  touchUsers,
} from './group-row.ts'
import type { GroupRow } from './group-row.ts'
import { followGroups } from './member-roles.ts'
import { patchGroup, readGroup } from './read-group.ts'
import type { DirectoryGroup } from './read-group.ts'

/** Takes a group over from the directory. It means nothing here until somebody gives it a role. */
export async function createDirectoryGroup({
  ctx,
  input,
}: VerbArgs<JsonObject>): Promise<GroupRow> {
  requireSchema(input, GROUP)
  const group = readGroup(input)
  return withTransaction(ctx, async (tx) => {
    await lockDirectory(tx, ctx)
    const id = newId('scg')
    const { displayName, externalId, members } = group
    await requireFreeGroup(tx, ctx, { id, displayName, externalId })
    await tx.insert(scimGroups).values({
      id,
      workspaceId: ctx.workspaceId,
      displayName,
      displayNameKey: nameKey(displayName),
      externalId,
    })
    await putIn(tx, ctx, id, [...members])
    const after = { members: members.size }
    await audit(tx, ctx, { action: 'scim_group.create', subject: id, after })
    return getGroupInWorkspace(tx, ctx, id)
  })
}

/** Puts another description in place of a group's. */
export function replaceDirectoryGroup({ ctx, input }: ChangeArgs): Promise<GroupRow> {
  requireSchema(input.body, GROUP)
  const group = readGroup(input.body)
  return changeGroup(ctx, input, () => group)
}

/** Changes parts of a group: all of the operations, or none. */
export function patchDirectoryGroup({ ctx, input }: ChangeArgs): Promise<GroupRow> {
  const operations = readOperations(input.body)
  return changeGroup(ctx, input, (before) => patchGroup(before, operations))
}

async function changeGroup(
  ctx: Context,
  { id, ifMatch }: ChangeArgs['input'],
  change: (before: DirectoryGroup) => DirectoryGroup,
): Promise<GroupRow> {
  return withTransaction(ctx, async (tx) => {
    await lockDirectory(tx, ctx)
    const row = await getGroupInWorkspace(tx, ctx, id)
    requireTag(ifMatch, groupTag(row))
    const before = new Set(await memberIdsOf(tx, ctx, id))
    const after = change({ ...row, members: before })
    const added = [...after.members].filter((one) => !before.has(one))
    const removed = [...before].filter((one) => !after.members.has(one))
    const { displayName, externalId } = after
    const isRenamed = displayName !== row.displayName || externalId !== row.externalId
    if (!isRenamed && added.length + removed.length === 0) return row

    if (isRenamed) await requireFreeGroup(tx, ctx, { id, displayName, externalId })
    await tx
      .update(scimGroups)
      .set({
        displayName,
        displayNameKey: nameKey(displayName),
        externalId,
        version: sql`${scimGroups.version} + 1`,
        updatedAt: sql`clock_timestamp()`,
      })
      .where(and(groupsOf(ctx), eq(scimGroups.id, id)))
    await putIn(tx, ctx, id, added)
    await takeOut(tx, ctx, id, removed)
    if (isRenamed) await touchUsers(tx, ctx, [...after.members])
    if (row.role !== null) await followGroups(tx, ctx, [...added, ...removed])
    await audit(tx, ctx, {
      action: 'scim_group.change',
      subject: id,
      before: { members: before.size },
      after: { members: after.members.size, added: few(added), removed: few(removed), isRenamed },
    })
    return getGroupInWorkspace(tx, ctx, id)
  })
}

/** The audit log keeps who it was, as long as that is readable. */
const few = (ids: readonly string[]) => (ids.length <= 50 ? ids : ids.length)

/** @throws InvalidError (invalidValue) for whoever is no user here. */
async function putIn(
  tx: Transaction,
  ctx: Context,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const { workspaceId } = ctx
  const wanted = sql`unnest(${sql.param([...ids])}::text[])`
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into galley.scim_group_members (workspace_id, group_id, scim_user_id)
    select ${workspaceId}, ${groupId}, users.id
    from galley.scim_users users
    where users.workspace_id = ${workspaceId} and users.id in (select ${wanted})
    returning scim_user_id as id`)
  if (rows.length < ids.length) {
    const known = new Set(rows.map(({ id }) => id))
    const unknown = ids.find((id) => !known.has(id))!
    throw invalid('invalidValue', 'SCIM_MEMBER_UNKNOWN', { id: unknown.slice(0, 100) })
  }
  await touchUsers(tx, ctx, ids)
}

async function takeOut(
  tx: Transaction,
  ctx: Context,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`
    delete from galley.scim_group_members
    where workspace_id = ${ctx.workspaceId} and group_id = ${groupId}
      and scim_user_id = any(${sql.param([...ids])}::text[])`)
  await touchUsers(tx, ctx, ids)
}

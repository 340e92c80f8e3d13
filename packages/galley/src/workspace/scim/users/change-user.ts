import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { audit } from '../../audit/index.ts'
import { roleOf } from '../groups/member-roles.ts'
import { applyOperations } from '../protocol/apply-operations.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { readOperations, requireSchema } from '../protocol/read-operations.ts'
import { USER } from '../protocol/schemas.ts'
import { lockDirectory, withPeople } from '../scim-context.ts'
import { scimUsers } from '../tables.ts'
import { followAddress, lockPerson } from './person.ts'
import { readUser } from './read-user.ts'
import type { DirectoryUser } from './read-user.ts'
import { nameKey, requireFree } from './require-free.ts'
import { closeSeat, openSeat } from './seat.ts'
import { getUserInWorkspace, ofWorkspace, requireTag, userTag } from './user-row.ts'
import type { UserRow } from './user-row.ts'

export interface ChangeArgs {
  ctx: Context
  input: { id: string; body: JsonObject; ifMatch: string | null }
}

/** Puts another description in place of a user's. */
export function replaceDirectoryUser({ ctx, input }: ChangeArgs): Promise<UserRow> {
  requireSchema(input.body, USER)
  const user = readUser(input.body)
  return changeUser(ctx, input, () => user)
}

/** Changes parts of a user's description: all of the operations, or none. */
export function patchDirectoryUser({ ctx, input }: ChangeArgs): Promise<UserRow> {
  const operations = readOperations(input.body)
  return changeUser(ctx, input, ({ userName, externalId, attributes, isActive }) =>
    readUser(
      applyOperations({ userName, externalId, active: isActive, ...attributes }, operations),
    ),
  )
}

async function changeUser(
  ctx: Context,
  { id, ifMatch }: ChangeArgs['input'],
  change: (before: UserRow) => DirectoryUser,
): Promise<UserRow> {
  return withPeople(ctx, async (tx) => {
    const { userId } = await getUserInWorkspace(tx, ctx, id)
    await lockPerson(tx, userId)
    await lockDirectory(tx, ctx)
    const before = await getUserInWorkspace(tx, ctx, id)
    requireTag(ifMatch, userTag(before))
    const after = change(before)
    const changed = differences(before, after)
    if (changed.length === 0) return before

    await requireFree(tx, ctx, { ...after, id, userId })
    await followAddress(tx, ctx, before, after)
    await followActive(tx, ctx, before, after)
    await keep(tx, ctx, id, after)
    await audit(tx, ctx, {
      action: 'scim_user.change',
      subject: id,
      before: { isActive: before.isActive },
      after: { isActive: after.active ?? before.isActive, changed },
    })
    return getUserInWorkspace(tx, ctx, id)
  })
}

async function followActive(
  tx: Transaction,
  ctx: Context,
  before: UserRow,
  { active }: DirectoryUser,
): Promise<void> {
  if (active === null || active === before.isActive) return
  const { id, userId } = before
  if (active) await openSeat(tx, ctx, { userId, role: await roleOf(tx, ctx, id) })
  else await closeSeat(tx, ctx, userId)
}

async function keep(
  tx: Transaction,
  ctx: Context,
  id: string,
  { userName, externalId, email, attributes }: DirectoryUser,
): Promise<void> {
  await tx
    .update(scimUsers)
    .set({
      userName,
      userNameKey: nameKey(userName),
      externalId,
      email,
      attributes,
      version: sql`${scimUsers.version} + 1`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(and(ofWorkspace(ctx), eq(scimUsers.id, id)))
}

/** The names of what is different: the audit log keeps these and no values. */
function differences(before: UserRow, after: DirectoryUser): string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])
  const changed = [...names].filter(
    (name) => sorted(before.attributes[name]) !== sorted(after.attributes[name]),
  )
  if (before.userName !== after.userName) changed.push('userName')
  if (before.externalId !== after.externalId) changed.push('externalId')
  if (after.active !== null && before.isActive !== after.active) changed.push('active')
  return changed
}

/** As text, whatever the order of its names: the database has one of its own. */
const sorted = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  )

import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError, PreconditionError } from '../../../platform/error.ts'
import { isId } from '../../../platform/id.ts'
import { protocolCodes } from '../codes.ts'
import { scimUsers } from '../tables.ts'

export type UserRow = typeof scimUsers.$inferSelect & {
  /** They have a seat here, and it is switched on. */
  isActive: boolean
}

type Scope = Pick<Context, 'workspaceId'>

/** Written out, since Drizzle leaves the table's name away where it selects from one table only. */
export const isActive = sql<boolean>`coalesce((
  select seats.is_active from galley.members seats
  where seats.workspace_id = scim_users.workspace_id and seats.user_id = scim_users.user_id), false)`

export const ofWorkspace = ({ workspaceId }: Scope) => eq(scimUsers.workspaceId, workspaceId)

/** @throws NotFoundError, also when it is in another workspace. */
export async function getUserInWorkspace(
  tx: Transaction,
  ctx: Scope,
  id: string,
): Promise<UserRow> {
  if (!isId('scu', id)) throw unknownUser(id)
  const [found] = await tx
    .select({ user: scimUsers, isActive })
    .from(scimUsers)
    .where(and(ofWorkspace(ctx), eq(scimUsers.id, id)))
  if (!found) throw unknownUser(id)
  return { ...found.user, isActive: found.isActive }
}

const unknownUser = (id: string) =>
  new NotFoundError(protocolCodes.SCIM_RESOURCE_NOT_FOUND, { type: 'user', id: id.slice(0, 100) })

/** Whether somebody works here is part of it, and changes elsewhere too. */
export const userTag = ({ version, isActive: active }: Pick<UserRow, 'version' | 'isActive'>) =>
  `W/"${version}${active ? '' : '-inactive'}"`

/** @throws PreconditionError when an If-Match names another state. */
export function requireTag(ifMatch: string | null, current: string): void {
  if (ifMatch === null || isTagged(ifMatch, current)) return
  throw new PreconditionError(protocolCodes.SCIM_VERSION_STALE, { current })
}

/** Compared weakly: directories leave the W/ out. */
export const isTagged = (header: string, current: string): boolean =>
  header.split(',').some((tag) => ['*', bare(current)].includes(bare(tag)))

const bare = (tag: string) => tag.trim().replace(/^W\//, '')

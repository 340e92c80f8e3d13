import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError } from '../../../platform/error.ts'
import { requireRole, setMemberRole } from '../../tenancy/index.ts'
import { scimGroupMembers, scimGroups, scimSettings } from '../tables.ts'

const FALLBACK = 'viewer'

/** What those become whom no group gives a role. A role that is gone means the least. */
export async function defaultRole(tx: Transaction, ctx: Context): Promise<string> {
  const [settings] = await tx
    .select({ role: scimSettings.defaultRole })
    .from(scimSettings)
    .where(eq(scimSettings.workspaceId, ctx.workspaceId))
  const role = settings?.role ?? FALLBACK
  return (await weightOf(tx, ctx, role)) === null ? FALLBACK : role
}

/** What a user is by their groups at this moment. */
export async function roleOf(tx: Transaction, ctx: Context, scimUserId: string): Promise<string> {
  const mapped = await mappedRoles(tx, ctx, [scimUserId])
  return mapped.get(scimUserId) ?? (await defaultRole(tx, ctx))
}

/**
 * Gives users the highest role of their groups, or the default one. Owners stay owners: they are made
 * and unmade by owners only. Who has no seat gets none by this.
 */
export async function followGroups(
  tx: Transaction,
  ctx: Context,
  scimUserIds: readonly string[],
): Promise<void> {
  if (scimUserIds.length === 0) return
  const mapped = await mappedRoles(tx, ctx, scimUserIds)
  const otherwise = await defaultRole(tx, ctx)
  for (const { id, userId, role } of await seatsOf(tx, ctx, scimUserIds)) {
    const wanted = mapped.get(id) ?? otherwise
    if (role === wanted || role === 'owner') continue
    const input = { workspaceId: ctx.workspaceId, userId, role: wanted, origin: 'scim' } as const
    await setMemberRole({ services: ctx, tx, input })
  }
}

/** By user, the role that allows most of those that their groups give. */
async function mappedRoles(
  tx: Transaction,
  ctx: Context,
  scimUserIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const given = await tx
    .selectDistinct({ scimUserId: scimGroupMembers.scimUserId, role: scimGroups.role })
    .from(scimGroupMembers)
    .innerJoin(scimGroups, eq(scimGroups.id, scimGroupMembers.groupId))
    .where(
      and(
        eq(scimGroupMembers.workspaceId, ctx.workspaceId),
        eq(scimGroups.workspaceId, ctx.workspaceId),
        isNotNull(scimGroups.role),
        inArray(
          scimGroupMembers.scimUserId,
          sql`(select unnest(${sql.param([...scimUserIds])}::text[]))`,
        ),
      ),
    )
  const weights = new Map<string, number>()
  for (const role of new Set(given.map((one) => one.role!))) {
    const weight = await weightOf(tx, ctx, role)
    if (weight !== null) weights.set(role, weight)
  }
  const highest = new Map<string, string>()
  for (const { scimUserId, role } of given) {
    if (role === null || !weights.has(role)) continue
    const before = highest.get(scimUserId)
    if (before === undefined || isHigher(weights, role, before)) highest.set(scimUserId, role)
  }
  return highest
}

/** Of two that allow as much, the order of names decides, so that it is always the same one. */
function isHigher(weights: ReadonlyMap<string, number>, one: string, other: string): boolean {
  const difference = weights.get(one)! - weights.get(other)!
  return difference === 0 ? one < other : difference > 0
}

/** How much a role allows; null when it is gone. Never that of owners. */
async function weightOf(tx: Transaction, ctx: Context, role: string): Promise<number | null> {
  if (role === 'owner') return null
  try {
    return (await requireRole(tx, ctx, role)).permissions.size
  } catch (error) {
    if (error instanceof InvalidError) return null
    throw error
  }
}

async function seatsOf(tx: Transaction, ctx: Context, scimUserIds: readonly string[]) {
  const { rows } = await tx.execute<{ id: string; user_id: string; role: string }>(sql`
    select users.id, users.user_id, seats.role
    from galley.scim_users users
    join galley.members seats
      on seats.workspace_id = users.workspace_id and seats.user_id = users.user_id
    where users.workspace_id = ${ctx.workspaceId}
      and users.id = any(${sql.param([...scimUserIds])}::text[])
    order by users.id`)
  return rows.map(({ id, user_id: userId, role }) => ({ id, userId, role }))
}

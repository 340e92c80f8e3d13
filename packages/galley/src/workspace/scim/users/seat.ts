import { sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { endSessions } from '../../accounts/index.ts'
import { addMember, removeMember, setMemberActive } from '../../tenancy/index.ts'

/** Seats somebody, or switches their seat on; it keeps the role that it had. */
export async function openSeat(
  tx: Transaction,
  ctx: Context,
  { userId, role }: { userId: string; role: string },
): Promise<void> {
  const place = { workspaceId: ctx.workspaceId, userId, origin: 'scim' } as const
  const { isNew } = await addMember({ services: ctx, tx, input: { ...place, role } })
  if (!isNew) await setMemberActive({ services: ctx, tx, input: { ...place, isActive: true } })
}

/**
 * Switches a seat off: its person may nothing here within a second, and their sessions that this
 * workspace's identity provider vouched for end.
 *
 * @throws ConflictError for the last active owner.
 */
export async function closeSeat(tx: Transaction, ctx: Context, userId: string): Promise<void> {
  const { workspaceId } = ctx
  const input = { workspaceId, userId, origin: 'scim', isActive: false } as const
  if (await hasSeat(tx, ctx, userId)) await setMemberActive({ services: ctx, tx, input })
  await endSessions({ tx, input: { userId, ssoWorkspaceId: workspaceId } })
}

/** @throws ConflictError for the last active owner. */
export async function giveSeatUp(tx: Transaction, ctx: Context, userId: string): Promise<void> {
  const { workspaceId } = ctx
  await removeMember({ services: ctx, tx, input: { workspaceId, userId, origin: 'scim' } })
  await endSessions({ tx, input: { userId, ssoWorkspaceId: workspaceId } })
}

async function hasSeat(tx: Transaction, { workspaceId }: Context, userId: string) {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from galley.members where workspace_id = ${workspaceId} and user_id = ${userId}`)
  return rows.length > 0
}

import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { emit } from '../../../platform/event.ts'
import { newId } from '../../../platform/id.ts'
import { audit } from '../../audit/index.ts'
import { tenancyCodes } from '../codes.ts'
import { memberChanged, memberJoined, memberLeft } from '../events.ts'
import { members } from '../tables.ts'
import type { MemberRow } from './member.ts'

/**
 * What every way in, around and out has in common: the row, its audit entry, its event, and that an
 * active owner remains. All of it under the workspace's lock.
 */
export interface NewSeat {
  userId: string
  role: string
  projectIds?: readonly string[] | null
  origin: MemberRow['origin']
}

/** Seats somebody; null when they have a seat already, which stays as it is. */
export async function takeSeat(
  tx: Transaction,
  ctx: Context,
  { userId, role, projectIds = null, origin }: NewSeat,
): Promise<MemberRow | null> {
  if (role === 'owner' && projectIds) throw new InvalidError(tenancyCodes.OWNER_NARROWED)
  const [row] = await tx
    .insert(members)
    .values({
      id: newId('mem'),
      workspaceId: ctx.workspaceId,
      userId,
      role,
      projectIds: projectIds && [...projectIds],
      origin,
    })
    .onConflictDoNothing({ target: [members.workspaceId, members.userId] })
    .returning()
  if (!row) return null
  await audit(tx, ctx, {
    action: 'member.join',
    subject: row.id,
    after: { userId, ...summaryOf(row), origin },
  })
  emit(tx, ctx, memberJoined, row.id, { userId, ...summaryOf(row), origin })
  return row
}

export type SeatChanges = Partial<Pick<MemberRow, 'role' | 'projectIds' | 'isActive'>>

/** @throws ConflictError when it would leave the workspace without an active owner. */
export async function changeSeat(
  tx: Transaction,
  ctx: Context,
  before: MemberRow,
  changes: SeatChanges,
): Promise<MemberRow> {
  const wanted = { ...before, ...changes }
  if (wanted.role === 'owner' && wanted.projectIds) {
    throw new InvalidError(tenancyCodes.OWNER_NARROWED)
  }
  const [from, to] = [summaryOf(before), summaryOf(wanted)]
  if (JSON.stringify(from) === JSON.stringify(to)) return before
  if (isActiveOwner(before) && !isActiveOwner(wanted)) await requireAnotherOwner(tx, before)
  await tx
    .update(members)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.id, before.id)))
  await audit(tx, ctx, { action: 'member.change', subject: before.id, before: from, after: to })
  emit(tx, ctx, memberChanged, before.id, { userId: before.userId, ...to })
  return wanted
}

/** @throws ConflictError when it would leave the workspace without an active owner. */
export async function endSeat(
  tx: Transaction,
  ctx: Context,
  member: MemberRow,
  { action }: { action: 'member.leave' | 'member.remove' },
): Promise<void> {
  if (isActiveOwner(member)) await requireAnotherOwner(tx, member)
  await clearSeat(tx, ctx, member, { action })
}

/** Without asking who remains: for a workspace that ends with its last member. */
export async function clearSeat(
  tx: Transaction,
  ctx: Context,
  member: MemberRow,
  { action }: { action: 'member.leave' | 'member.remove' },
): Promise<void> {
  await tx
    .delete(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.id, member.id)))
  const { id, userId } = member
  await audit(tx, ctx, { action, subject: id, before: { userId, ...summaryOf(member) } })
  emit(tx, ctx, memberLeft, id, { userId })
}

export const isActiveOwner = ({ role, isActive }: Pick<MemberRow, 'role' | 'isActive'>) =>
  role === 'owner' && isActive

/** How many active owners there are: people, not what a race with a deleted account may leave. */
export const countOwners = (tx: Transaction, workspaceId: string): Promise<number> =>
  tx.$count(
    members,
    and(
      eq(members.workspaceId, workspaceId),
      eq(members.role, 'owner'),
      eq(members.isActive, true),
      sql`exists (select from galley.users people where people.id = ${members.userId})`,
    ),
  )

async function requireAnotherOwner(tx: Transaction, { workspaceId }: MemberRow): Promise<void> {
  if ((await countOwners(tx, workspaceId)) > 1) return
  throw new ConflictError(tenancyCodes.LAST_OWNER, { workspaceId })
}

const summaryOf = ({ role, projectIds, isActive }: MemberRow) => ({ role, projectIds, isActive })

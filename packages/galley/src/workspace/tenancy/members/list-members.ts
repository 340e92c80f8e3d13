import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { members } from '../tables.ts'
import { Member, selectMembers } from './member.ts'

export const ListMembersInput = z.object(pageInput)
export type ListMembersInput = z.input<typeof ListMembersInput>

export const MemberPage = Page(Member)
export type MemberPage = z.infer<typeof MemberPage>

const memberCursor = defineCursor('members', z.string())

/** Who belongs to the workspace, in the order in which they came. */
export async function listMembers({ ctx, input }: VerbArgs<ListMembersInput>): Promise<MemberPage> {
  requirePermission(ctx, 'members.read')
  const { cursor, limit } = ListMembersInput.parse(input)
  const after = cursor ? gt(members.id, memberCursor.decode(cursor)) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    selectMembers(tx)
      .where(and(eq(members.workspaceId, ctx.workspaceId), after))
      .orderBy(asc(members.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, ({ id }) => memberCursor.encode(id))
}

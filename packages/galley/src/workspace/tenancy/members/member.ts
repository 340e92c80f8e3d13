import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { tenancyCodes } from '../codes.ts'
import { members, roles } from '../tables.ts'

export const Member = z
  .object({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.string().describe('A built-in role, or the id of a custom one.'),
    roleName: z.string(),
    projectIds: z
      .array(z.string())
      .nullable()
      .describe('The projects that they are narrowed to; null: all.'),
    origin: z.enum(['founder', 'invitation', 'sso', 'scim']),
    isActive: z.boolean().describe('False while a directory has them switched off.'),
    createdAt: z.date(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export type MemberRow = typeof members.$inferSelect

/** Members with their people, whose names those of one workspace may read. */
export const selectMembers = (tx: Transaction) =>
  tx
    .select({
      id: members.id,
      userId: members.userId,
      name: sql<string>`people.name`,
      email: sql<string>`people.email`,
      role: members.role,
      roleName: sql<string>`coalesce(${roles.name}, ${members.role})`,
      projectIds: members.projectIds,
      origin: members.origin,
      isActive: members.isActive,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(sql`galley.users people`, sql`people.id = ${members.userId}`)
    .leftJoin(roles, and(eq(roles.workspaceId, members.workspaceId), eq(roles.id, members.role)))

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getMemberInWorkspace(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  by: { memberId: string } | { userId: string },
): Promise<MemberRow> {
  const isThem = 'memberId' in by ? eq(members.id, by.memberId) : eq(members.userId, by.userId)
  const [row] = await tx
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), isThem))
  if (!row) {
    const memberId = 'memberId' in by ? by.memberId : by.userId
    throw new NotFoundError(tenancyCodes.MEMBER_NOT_FOUND, { memberId })
  }
  return row
}

/** The member as the API shows them. */
export async function readMember(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  memberId: string,
): Promise<Member> {
  const [member] = await selectMembers(tx).where(
    and(eq(members.workspaceId, workspaceId), eq(members.id, memberId)),
  )
  if (!member) throw new NotFoundError(tenancyCodes.MEMBER_NOT_FOUND, { memberId })
  return member
}

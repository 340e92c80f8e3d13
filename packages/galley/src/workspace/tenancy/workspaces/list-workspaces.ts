import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { personOf } from '../place.ts'
import { members, roles, workspaces } from '../tables.ts'

export const ListWorkspacesInput = z.object(pageInput)
export type ListWorkspacesInput = z.input<typeof ListWorkspacesInput>

export const MyWorkspace = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.string(),
    roleName: z.string(),
    ssoEnforced: z.boolean(),
    isCurrent: z.boolean().describe('The one that this request is in.'),
    createdAt: z.date(),
    deletedAt: z.date().nullable().describe('Shown to owners, as long as they can restore it.'),
    purgeAfter: z.date().nullable(),
  })
  .meta({ id: 'MyWorkspace' })
export type MyWorkspace = z.infer<typeof MyWorkspace>

export const MyWorkspacePage = Page(MyWorkspace)
export type MyWorkspacePage = z.infer<typeof MyWorkspacePage>

const workspaceCursor = defineCursor('workspaces', z.string())

/** The workspaces that the signed-in person belongs to, and those that they can still bring back. */
export async function listWorkspaces({
  ctx,
  input,
}: VerbArgs<ListWorkspacesInput>): Promise<MyWorkspacePage> {
  requirePermission(ctx, ACCOUNT)
  const userId = personOf(ctx)
  const { cursor, limit } = ListWorkspacesInput.parse(input)
  const after = cursor ? gt(workspaces.id, workspaceCursor.decode(cursor)) : undefined
  const isRestorable = and(eq(members.role, 'owner'), gt(workspaces.purgeAfter, sql`now()`))
  // Over all workspaces: before one is chosen there is no tenant to scope by.
  const rows = await ctx.db.system
    .select({
      id: workspaces.id,
      name: workspaces.name,
      role: members.role,
      roleName: sql<string>`coalesce(${roles.name}, ${members.role})`,
      ssoEnforced: workspaces.ssoEnforced,
      isCurrent: sql<boolean>`${workspaces.id} = ${ctx.workspaceId}`,
      createdAt: workspaces.createdAt,
      deletedAt: workspaces.deletedAt,
      purgeAfter: workspaces.purgeAfter,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .leftJoin(roles, and(eq(roles.workspaceId, members.workspaceId), eq(roles.id, members.role)))
    .where(
      and(
        eq(members.userId, userId),
        eq(members.isActive, true),
        or(isNull(workspaces.deletedAt), isRestorable),
        after,
      ),
    )
    .orderBy(asc(workspaces.id))
    .limit(limit + 1)
  return toPage(rows, limit, ({ id }) => workspaceCursor.encode(id))
}

/** How many open workspaces somebody owns: what a limit counts. */
export function countOwnedWorkspaces({ db }: Pick<Context, 'db'>, userId: string): Promise<number> {
  const isOpen = sql`exists (select from galley.workspaces w
    where w.id = ${members.workspaceId} and w.deleted_at is null)`
  return db.system.$count(
    members,
    and(eq(members.userId, userId), eq(members.role, 'owner'), isOpen),
  )
}

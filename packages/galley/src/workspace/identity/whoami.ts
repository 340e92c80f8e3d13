import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { apiKeys } from './tables.ts'

export const WhoamiInput = z.object({})

export const Whoami = z
  .object({
    user: z
      .object({ id: z.string(), name: z.string(), email: z.string() })
      .nullable()
      .describe('The person, also behind a key of their own; null for a key of the workspace.'),
    key: z
      .object({
        id: z.string(),
        name: z.string(),
        start: z.string(),
        expiresAt: z.date().nullable(),
      })
      .nullable()
      .describe('The key that the request came with.'),
    workspace: z.object({ id: z.string(), name: z.string() }),
    role: z
      .string()
      .nullable()
      .describe("The person's role here: a built-in one's name, or a custom one's id."),
    permissions: z.array(z.string()).describe('What this request may; `*` is everything.'),
    projectIds: z.array(z.string()).nullable().describe('The projects it sees; null: all.'),
  })
  .meta({ id: 'Whoami' })
export type Whoami = z.infer<typeof Whoami>

/** Who is asking, in which workspace, and what they may there. */
export async function whoami({ ctx }: VerbArgs<z.infer<typeof WhoamiInput>>): Promise<Whoami> {
  requirePermission(ctx, 'identity.read')
  return withTransaction(ctx, async (tx) => {
    const { workspaceId, actor, permissions, projectIds = null } = ctx
    const key = actor.kind === 'api_key' ? await findKey(tx, ctx, actor.id) : null
    const userId = actor.kind === 'user' ? actor.id : (key?.userId ?? null)
    const person = userId ? await findPerson(tx, ctx, userId) : null
    const { rows } = await tx.execute<{ name: string }>(
      sql`select name from galley.workspaces where id = ${workspaceId}`,
    )
    return {
      user: person && { id: person.id, name: person.name, email: person.email },
      key,
      workspace: { id: workspaceId, name: rows[0]?.name ?? '' },
      role: person?.role ?? null,
      permissions: [...permissions].sort(),
      projectIds: projectIds && [...projectIds],
    }
  })
}

async function findKey(tx: Transaction, { workspaceId }: Context, keyId: string) {
  const [key] = await tx
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      start: apiKeys.start,
      expiresAt: apiKeys.expiresAt,
      userId: apiKeys.userId,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, keyId)))
  return key ?? null
}

async function findPerson(tx: Transaction, { workspaceId }: Context, userId: string) {
  const { rows } = await tx.execute<{ id: string; name: string; email: string; role: string }>(sql`
    select u.id, u.name, u.email, m.role from galley.members m
    join galley.users u on u.id = m.user_id
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId}`)
  return rows[0] ?? null
}

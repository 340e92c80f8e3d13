import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { authorityOfCaller } from '../../identity/index.ts'
import { requireOpenWorkspace } from '../authority.ts'
import { workspaces } from '../tables.ts'

export const Workspace = z
  .object({
    id: z.string(),
    name: z.string(),
    ssoEnforced: z.boolean(),
    createdAt: z.date(),
    you: z
      .object({
        role: z.string().nullable().describe('Null for a key.'),
        permissions: z.array(z.string()),
        projectIds: z.array(z.string()).nullable(),
      })
      .describe('What the caller may here.'),
  })
  .meta({ id: 'Workspace' })
export type Workspace = z.infer<typeof Workspace>

/** The workspace that the request is in, and what the caller may in it. */
export async function readWorkspace(tx: Transaction, ctx: Context): Promise<Workspace> {
  const { id, name, ssoEnforced, createdAt } = await requireOpenWorkspace(tx, ctx)
  const { role, permissions, projectIds } = await authorityOfCaller(tx, ctx)
  return {
    id,
    name,
    ssoEnforced,
    createdAt,
    you: {
      role,
      permissions: [...permissions].filter((permission) => permission !== ACCOUNT),
      projectIds: projectIds && [...projectIds],
    },
  }
}

/** Changes the row of the workspace, under its lock. */
export async function setWorkspace(
  tx: Transaction,
  workspaceId: string,
  changes: Partial<typeof workspaces.$inferInsert>,
): Promise<void> {
  await tx.update(workspaces).set(changes).where(eq(workspaces.id, workspaceId))
}

/** Whether members have to come through the identity provider. Whoever decides that takes the lock. */
export const setSsoEnforced = (
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  ssoEnforced: boolean,
): Promise<void> => setWorkspace(tx, workspaceId, { ssoEnforced })

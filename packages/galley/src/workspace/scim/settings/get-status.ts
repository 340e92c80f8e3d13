import { eq, isNotNull, and } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { Context } from '../../../platform/context.ts'
import { scimRoot } from '../address.ts'
import { scimGroups, scimSettings, scimTokens, scimUsers } from '../tables.ts'
import { inWorkspace, isLive } from '../tokens/token.ts'
import { isActive, ofWorkspace } from '../users/user-row.ts'

export const ScimStatus = z
  .object({
    baseUrl: z.string().describe('What the directory calls the tenant URL or SCIM base URL.'),
    defaultRole: z.string().describe('What those become whom no group gives a role.'),
    lastSyncAt: z
      .date()
      .nullable()
      .describe('When the directory last got what it asked for: up to ten seconds late.'),
    tokens: z.int().describe('How many are in use.'),
    users: z.int(),
    activeUsers: z.int(),
    groups: z.int(),
    mappedGroups: z.int().describe('Groups that give a role.'),
    errors: z
      .array(
        z.object({
          at: z.date(),
          request: z.string(),
          status: z.int(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .describe('What the directory was last refused, newest first.'),
  })
  .meta({ id: 'ScimStatus' })
export type ScimStatus = z.infer<typeof ScimStatus>

/** How the directory is doing. */
export async function getStatus({ ctx }: { ctx: Context }): Promise<ScimStatus> {
  requirePermission(ctx, 'scim.read')
  return withTransaction(ctx, (tx) => readStatus(tx, ctx))
}

export async function readStatus(tx: Transaction, ctx: Context): Promise<ScimStatus> {
  const mine = eq(scimGroups.workspaceId, ctx.workspaceId)
  const [settings] = await tx
    .select()
    .from(scimSettings)
    .where(eq(scimSettings.workspaceId, ctx.workspaceId))
  return {
    baseUrl: scimRoot(ctx.config),
    defaultRole: settings?.defaultRole ?? 'viewer',
    lastSyncAt: settings?.lastSyncAt ?? null,
    tokens: await tx.$count(scimTokens, and(inWorkspace(ctx), isLive())),
    users: await tx.$count(scimUsers, ofWorkspace(ctx)),
    activeUsers: await tx.$count(scimUsers, and(ofWorkspace(ctx), isActive)),
    groups: await tx.$count(scimGroups, mine),
    mappedGroups: await tx.$count(scimGroups, and(mine, isNotNull(scimGroups.role))),
    errors: (settings?.errors ?? []).map(({ at, ...error }) => ({ ...error, at: new Date(at) })),
  }
}

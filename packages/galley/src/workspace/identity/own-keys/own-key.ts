import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { ApiKey } from '../present-key.ts'
import { apiKeys } from '../tables.ts'
import { vouchingWorkspace } from '../vouching-workspace.ts'

/** A key of a person, with where it works. */
export const OwnApiKey = ApiKey.extend({
  workspaceId: z.string(),
  workspaceName: z.string(),
}).meta({ id: 'OwnApiKey' })
export type OwnApiKey = z.infer<typeof OwnApiKey>

/**
 * The keys that speak for the person who asks, wherever they work. What a workspace's identity
 * provider vouches for reaches only those in that workspace.
 */
export async function isOwn(ctx: Context, headers: Headers) {
  const only = await vouchingWorkspace(ctx, headers)
  return and(
    eq(apiKeys.userId, ctx.actor.id),
    only === null ? undefined : eq(apiKeys.workspaceId, only),
  )
}

import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { ApiKey } from '../present-key.ts'
import { apiKeys } from '../tables.ts'

/** A key of a person, with where it works. */
export const OwnApiKey = ApiKey.extend({
  workspaceId: z.string(),
  workspaceName: z.string(),
}).meta({ id: 'OwnApiKey' })
export type OwnApiKey = z.infer<typeof OwnApiKey>

/** The keys that speak for the person who asks, wherever they work. */
export const isOwn = (ctx: Context) => eq(apiKeys.userId, ctx.actor.id)

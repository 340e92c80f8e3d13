import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { privacySettings } from '../tables.ts'

export const PrivacySettings = z
  .object({
    contentToModelProviders: z
      .boolean()
      .describe('Whether content may go to models that run elsewhere. Off: embedded ones only.'),
  })
  .meta({ id: 'PrivacySettings' })
export type PrivacySettings = z.infer<typeof PrivacySettings>

/** What this workspace does not want. */
export async function getSettings({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<PrivacySettings> {
  requirePermission(ctx, 'privacy.read')
  return withTransaction(ctx, (tx) => readSettings(tx, ctx.workspaceId))
}

/** Everything is allowed where nothing was said. */
export async function readSettings(tx: Transaction, workspaceId: string): Promise<PrivacySettings> {
  const [row] = await tx
    .select()
    .from(privacySettings)
    .where(eq(privacySettings.workspaceId, workspaceId))
  return { contentToModelProviders: row?.contentToModelProviders ?? true }
}

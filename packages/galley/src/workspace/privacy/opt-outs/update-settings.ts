import type { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { requireWholeWorkspace } from '../require-whole-workspace.ts'
import { privacySettings } from '../tables.ts'
import { PrivacySettings, readSettings } from './get-settings.ts'

export const UpdateSettingsInput = PrivacySettings.partial()
export type UpdateSettingsInput = z.infer<typeof UpdateSettingsInput>

/** Changes what is named. It takes hold within a second, for jobs under way too. */
export async function updateSettings({
  ctx,
  input,
}: VerbArgs<UpdateSettingsInput>): Promise<PrivacySettings> {
  requirePermission(ctx, 'privacy.write')
  requireWholeWorkspace(ctx)
  const changes = UpdateSettingsInput.parse(input)
  const { workspaceId } = ctx

  return withTransaction(ctx, async (tx) => {
    const before = await readSettings(tx, workspaceId)
    const after = { ...before, ...changes }
    const set = { ...changes, updatedAt: new Date() }
    await tx
      .insert(privacySettings)
      .values({ workspaceId, ...set })
      .onConflictDoUpdate({ target: privacySettings.workspaceId, set })
    await audit(tx, ctx, { action: 'privacy.update', subject: workspaceId, before, after })
    return after
  })
}

import { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { scimSettings } from '../tables.ts'
import { readStatus } from './get-status.ts'
import type { ScimStatus } from './get-status.ts'
import { requireGivableRole, RoleName } from './givable-role.ts'

export const UpdateSettingsInput = z.object({ defaultRole: RoleName })
export type UpdateSettingsInput = z.infer<typeof UpdateSettingsInput>

/** Says what those become whom no group gives a role. Who is here already stays as they are. */
export async function updateSettings({
  ctx,
  input,
}: VerbArgs<UpdateSettingsInput>): Promise<ScimStatus> {
  requirePermission(ctx, 'scim.write')
  const { defaultRole } = UpdateSettingsInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    await requireGivableRole(tx, ctx, defaultRole)
    const { defaultRole: before } = await readStatus(tx, ctx)
    const { workspaceId } = ctx
    await tx
      .insert(scimSettings)
      .values({ workspaceId, defaultRole })
      .onConflictDoUpdate({ target: scimSettings.workspaceId, set: { defaultRole } })
    await audit(tx, ctx, {
      action: 'scim_settings.update',
      subject: workspaceId,
      before: { defaultRole: before },
      after: { defaultRole },
    })
    return readStatus(tx, ctx)
  })
}

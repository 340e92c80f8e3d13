import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { lockAndAuthorize } from './authority.ts'
import { keySettings, requireFuture, requireGivableKey } from './key-settings.ts'
import { auditedKey, getKeyInWorkspace, presentKey } from './present-key.ts'
import type { ApiKey } from './present-key.ts'
import { requireActive } from './require-active.ts'
import { apiKeys } from './tables.ts'

export const UpdateApiKeyInput = z.object({
  keyId: z.string(),
  name: keySettings.name.optional(),
  permissions: keySettings.permissions.optional(),
  projectIds: keySettings.projectIds.optional(),
  expiresAt: keySettings.expiresAt.optional(),
})
export type UpdateApiKeyInput = z.infer<typeof UpdateApiKeyInput>

/** Changes what a key is called, what it may, where, and for how long. It takes effect within a second. */
export async function updateApiKey({ ctx, input }: VerbArgs<UpdateApiKeyInput>): Promise<ApiKey> {
  requirePermission(ctx, 'keys.write')
  const { keyId, ...given } = UpdateApiKeyInput.parse(input)
  const changes = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Omit<UpdateApiKeyInput, 'keyId'>>
  requireFuture(changes.expiresAt ?? null)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'keys.write')
    const before = await getKeyInWorkspace(tx, ctx, keyId, { isLocked: true })
    requireActive(before)
    if (changes.projectIds === null) changes.projectIds = authority.projectIds?.slice() ?? null
    const { name: _, ...powers } = changes
    // What it may afterwards has to be theirs to give, also what only lasts longer.
    if (Object.keys(powers).length > 0) {
      await requireGivableKey(tx, ctx, authority, { ...before, ...powers })
    }
    if (Object.keys(changes).length === 0) return presentKey(before)

    const updated = await tx.update(apiKeys).set(changes).where(eq(apiKeys.id, keyId)).returning()
    const after = updated[0]!
    const record = { before: auditedKey(before), after: auditedKey(after) }
    await audit(tx, ctx, { action: 'api_key.update', subject: keyId, ...record })
    return presentKey(after)
  })
}

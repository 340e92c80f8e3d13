import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { insertApiKey } from './api-key.ts'
import { lockAndAuthorize } from './authority.ts'
import { keySettings, requireFuture, requireGivableKey } from './key-settings.ts'
import { auditedKey, presentKey } from './present-key.ts'
import type { NewKey } from './present-key.ts'

export const IssueApiKeyInput = z.object({
  name: keySettings.name,
  permissions: keySettings.permissions.default(['*']),
  projectIds: keySettings.projectIds.default(null),
  expiresAt: keySettings.expiresAt.default(null),
})
export type IssueApiKeyInput = z.input<typeof IssueApiKeyInput>

/** Makes a key within the caller's own powers, and shows it this once. */
export async function issueApiKey({ ctx, input }: VerbArgs<IssueApiKeyInput>): Promise<NewKey> {
  requirePermission(ctx, 'keys.write')
  const { name, ...wanted } = IssueApiKeyInput.parse(input)
  requireFuture(wanted.expiresAt)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'keys.write')
    // Who is narrowed and names no project means all of theirs.
    const settings = { ...wanted, projectIds: wanted.projectIds ?? authority.projectIds }
    await requireGivableKey(tx, ctx, authority, settings)

    const { workspaceId, actor } = ctx
    const made = await insertApiKey(tx, ctx, {
      workspaceId,
      name,
      createdBy: actor.id,
      ...settings,
    })
    const { row, key } = made
    await audit(tx, ctx, { action: 'api_key.create', subject: row.id, after: auditedKey(row) })
    return { key, apiKey: presentKey(row) }
  })
}

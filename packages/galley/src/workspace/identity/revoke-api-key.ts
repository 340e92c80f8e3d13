import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import type { ApiKeyRow } from './api-key.ts'
import { lockAndAuthorize } from './authority.ts'
import { auditedKey, getKeyInWorkspace, presentKey } from './present-key.ts'
import type { ApiKey } from './present-key.ts'
import { apiKeys } from './tables.ts'

export const RevokeApiKeyInput = z.object({ keyId: z.string() })
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>

/** Ends a key for good: within a second on every process. A second time it changes nothing. */
export async function revokeApiKey({ ctx, input }: VerbArgs<RevokeApiKeyInput>): Promise<ApiKey> {
  requirePermission(ctx, 'keys.write')
  const { keyId } = RevokeApiKeyInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    await lockAndAuthorize(tx, ctx, 'keys.write')
    const row = await getKeyInWorkspace(tx, ctx, keyId, { isLocked: true })
    return presentKey(row.revokedAt ? row : await markRevoked(tx, ctx, row))
  })
}

export async function markRevoked(
  tx: Transaction,
  ctx: Context,
  row: ApiKeyRow,
): Promise<ApiKeyRow> {
  const [revoked] = await tx
    .update(apiKeys)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(eq(apiKeys.id, row.id))
    .returning()
  await audit(tx, ctx, { action: 'api_key.revoke', subject: row.id, before: auditedKey(row) })
  return revoked!
}

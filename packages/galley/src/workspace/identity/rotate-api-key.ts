import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, ForbiddenError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { insertApiKey } from './api-key.ts'
import type { ApiKeyRow } from './api-key.ts'
import { lockAndAuthorize } from './authority.ts'
import { keyCodes } from './codes.ts'
import { requireGivableKey } from './key-settings.ts'
import { auditedKey, getKeyInWorkspace, presentKey } from './present-key.ts'
import type { NewKey } from './present-key.ts'
import { requireActive } from './require-active.ts'
import { apiKeys } from './tables.ts'

const DAY_SECONDS = 86_400

export const RotateApiKeyInput = z.object({
  keyId: z.string(),
  overlapSeconds: z
    .int()
    .min(0)
    .max(30 * DAY_SECONDS)
    .default(DAY_SECONDS)
    .describe('How long the old key works beside the new one.'),
})
export type RotateApiKeyInput = z.input<typeof RotateApiKeyInput>

/**
 * Makes a new key with the settings of an old one, which then has the overlap left to live, and no
 * longer than it had anyway.
 */
export async function rotateApiKey({ ctx, input }: VerbArgs<RotateApiKeyInput>): Promise<NewKey> {
  requirePermission(ctx, 'keys.write')
  const { keyId, overlapSeconds } = RotateApiKeyInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'keys.write')
    const old = await getKeyInWorkspace(tx, ctx, keyId, { isLocked: true })
    requireActive(old)
    requireOwn(ctx, old)
    await requireUnrotated(tx, old)
    // Who gets the new key has all that it may: so it has to be theirs already.
    await requireGivableKey(tx, ctx, authority, old)

    const { workspaceId, name, permissions, projectIds, userId, isVouched, expiresAt } = old
    const settings = { workspaceId, name, permissions, projectIds, userId, isVouched, expiresAt }
    const origin = { createdBy: ctx.actor.id, rotatedFrom: keyId }
    const { key, row } = await insertApiKey(tx, ctx, { ...settings, ...origin })
    await tx
      .update(apiKeys)
      .set({ expiresAt: endOfOverlap(overlapSeconds) })
      .where(eq(apiKeys.id, keyId))
    const after = { ...auditedKey(row), rotatedFrom: keyId, overlapSeconds }
    await audit(tx, ctx, { action: 'api_key.rotate', subject: row.id, after })
    return { key, apiKey: presentKey(row) }
  })
}

const endOfOverlap = (seconds: number) =>
  sql`least(${apiKeys.expiresAt}, clock_timestamp() + make_interval(secs => ${seconds}))`

/** A person's own key speaks for them: nobody else gets hold of one. */
function requireOwn({ actor }: Context, { id: keyId, userId }: ApiKeyRow): void {
  if (userId === null || actor.id === userId || actor.id === keyId) return
  throw new ForbiddenError(keyCodes.KEY_PERSONAL, { keyId })
}

async function requireUnrotated(tx: Transaction, { id, workspaceId }: ApiKeyRow): Promise<void> {
  const isSuccessor = and(
    eq(apiKeys.workspaceId, workspaceId),
    eq(apiKeys.rotatedFrom, id),
    isNull(apiKeys.revokedAt),
  )
  const [next] = await tx.select({ id: apiKeys.id }).from(apiKeys).where(isSuccessor).limit(1)
  if (next) throw new ConflictError(keyCodes.KEY_ROTATED, { keyId: id, successor: next.id })
}

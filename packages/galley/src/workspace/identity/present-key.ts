import { and, arrayContained, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import type { ApiKeyRow } from './api-key.ts'
import { keyCodes } from './codes.ts'
import { apiKeys } from './tables.ts'

export const KeyStatus = z.enum(['active', 'expired', 'revoked'])

/** A key as the API shows it: everything but what it is. */
export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().describe('Its first characters, to recognise it by.'),
    status: KeyStatus,
    permissions: z.array(z.string()).describe('`*` is everything that a key can do.'),
    projectIds: z
      .array(z.string())
      .nullable()
      .describe('The projects that it is narrowed to; null: all.'),
    userId: z
      .string()
      .nullable()
      .describe("Whose it is, for a person's own key: it can do no more than they can."),
    createdBy: z.string().nullable().describe('The user or key that made it.'),
    rotatedFrom: z.string().nullable().describe('The key that it took over from.'),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().describe('Up to a minute late.'),
    expiresAt: z.date().nullable(),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** A key that was just made. */
export const NewKey = z
  .object({
    key: z.string().describe('The key itself. It is shown this once, and cannot be had again.'),
    apiKey: ApiKey,
  })
  .meta({ id: 'NewApiKey' })
export type NewKey = z.infer<typeof NewKey>

export function presentKey({
  hash: _hash,
  hashVersion: _hashVersion,
  workspaceId: _workspaceId,
  isVouched: _isVouched,
  ...row
}: ApiKeyRow): ApiKey {
  return { ...row, status: statusOf(row) }
}

function statusOf({ revokedAt, expiresAt }: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>) {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'active'
}

/** What the log keeps of a key. */
export function auditedKey({ name, permissions, projectIds, userId, expiresAt }: ApiKeyRow) {
  return { name, permissions, projectIds, userId, expiresAt }
}

/** The keys of this workspace that the caller may see: all, or those that stay in their projects. */
export const visibleKeys = ({ workspaceId, projectIds }: Context) =>
  and(
    eq(apiKeys.workspaceId, workspaceId),
    projectIds && arrayContained(apiKeys.projectIds, [...projectIds]),
  )

/** @throws NotFoundError */
export async function getKeyInWorkspace(
  tx: Transaction,
  ctx: Context,
  keyId: string,
  { isLocked = false } = {},
): Promise<ApiKeyRow> {
  const query = tx
    .select()
    .from(apiKeys)
    .where(and(visibleKeys(ctx), eq(apiKeys.id, keyId)))
  const [row] = await (isLocked ? query.for('update') : query)
  if (!row) throw new NotFoundError(keyCodes.KEY_NOT_FOUND, { keyId })
  return row
}

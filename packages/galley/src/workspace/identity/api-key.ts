import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { createTokenHash } from './hash.ts'
import { newApiKey } from './key-format.ts'
import { apiKeys } from './tables.ts'

/** What keys are hashed for. */
export const API_KEY_HASH = 'api_keys'

export interface NewApiKey {
  workspaceId: string
  name: string
  /** Default `*`: everything that a key can do. */
  permissions?: readonly string[]
  /** Default: all projects. */
  projectIds?: readonly string[] | null
  /** Whose it is, for a person's own key. */
  userId?: string | null
  /** Whether they came through the workspace's identity provider. */
  isVouched?: boolean
  createdBy?: string | null
  rotatedFrom?: string | null
  expiresAt?: Date | null
}

export type ApiKeyRow = typeof apiKeys.$inferSelect

/** Makes an API key. It is returned once, here; what is stored cannot be turned back into it. */
export async function createApiKey(
  tx: Transaction,
  services: Pick<Services, 'secrets'>,
  asked: NewApiKey,
): Promise<string> {
  return (await insertApiKey(tx, services, asked)).key
}

/** The same, with what was stored. */
export async function insertApiKey(
  tx: Transaction,
  services: Pick<Services, 'secrets'>,
  { workspaceId, name, permissions = ['*'], projectIds = null, ...rest }: NewApiKey,
): Promise<{ key: string; row: ApiKeyRow }> {
  const key = newApiKey()
  const hash = await createTokenHash(services.secrets, API_KEY_HASH)
  const [row] = await tx
    .insert(apiKeys)
    .values({
      id: newId('key'),
      workspaceId,
      name,
      hash: hash(key),
      hashVersion: 2,
      start: key.slice(0, 14),
      permissions: [...permissions],
      projectIds: projectIds && [...projectIds],
      ...rest,
    })
    .returning()
  return { key, row: row! }
}

import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { createTokenHash, newToken } from './hash.ts'
import { apiKeys } from './tables.ts'

/** What every key begins with: a prefix that scanners for secrets can recognise. */
export const API_KEY_PREFIX = 'galley_sk_'
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
  createdBy?: string | null
  rotatedFrom?: string | null
  expiresAt?: Date | null
}

/** Makes an API key. It is returned once, here; what is stored cannot be turned back into it. */
export async function createApiKey(
  tx: Transaction,
  services: Pick<Services, 'secrets'>,
  { workspaceId, name, permissions = ['*'], projectIds = null, ...rest }: NewApiKey,
): Promise<string> {
  const key = newToken(API_KEY_PREFIX)
  const hash = await createTokenHash(services.secrets, API_KEY_HASH)
  await tx.insert(apiKeys).values({
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
  return key
}

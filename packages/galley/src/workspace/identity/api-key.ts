import { eq } from 'drizzle-orm'
import type { Actor } from '../../platform/context.ts'
import type { Database, Transaction } from '../../platform/db/index.ts'
import { defineCodes, UnauthenticatedError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { apiKeys } from './tables.ts'

export const identityCodes = defineCodes({
  CREDENTIALS_MISSING:
    'This needs an API key. Send it as "Authorization: Bearer galley_sk_…"; the first one was printed when the server first started, and "npm run galley -- keys create" makes another.',
  CREDENTIALS_INVALID:
    'This API key is not known, or was revoked, or has expired. Check that it was copied whole.',
})

/** What credentials amount to: who, where, and what they may. */
export interface Principal {
  /** A stable name for limits and idempotency: the key's id. */
  id: string
  workspaceId: string
  actor: Actor
  permissions: ReadonlySet<string>
}

/**
 * Resolves the `Authorization` header in one indexed select.
 *
 * @throws UnauthenticatedError when the key is missing, unknown, revoked or expired.
 */
export async function authenticateApiKey(
  db: Database,
  authorization: string | null,
): Promise<Principal> {
  const key = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!key) throw new UnauthenticatedError(identityCodes.CREDENTIALS_MISSING)
  // Before the workspace is known there is no tenant to scope by, hence the owner's handle.
  const [found] = await db.system
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, await hashKey(key)))
  const isUsable = found && !found.revokedAt && (!found.expiresAt || found.expiresAt > new Date())
  if (!isUsable) throw new UnauthenticatedError(identityCodes.CREDENTIALS_INVALID)
  return {
    id: found.id,
    workspaceId: found.workspaceId,
    actor: { kind: 'api_key', id: found.id, name: found.name },
    permissions: new Set(found.permissions),
  }
}

/** Makes an API key. It is returned once, here; what is stored cannot be turned back into it. */
export async function createApiKey(
  tx: Transaction,
  input: { workspaceId: string; name: string; permissions?: readonly string[] },
): Promise<string> {
  const key = newApiKey()
  await tx.insert(apiKeys).values({
    id: newId('key'),
    workspaceId: input.workspaceId,
    name: input.name,
    hash: await hashKey(key),
    start: key.slice(0, 14),
    permissions: [...(input.permissions ?? ['*'])],
  })
  return key
}

/** `galley_sk_` and 256 random bits: a prefix that secret scanners can recognise. */
function newApiKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `galley_sk_${Buffer.from(bytes).toString('base64url')}`
}

async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return Buffer.from(digest).toString('hex')
}

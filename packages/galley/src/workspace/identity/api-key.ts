import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
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

/** How long a key is believed without asking again: the longest that a revoked one still works. */
const BELIEVED_MS = 1000
const MOST_BELIEVED = 10_000

/**
 * Makes the function that resolves an `Authorization` header: one indexed select a second for a
 * key in use, and nothing in between.
 *
 * @throws UnauthenticatedError when the key is missing, unknown, revoked or expired.
 * @example
 * const authenticate = createApiKeyAuthenticator(db)
 * const { workspaceId } = await authenticate(request.headers.get('authorization'))
 */
export function createApiKeyAuthenticator(
  db: Database,
): (authorization: string | null) => Promise<Principal> {
  const believed = new Map<string, { principal: Promise<Principal>; until: number }>()
  return async (authorization) => {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
    if (!key) throw new UnauthenticatedError(identityCodes.CREDENTIALS_MISSING)
    const hash = hashKey(key)
    const known = believed.get(hash)
    if (known && known.until > Date.now()) return known.principal
    if (believed.size >= MOST_BELIEVED) believed.clear()
    const principal = lookUp(db, hash)
    believed.set(hash, { principal, until: Date.now() + BELIEVED_MS })
    principal.catch(() => believed.delete(hash)) // a wrong key is not remembered
    return principal
  }
}

async function lookUp(db: Database, hash: string): Promise<Principal> {
  // Before the workspace is known there is no tenant to scope by, hence the owner's handle.
  const [found] = await db.systemTransaction((tx) =>
    tx.select().from(apiKeys).where(eq(apiKeys.hash, hash)),
  )
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
    hash: hashKey(key),
    start: key.slice(0, 14),
    permissions: [...(input.permissions ?? ['*'])],
  })
  return key
}

/** `galley_sk_` and 256 random bits: a prefix that secret scanners can recognise. */
function newApiKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const text = btoa(String.fromCharCode(...bytes))
  return `galley_sk_${text.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')}`
}

/** Synchronous on purpose: the way through the thread pool costs more than this short hash. */
function hashKey(key: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(key)))
}

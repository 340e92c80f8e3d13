import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Services } from '../../platform/context.ts'
import { ForbiddenError, UnauthenticatedError } from '../../platform/error.ts'
import type { Caller } from '../../platform/http/index.ts'
import { API_KEY_HASH } from './api-key.ts'
import { createAsk } from './ask.ts'
import { identityCodes } from './codes.ts'
import { createTokenHash } from './hash.ts'
import type { HashToken } from './hash.ts'
import { callerOfKey } from './key-caller.ts'
import { isApiKey } from './key-format.ts'
import { createLastUsed } from './last-used.ts'
import type { ExtendSessions } from './last-used.ts'
import { createMemory } from './memory.ts'
import { callerOfSession } from './session-caller.ts'
import { readSessionToken, sessionSecret } from './session-cookie.ts'

/** Which workspace a signed-in person means; without it, the one that they last switched to. */
export const WORKSPACE_HEADER = 'galley-workspace'

export interface Authenticator {
  /**
   * @throws UnauthenticatedError for credentials that are missing, unknown, revoked or expired;
   * ForbiddenError when they do not reach the workspace that is named.
   */
  (request: Request): Promise<Caller>
  /** Writes what was not written yet of when credentials were used. Never throws. */
  flush(): Promise<void>
}

/**
 * Makes the function that finds out who is calling: by API key, or by the cookie of a session. One
 * indexed statement for credentials that were not seen for a second, and none for those that were:
 * so a revoked key or session works for a second at most, on every process.
 *
 * @example
 * const authenticate = createAuthenticator(services, extendSessions)
 * const { workspaceId, permissions } = await authenticate(request)
 */
export function createAuthenticator(
  services: Pick<Services, 'db' | 'secrets' | 'permissionCatalogue' | 'logger'>,
  extendSessions: ExtendSessions = async () => undefined,
): Authenticator {
  const memory = createMemory<Caller>()
  const ask = createAsk(services)
  const lastUsed = createLastUsed(services, extendSessions)
  let hashing: Promise<HashToken> | undefined
  let signing: Promise<Uint8Array> | undefined

  async function byKey(authorization: string, wanted: string | null): Promise<Caller> {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (!key || !isApiKey(key)) throw new UnauthenticatedError(identityCodes.CREDENTIALS_INVALID)
    const hash = (await (hashing ??= orAgain(createTokenHash(services.secrets, API_KEY_HASH))))(key)
    const caller = await memory.recall(hash, () => callerOfKey(services, ask, lastUsed, hash))
    if (wanted !== null && wanted !== caller.workspaceId) {
      throw new ForbiddenError(identityCodes.WORKSPACE_FORBIDDEN)
    }
    return caller
  }

  async function bySession(cookies: string | null, wanted: string | null): Promise<Caller> {
    const secret = await (signing ??= orAgain(sessionSecret(services.secrets).then(utf8ToBytes)))
    const token = readSessionToken(cookies, secret)
    if (token === null) throw new UnauthenticatedError(identityCodes.CREDENTIALS_MISSING)
    const key = `${token} ${wanted ?? ''}`
    const caller = await memory.recall(key, () =>
      callerOfSession(services, ask, lastUsed, { token, wanted }),
    )
    // Whoever makes or joins a workspace goes on there at once.
    if (!caller.workspaceId) memory.forget(key)
    return caller
  }

  /** A key that could not be had, the database being away, is asked for anew. */
  function orAgain<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => {
      hashing = undefined
      signing = undefined
    })
    return promise
  }

  const authenticate = async ({ headers }: Request) => {
    const wanted = headers.get(WORKSPACE_HEADER)
    const authorization = headers.get('authorization')
    return authorization === null
      ? bySession(headers.get('cookie'), wanted)
      : byKey(authorization, wanted)
  }
  return Object.assign(authenticate, { flush: lastUsed.flush })
}

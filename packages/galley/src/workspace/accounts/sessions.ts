import { and, eq, ne, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { readSessionToken, SESSION_COOKIE, sessionSecret } from '../identity/index.ts'
import { SESSION_SECONDS } from './auth.ts'
import { publicOrigin } from './public-origin.ts'
import { recordAccountEvent } from './record-account-event.ts'
import { signCookieValue } from './sign-cookie.ts'
import { sessions } from './tables.ts'

const encoder = new TextEncoder()

export interface StartSessionInput {
  userId: string
  clientAddress?: string | null
  userAgent?: string | null
  /** How they proved who they are, for their security log: `sso:…`. */
  method: string
  /** The workspace whose identity provider vouched for them. */
  ssoWorkspaceId?: string
}

/**
 * Signs somebody in whose identity was proven elsewhere.
 *
 * @returns Whole `Set-Cookie` lines, as better-auth writes them.
 * @example
 * const { cookies } = await startSession({ services, input: { userId, method: `sso:${connectionId}` } })
 * return new Reply(value, { cookies })
 */
export async function startSession({
  services,
  input: { method, ...input },
}: {
  services: Services
  input: StartSessionInput
}): Promise<{ cookies: string[]; sessionId: string }> {
  const { userId, clientAddress = null, userAgent = null, ssoWorkspaceId } = input
  const token = newSessionToken()
  const sessionId = newId('ses')
  await services.db.systemTransaction(async (tx) => {
    await tx.insert(sessions).values({
      id: sessionId,
      userId,
      token,
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
      ipAddress: clientAddress,
      userAgent: userAgent?.slice(0, 512) ?? null,
      ...(ssoWorkspaceId && { ssoWorkspaceId, activeWorkspaceId: ssoWorkspaceId }),
    })
    await endSurplusSessions(tx, userId)
    const event = { userId, kind: 'sign_in.succeeded', method, clientAddress, userAgent } as const
    await recordAccountEvent({ services, tx, input: event })
  })
  return { cookies: [await sessionCookie(services, token)], sessionId }
}

/** 256 random bits as letters and digits, which a cookie holds as they are. */
export const newSessionToken = (): string =>
  [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/** The `Set-Cookie` line of a session. */
export async function sessionCookie(services: Services, token: string): Promise<string> {
  const value = await signCookieValue(token, await sessionSecret(services.secrets))
  const isSecure = publicOrigin(services.config).startsWith('https:')
  const name = isSecure ? `__Secure-${SESSION_COOKIE}` : SESSION_COOKIE
  const attributes = `Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly; ${isSecure ? 'Secure; ' : ''}SameSite=Lax`
  return `${name}=${value}; ${attributes}`
}

/** The session token of a request, when its signature is ours. It may be over. */
export async function sessionTokenOf(services: Services, headers: Headers): Promise<string | null> {
  const key = encoder.encode(await sessionSecret(services.secrets))
  return readSessionToken(headers.get('cookie'), key)
}

/** The id of the session that a request belongs to; null when it has none. */
export async function currentSessionId({
  services,
  headers,
}: {
  services: Services
  headers: Headers
}): Promise<string | null> {
  const token = await sessionTokenOf(services, headers)
  if (token === null) return null
  const [found] = await services.db.system
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.token, token))
  return found?.id ?? null
}

/**
 * Ends a person's sessions: all, all but one, or those that a workspace's identity provider vouched
 * for. They work for a second more at most.
 */
export async function endSessions({
  tx,
  input: { userId, exceptSessionId, ssoWorkspaceId },
}: {
  tx: Transaction
  input: { userId: string; exceptSessionId?: string | null; ssoWorkspaceId?: string }
}): Promise<{ ended: number }> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        exceptSessionId ? ne(sessions.id, exceptSessionId) : undefined,
        ssoWorkspaceId ? eq(sessions.ssoWorkspaceId, ssoWorkspaceId) : undefined,
      ),
    )
    .returning({ id: sessions.id })
  return { ended: ended.length }
}

/** As many as are shown: nobody is signed in where they cannot see it. */
export const MOST_SESSIONS = 200

/** Ends the oldest of more sessions than a person can look through. Called with every new one. */
export async function endSurplusSessions(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`
    delete from galley.sessions where id in (
      select id from galley.sessions where user_id = ${userId}
      order by created_at desc, id desc offset ${MOST_SESSIONS})`)
}

/** What requests without a `Galley-Workspace` header mean from now on. Whether they may is not asked. */
export async function setActiveWorkspace({
  services,
  input: { sessionId, workspaceId },
}: {
  services: Services
  input: { sessionId: string; workspaceId: string }
}): Promise<void> {
  await services.db.systemTransaction((tx) =>
    tx.update(sessions).set({ activeWorkspaceId: workspaceId }).where(eq(sessions.id, sessionId)),
  )
}

import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { rememberDevice } from './device-cookie.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { endSurplusSessions, sessionTokenOf } from './sessions.ts'
import { sessions, users } from './tables.ts'
import type { User } from './create-user.ts'

/**
 * What follows every sign-in, whatever proved it: the session that this browser had ends (so that one
 * that was planted there is worth nothing), the log knows it, and so does the device.
 *
 * @param cookies What better-auth answered; null when there is no new session among them.
 */
export async function completeSignIn({
  ctx,
  headers,
  cookies,
  method,
}: {
  ctx: Context
  headers: Headers
  cookies: readonly string[]
  method: string
}): Promise<{ user: User; cookies: readonly string[] } | null> {
  const token = await sessionTokenOf(ctx, asRequest(cookies))
  if (token === null) return null
  const before = await sessionTokenOf(ctx, headers)
  const user = await ctx.db.systemTransaction(async (tx) => {
    const [found] = await tx
      .select({ user: users })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.token, token))
    if (!found) return null
    if (before !== null) {
      await tx.delete(sessions).where(and(eq(sessions.token, before), ne(sessions.token, token)))
    }
    await endSurplusSessions(tx, found.user.id)
    const event = { userId: found.user.id, kind: 'sign_in.succeeded', method } as const
    await recordAccountEvent({ services: ctx, tx, input: { ...event, ...cameFrom(ctx, headers) } })
    return found.user
  })
  if (!user) return null
  return { user, cookies: [...cookies, await rememberDevice(ctx, headers, user.email)] }
}

/** `Set-Cookie` lines as the browser will send them back. */
export const asRequest = (cookies: readonly string[]): Headers =>
  new Headers({ cookie: cookies.map((line) => line.split(';')[0]!).join('; ') })

import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { getOwnUser, requirePerson } from './account.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import type { User } from './create-user.ts'
import { knownDevice } from './device-cookie.ts'
import { endPromises } from './mailed-token.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { NewPassword, Password, requireStrongPassword } from './password-rules.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { setPassword } from './reset-password.ts'
import { currentSessionId, endSessions, newSessionToken, sessionCookie } from './sessions.ts'
import { credentials, sessions } from './tables.ts'
import { tellOwner } from './tell-owner.ts'
import { attemptsFrom, forgive, guesses, takeAttempt } from './throttle.ts'

export const ChangePasswordInput = z.object({ currentPassword: Password, password: NewPassword })
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>

/**
 * Changes the password. Every other session ends, this one goes on under a new cookie.
 *
 * @throws ForbiddenError for a wrong current password, InvalidError for a weak new one.
 */
export async function changePassword({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ChangePasswordInput>): Promise<WithCookies<void>> {
  const userId = requirePerson(ctx)
  const { currentPassword, password } = ChangePasswordInput.parse(input)
  const user = await getOwnUser(ctx, userId)
  requireStrongPassword(password, user)
  await requirePassword({ ctx, headers, user, password: currentPassword })
  const hash = await hashPassword(password)
  const token = newSessionToken()
  const sessionId = await currentSessionId({ services: ctx, headers })
  await ctx.db.systemTransaction(async (tx) => {
    await setPassword(tx, userId, hash)
    await endSessions({ tx, input: { userId, exceptSessionId: sessionId } })
    if (sessionId) await tx.update(sessions).set({ token }).where(eq(sessions.id, sessionId))
    await endPromises(tx, userId)
    const event = { userId, kind: 'password.changed', ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
    await tellOwner(ctx, tx, { email: user.email, what: 'Your Galley password was changed.' })
  })
  return { value: undefined, cookies: [await sessionCookie(ctx, token)] }
}

/**
 * Asks for the password once more, before what a stolen session must not do. Guesses count as those
 * at the sign-in do.
 *
 * @throws ForbiddenError, RateLimitError
 */
export async function requirePassword({
  ctx,
  headers,
  user,
  password,
}: {
  ctx: Context
  headers: Headers
  user: User
  password: string
}): Promise<void> {
  const deviceId = await knownDevice(ctx, headers, user.email)
  const limits = [...attemptsFrom(ctx), guesses('password', user.email, deviceId)]
  await takeAttempt(ctx, limits)
  const [way] = await ctx.db.system
    .select({ hash: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, user.id), eq(credentials.providerId, 'credential')))
  if (!way?.hash) throw new ForbiddenError(accountCodes.PASSWORD_MISSING)
  if (!(await isPassword(way.hash, password))) {
    throw new ForbiddenError(accountCodes.PASSWORD_WRONG)
  }
  await forgive(ctx, limits)
}

import { utf8ToBytes } from '@noble/hashes/utils.js'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { UnauthenticatedError } from '../../platform/error.ts'
import { readSignedCookie, sessionSecret } from '../identity/index.ts'
import { getAuth } from './auth.ts'
import type { Auth } from './auth.ts'
import { authHeaders, callAuth, refusalCode } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { completeSignIn } from './complete-sign-in.ts'
import type { User } from './create-user.ts'
import { knownDevice } from './device-cookie.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import type { SignInAnswer } from './sign-in.ts'
import { users } from './tables.ts'
import { attemptsFrom, forgive, guesses, takeAttempt } from './throttle.ts'
import { presentUser } from './user.ts'

/** What an authenticator app shows. */
export const TotpCode = z
  .string()
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Six digits'))

export const SecondFactorInput = z
  .object({
    code: TotpCode.optional().describe('What the authenticator app shows now.'),
    recoveryCode: z.string().trim().min(1).max(40).optional().describe('Instead of a code; once.'),
    trustDevice: z
      .boolean()
      .default(false)
      .describe('This browser is not asked for a second factor for 30 days.'),
  })
  .refine(({ code, recoveryCode }) => (code === undefined) !== (recoveryCode === undefined), {
    message: 'Send either code or recovery_code',
    path: ['code'],
  })
export type SecondFactorInput = z.infer<typeof SecondFactorInput>

/**
 * Finishes a sign-in that a password began, with a code of the app (each good once) or a recovery code.
 *
 * @throws UnauthenticatedError, RateLimitError.
 */
export async function signInSecondFactor({
  ctx,
  input,
  headers,
}: AccountVerbArgs<SecondFactorInput>): Promise<WithCookies<SignInAnswer>> {
  refuseCrossSiteSignIn(ctx, headers)
  const { code, recoveryCode, trustDevice } = SecondFactorInput.parse(input)
  const auth = await getAuth(ctx)
  const user = await pendingUser(ctx, auth, headers)
  const deviceId = await knownDevice(ctx, headers, user.email)
  const limits = [...attemptsFrom(ctx), guesses('second_factor', user.email, deviceId)]
  await takeAttempt(ctx, limits)

  // Whoever is signed in here already proves nothing about whose sign-in this is.
  const handed = authHeaders(ctx, headers, { isSignedIn: false })
  const common = { headers: handed, returnHeaders: true } as const
  const refuse = (error: unknown) => refuseCode({ ctx, headers, user, error })
  if (code !== undefined && !(await isFirstUse(auth, user.id, code))) await refuse(null)
  const { cookies } = await (
    code !== undefined
      ? callAuth(auth.api.verifyTOTP({ body: { code, trustDevice }, ...common }))
      : callAuth(
          auth.api.verifyBackupCode({ body: { code: recoveryCode!, trustDevice }, ...common }),
        )
  ).catch(refuse)
  await forgive(ctx, limits)
  const method = code === undefined ? 'password+recovery_code' : 'password+totp'
  const done = await completeSignIn({ ctx, headers, cookies, method })
  if (!done) throw new UnauthenticatedError(accountCodes.SECOND_FACTOR_ENDED)
  return { value: { status: 'signed_in', user: presentUser(done.user) }, cookies: done.cookies }
}

/** Whose sign-in waits for a second factor, by the cookie that the password left. */
async function pendingUser(ctx: Context, auth: Auth, headers: Headers): Promise<User> {
  const key = utf8ToBytes(await sessionSecret(ctx.secrets))
  const pending = readSignedCookie(headers.get('cookie'), 'galley.two_factor', key)
  const { internalAdapter } = await auth.$context
  const promise = pending && (await internalAdapter.findVerificationValue(pending))
  if (!promise || promise.expiresAt < new Date()) {
    throw new UnauthenticatedError(accountCodes.SECOND_FACTOR_ENDED)
  }
  const [user] = await ctx.db.system.select().from(users).where(eq(users.id, promise.value))
  if (!user) throw new UnauthenticatedError(accountCodes.SECOND_FACTOR_ENDED)
  return user
}

/** A code that was looked over somebody's shoulder is good for nothing (RFC 6238 §5.2). */
export async function isFirstUse(auth: Auth, userId: string, code: string): Promise<boolean> {
  const { internalAdapter } = await auth.$context
  return internalAdapter.reserveVerificationValue({
    identifier: `totp:${userId}:${code}`,
    value: 'used', // not theirs: it outlives what ends with a change of theirs
    expiresAt: new Date(Date.now() + 120_000),
  })
}

async function refuseCode({
  ctx,
  headers,
  user,
  error,
}: Pick<AccountVerbArgs<unknown>, 'ctx' | 'headers'> & {
  user: User
  error: unknown
}): Promise<never> {
  const code = error === null ? 'INVALID_CODE' : refusalCode(error)
  if (code === null) throw error
  if (code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE' || code === 'INVALID_TWO_FACTOR_COOKIE') {
    throw new UnauthenticatedError(accountCodes.SECOND_FACTOR_ENDED)
  }
  const event = {
    userId: user.id,
    kind: 'second_factor.failed',
    ...cameFrom(ctx, headers),
  } as const
  await recordAccountEvent({ services: ctx, input: event })
  throw new UnauthenticatedError(accountCodes.SECOND_FACTOR_REFUSED)
}

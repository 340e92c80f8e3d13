import { z } from 'zod'
import { UnauthenticatedError } from '../../platform/error.ts'
import { getAuth } from './auth.ts'
import { authHeaders, callAuth, refusalCode } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { knownDevice } from './device-cookie.ts'
import { EmailAddress } from './email-address.ts'
import { Password } from './password-rules.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import { attemptsFrom, forgive, guesses, takeAttempt } from './throttle.ts'
import { presentUser, SignedInUser } from './user.ts'
import { findUserByEmail } from './users.ts'

export const SignInInput = z.object({ email: EmailAddress, password: Password })
export type SignInInput = z.infer<typeof SignInInput>

export const SignInAnswer = z.object({
  status: z
    .enum(['signed_in', 'two_factor_required'])
    .describe('`two_factor_required`: send a code to POST /auth/sign-in/two-factor.'),
  user: SignedInUser.nullable(),
})
export type SignInAnswer = z.infer<typeof SignInAnswer>

/**
 * Signs in with address and password. Whatever is wrong, the answer is the same, and takes as long.
 *
 * @throws UnauthenticatedError, RateLimitError.
 */
export async function signIn({
  ctx,
  input,
  headers,
}: AccountVerbArgs<SignInInput>): Promise<WithCookies<SignInAnswer>> {
  refuseCrossSiteSignIn(ctx, headers)
  const { email, password } = SignInInput.parse(input)
  const deviceId = await knownDevice(ctx, headers, email)
  const limits = [...attemptsFrom(ctx), guesses('password', email, deviceId)]
  await takeAttempt(ctx, limits)

  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.signInEmail({
      body: { email, password },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch((error: unknown) => refuse({ ctx, headers, email, error }))
  await forgive(ctx, limits)
  if ('twoFactorRedirect' in value) {
    return { value: { status: 'two_factor_required', user: null }, cookies }
  }
  const done = await completeSignIn({ ctx, headers, cookies, method: 'password' })
  if (!done) throw new UnauthenticatedError(accountCodes.SIGN_IN_REFUSED)
  return { value: { status: 'signed_in', user: presentUser(done.user) }, cookies: done.cookies }
}

async function refuse({
  ctx,
  headers,
  email,
  error,
}: Pick<AccountVerbArgs<unknown>, 'ctx' | 'headers'> & {
  email: string
  error: unknown
}): Promise<never> {
  if (refusalCode(error) === null) throw error
  await ctx.db.systemTransaction(async (tx) => {
    const userId = (await findUserByEmail(tx, email))?.id ?? null
    const event = { userId, email, kind: 'sign_in.failed', method: 'password' } as const
    await recordAccountEvent({ services: ctx, tx, input: { ...event, ...cameFrom(ctx, headers) } })
  })
  throw new UnauthenticatedError(accountCodes.SIGN_IN_REFUSED)
}

import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { ConflictError, ForbiddenError } from '../../platform/error.ts'
import { getOwnUser, requirePerson } from './account.ts'
import { getAuth } from './auth.ts'
import { authHeaders, callAuth, refusalCode } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { requirePassword } from './change-password.ts'
import { accountCodes } from './codes.ts'
import { asRequest } from './complete-sign-in.ts'
import type { User } from './create-user.ts'
import { knownDevice } from './device-cookie.ts'
import { endPromises } from './mailed-token.ts'
import { Password } from './password-rules.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import type { AccountEventKind } from './record-account-event.ts'
import { isFirstUse, TotpCode } from './second-factor.ts'
import { currentSessionId, endSessions } from './sessions.ts'
import { tellOwner } from './tell-owner.ts'
import { forgive, guesses, takeAttempt } from './throttle.ts'

export const ConfirmPasswordInput = z.object({ currentPassword: Password })
export type ConfirmPasswordInput = z.infer<typeof ConfirmPasswordInput>

export const TwoFactorSetup = z.object({
  otpauthUri: z.string().describe('For the authenticator app, as a QR code or a link.'),
  recoveryCodes: z.array(z.string()).describe('Each lets in once. Shown now and never again.'),
})
export type TwoFactorSetup = z.infer<typeof TwoFactorSetup>

export const ConfirmTwoFactorInput = z.object({ code: TotpCode })
export type ConfirmTwoFactorInput = z.infer<typeof ConfirmTwoFactorInput>

export const RecoveryCodes = TwoFactorSetup.pick({ recoveryCodes: true })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

/**
 * Begins to set up an authenticator app; it counts once a code of it was confirmed. Beginning again
 * before that starts anew.
 *
 * @throws ForbiddenError for a wrong password, ConflictError when it is on already.
 */
export async function enableTwoFactor({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ConfirmPasswordInput>): Promise<TwoFactorSetup> {
  const { password } = await confirmed({ ctx, input, headers })
  const auth = await getAuth(ctx)
  const { value } = await callAuth(
    auth.api.enableTwoFactor({
      body: { password, method: 'totp' },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  if (value.method !== 'totp') throw new TypeError('better-auth set up another method')
  return { otpauthUri: value.totpURI, recoveryCodes: value.backupCodes }
}

/**
 * The app shows the right code: from now on sign-ins with a password ask for one. Every other session
 * ends.
 *
 * @throws ForbiddenError for a wrong code, RateLimitError.
 */
export async function confirmTwoFactor({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ConfirmTwoFactorInput>): Promise<WithCookies<void>> {
  const user = await getOwnUser(ctx, requirePerson(ctx))
  const { code } = ConfirmTwoFactorInput.parse(input)
  if (user.twoFactorEnabled) throw new ConflictError(accountCodes.TWO_FACTOR_ENABLED)
  const deviceId = await knownDevice(ctx, headers, user.email)
  const limits = [guesses('second_factor', user.email, deviceId)]
  await takeAttempt(ctx, limits)
  const auth = await getAuth(ctx)
  if (!(await isFirstUse(auth, user.id, code))) {
    throw new ForbiddenError(accountCodes.SECOND_FACTOR_REFUSED)
  }
  const { cookies } = await callAuth(
    auth.api.verifyTOTP({
      body: { code },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  await forgive(ctx, limits)
  const what = 'Two-factor sign-in was switched on for your Galley account.'
  return changed({ ctx, headers, user, cookies, kind: 'two_factor.enabled', what })
}

/** Switches it off; every other session ends. */
export async function disableTwoFactor({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ConfirmPasswordInput>): Promise<WithCookies<void>> {
  const { user, password } = await confirmed({ ctx, input, headers })
  const auth = await getAuth(ctx)
  const { cookies } = await callAuth(
    auth.api.disableTwoFactor({
      body: { password },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  const what = 'Two-factor sign-in was switched off for your Galley account.'
  return changed({ ctx, headers, user, cookies, kind: 'two_factor.disabled', what })
}

/** New recovery codes; the ones before are worth nothing. Every other session ends. */
export async function renewRecoveryCodes({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ConfirmPasswordInput>): Promise<WithCookies<RecoveryCodes>> {
  const { user, password } = await confirmed({ ctx, input, headers })
  if (!user.twoFactorEnabled) throw new ConflictError(accountCodes.TWO_FACTOR_DISABLED)
  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.generateBackupCodes({
      body: { password },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  const what = 'Your Galley account has new recovery codes; the ones before do not work any more.'
  const done = await changed({ ctx, headers, user, cookies, kind: 'recovery_codes.renewed', what })
  return { value: { recoveryCodes: value.backupCodes }, cookies: done.cookies }
}

async function confirmed({ ctx, input, headers }: AccountVerbArgs<ConfirmPasswordInput>) {
  const user = await getOwnUser(ctx, requirePerson(ctx))
  const { currentPassword: password } = ConfirmPasswordInput.parse(input)
  await requirePassword({ ctx, headers, user, password })
  return { user, password }
}

/** better-auth has given this session a new cookie; all the others end. */
async function changed({
  ctx,
  headers,
  user,
  cookies,
  kind,
  what,
}: {
  ctx: Context
  headers: Headers
  user: User
  cookies: readonly string[]
  kind: AccountEventKind
  what: string
}): Promise<WithCookies<void>> {
  const exceptSessionId =
    (await currentSessionId({ services: ctx, headers: asRequest(cookies) })) ??
    (await currentSessionId({ services: ctx, headers }))
  await ctx.db.systemTransaction(async (tx) => {
    await endSessions({ tx, input: { userId: user.id, exceptSessionId } })
    await endPromises(tx, user.id)
    const event = { userId: user.id, kind, ...cameFrom(ctx, headers) }
    await recordAccountEvent({ services: ctx, tx, input: event })
    await tellOwner(ctx, tx, { email: user.email, what })
  })
  return { value: undefined, cookies }
}

function explain(error: unknown): never {
  switch (refusalCode(error)) {
    case null:
      throw error
    case 'TOTP_ALREADY_ENABLED':
      throw new ConflictError(accountCodes.TWO_FACTOR_ENABLED)
    case 'INVALID_CODE':
      throw new ForbiddenError(accountCodes.SECOND_FACTOR_REFUSED)
    case 'INVALID_PASSWORD':
      throw new ForbiddenError(accountCodes.PASSWORD_WRONG)
    default:
      throw new ConflictError(accountCodes.TWO_FACTOR_DISABLED)
  }
}

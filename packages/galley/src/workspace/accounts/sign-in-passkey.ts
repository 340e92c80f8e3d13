import { z } from 'zod'
import { UnauthenticatedError } from '../../platform/error.ts'
import { getAuth } from './auth.ts'
import { authHeaders, callAuth, refusalCode } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import type { SignInAnswer } from './sign-in.ts'
import { attemptsFrom, forgive, takeAttempt } from './throttle.ts'
import { presentUser } from './user.ts'

/**
 * What browsers hand to and take from `navigator.credentials`, in WebAuthn's own JSON; its names are
 * the standard's, so they travel as they are.
 */
export const WebAuthnJson = z.record(z.string(), z.unknown())

export const PasskeyOptions = z.object({
  publicKey: WebAuthnJson.describe('For navigator.credentials, as JSON.'),
})
export type PasskeyOptions = z.infer<typeof PasskeyOptions>

/** A credential as `toJSON()` gives it. Only what is needed of it is read. */
export const PasskeyCredential = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().min(1).max(2000),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.record(z.string(), z.unknown()),
})

const Text = z.string().min(1).max(10_000)
const PasskeyAssertion = PasskeyCredential.extend({
  response: z.looseObject({
    clientDataJSON: Text,
    authenticatorData: Text,
    signature: Text,
    userHandle: Text.optional(),
  }),
})

export const SignInPasskeyInput = z.object({ credential: WebAuthnJson })
export type SignInPasskeyInput = z.infer<typeof SignInPasskeyInput>

/** A challenge for whichever passkey the browser has for this site. */
export async function passkeySignInOptions({
  ctx,
  headers,
}: AccountVerbArgs<void>): Promise<WithCookies<PasskeyOptions>> {
  refuseCrossSiteSignIn(ctx, headers)
  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.generatePasskeyAuthenticationOptions({
      headers: authHeaders(ctx, headers, { isSignedIn: false }),
      returnHeaders: true,
    }),
  )
  return { value: { publicKey: { ...value, userVerification: 'required' } }, cookies }
}

/**
 * Signs in with a passkey, which stands for both factors: the device has checked the person.
 *
 * @throws UnauthenticatedError, RateLimitError.
 */
export async function signInPasskey({
  ctx,
  input,
  headers,
}: AccountVerbArgs<SignInPasskeyInput>): Promise<WithCookies<SignInAnswer>> {
  refuseCrossSiteSignIn(ctx, headers)
  const credential = PasskeyAssertion.safeParse(SignInPasskeyInput.parse(input).credential)
  if (!credential.success) throw new UnauthenticatedError(accountCodes.PASSKEY_REFUSED)
  const limits = attemptsFrom(ctx)
  await takeAttempt(ctx, limits)
  const auth = await getAuth(ctx)
  const { cookies } = await callAuth(
    auth.api.verifyPasskeyAuthentication({
      body: { response: credential.data },
      headers: authHeaders(ctx, headers, { isSignedIn: false }),
      returnHeaders: true,
    }),
  ).catch((error: unknown) => {
    if (refusalCode(error) === null) throw error
    throw new UnauthenticatedError(accountCodes.PASSKEY_REFUSED)
  })
  await forgive(ctx, limits)
  const done = await completeSignIn({ ctx, headers, cookies, method: 'passkey' })
  if (!done) throw new UnauthenticatedError(accountCodes.PASSKEY_REFUSED)
  return { value: { status: 'signed_in', user: presentUser(done.user) }, cookies: done.cookies }
}

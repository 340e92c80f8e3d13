import { z } from 'zod'
import { defineRoute, Reply } from '../../platform/http/index.ts'
import { AuthMethods, authMethods } from './auth-methods.ts'
import type { WithCookies } from './call-auth.ts'
import {
  forgotPassword,
  ForgotPasswordInput,
  resetPassword,
  ResetPasswordInput,
} from './reset-password.ts'
import { SecondFactorInput, signInSecondFactor } from './second-factor.ts'
import { SignInAnswer, signIn, SignInInput } from './sign-in.ts'
import {
  PasskeyOptions,
  passkeySignInOptions,
  signInPasskey,
  SignInPasskeyInput,
} from './sign-in-passkey.ts'
import { signInSocial, SignInSocialAnswer, SignInSocialInput } from './sign-in-social.ts'
import { signOut } from './sign-out.ts'
import { signUp, SignUpAnswer, SignUpInput } from './sign-up.ts'
import {
  confirmEmail,
  ConfirmEmailInput,
  resendVerification,
  ResendVerificationInput,
} from './verify-email.ts'

const tag = 'auth'
const permission = null

export const reply = <T>({ value, cookies }: WithCookies<T>) => new Reply(value, { cookies })

export const authRoutes = [
  defineRoute({
    method: 'GET',
    path: '/auth/methods',
    tag,
    name: 'methods',
    summary: 'Lists the ways in that this installation offers.',
    permission,
    input: z.void(),
    output: AuthMethods,
    handle: ({ ctx }) => authMethods(ctx),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-up',
    tag,
    name: 'signUp',
    summary: 'Makes an account; answers the same when the address has one already.',
    permission,
    input: SignUpInput,
    output: SignUpAnswer,
    handle: ({ ctx, input, request: { headers } }) => signUp({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-in',
    tag,
    name: 'signIn',
    summary: 'Signs in with address and password, and sets the session cookie.',
    permission,
    input: SignInInput,
    output: SignInAnswer,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await signIn({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-in/two-factor',
    tag,
    name: 'signInTwoFactor',
    summary: 'Finishes a sign-in with a code of the authenticator app, or a recovery code.',
    permission,
    input: SecondFactorInput,
    output: SignInAnswer,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await signInSecondFactor({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-in/passkey/options',
    tag,
    name: 'passkeyOptions',
    summary: 'Begins a sign-in with a passkey.',
    permission,
    body: 'none',
    input: z.void(),
    output: PasskeyOptions,
    handle: async ({ ctx, request: { headers } }) =>
      reply(await passkeySignInOptions({ ctx, input: undefined, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-in/passkey',
    tag,
    name: 'signInPasskey',
    summary: 'Signs in with a passkey.',
    permission,
    input: SignInPasskeyInput,
    output: SignInAnswer,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await signInPasskey({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-in/social',
    tag,
    name: 'signInSocial',
    summary: "Begins a sign-in with GitHub or Google: answers the provider's address.",
    permission,
    input: SignInSocialInput,
    output: SignInSocialAnswer,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await signInSocial({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/sign-out',
    tag,
    name: 'signOut',
    summary: 'Ends the session of this browser.',
    permission,
    body: 'none',
    input: z.void(),
    output: z.void(),
    status: 204,
    handle: async ({ ctx, request: { headers } }) =>
      reply(await signOut({ ctx, input: undefined, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/verification',
    tag,
    name: 'resendVerification',
    summary: 'Sends the link that verifies an address once more.',
    permission,
    input: ResendVerificationInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => resendVerification({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/verification/confirm',
    tag,
    name: 'confirmEmail',
    summary: 'Verifies an address by the token of a mail.',
    permission,
    input: ConfirmEmailInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => confirmEmail({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/password/forgot',
    tag,
    name: 'forgotPassword',
    summary: 'Mails a link for a new password, if the address has an account.',
    permission,
    input: ForgotPasswordInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => forgotPassword({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/auth/password/reset',
    tag,
    name: 'resetPassword',
    summary: 'Sets a new password by the token of a mail, and ends every session.',
    permission,
    input: ResetPasswordInput,
    output: z.void(),
    status: 204,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await resetPassword({ ctx, input, headers })),
  }),
]

import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { reply } from './auth-routes.ts'
import {
  listPasskeys,
  Passkey,
  PasskeyList,
  passkeyRegistrationOptions,
  registerPasskey,
  RegisterPasskeyInput,
  removePasskey,
  RemovePasskeyInput,
  renamePasskey,
  RenamePasskeyInput,
} from './own-passkeys.ts'
import { PasskeyOptions } from './sign-in-passkey.ts'
import {
  ConfirmPasswordInput,
  confirmTwoFactor,
  ConfirmTwoFactorInput,
  disableTwoFactor,
  enableTwoFactor,
  RecoveryCodes,
  renewRecoveryCodes,
  TwoFactorSetup,
} from './two-factor.ts'

const tag = 'account'
const permission = ACCOUNT

/** What stands beside the password, or in its place. */
export const factorRoutes = [
  defineRoute({
    method: 'POST',
    path: '/account/two-factor',
    tag,
    name: 'enableTwoFactor',
    summary: 'Begins to set up an authenticator app; shows the recovery codes, once.',
    permission,
    input: ConfirmPasswordInput,
    output: TwoFactorSetup,
    isShownOnce: true,
    handle: ({ ctx, input, request: { headers } }) => enableTwoFactor({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/two-factor/confirm',
    tag,
    name: 'confirmTwoFactor',
    summary: 'Switches two-factor sign-in on, and ends every other session.',
    permission,
    input: ConfirmTwoFactorInput,
    output: z.void(),
    status: 204,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await confirmTwoFactor({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/two-factor/disable',
    tag,
    name: 'disableTwoFactor',
    summary: 'Switches two-factor sign-in off, and ends every other session.',
    permission,
    input: ConfirmPasswordInput,
    output: z.void(),
    status: 204,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await disableTwoFactor({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/two-factor/recovery-codes',
    tag,
    name: 'renewRecoveryCodes',
    summary: 'Makes new recovery codes; those before stop working.',
    permission,
    input: ConfirmPasswordInput,
    output: RecoveryCodes,
    isShownOnce: true,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await renewRecoveryCodes({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/passkeys',
    tag,
    name: 'listPasskeys',
    summary: 'Lists your passkeys.',
    permission,
    input: z.void(),
    output: PasskeyList,
    handle: ({ ctx }) => listPasskeys({ ctx }),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/passkey-options',
    tag,
    name: 'newPasskeyOptions',
    summary: 'Begins to add a passkey.',
    permission,
    body: 'none',
    input: z.void(),
    output: PasskeyOptions,
    handle: async ({ ctx, request: { headers } }) =>
      reply(await passkeyRegistrationOptions({ ctx, input: undefined, headers })),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/passkeys',
    tag,
    name: 'addPasskey',
    summary: 'Adds a passkey.',
    permission,
    input: RegisterPasskeyInput,
    output: Passkey,
    status: 201,
    handle: async ({ ctx, input, request: { headers } }) =>
      reply(await registerPasskey({ ctx, input, headers })),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/account/passkeys/{passkey_id}',
    tag,
    name: 'renamePasskey',
    summary: 'Renames a passkey.',
    permission,
    input: RenamePasskeyInput,
    output: Passkey,
    handle: ({ ctx, input }) => renamePasskey({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/account/passkeys/{passkey_id}',
    tag,
    name: 'removePasskey',
    summary: 'Removes a passkey.',
    permission,
    input: RemovePasskeyInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => removePasskey({ ctx, input, headers }),
  }),
]

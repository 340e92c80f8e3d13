import { z } from 'zod'
import { InvalidError } from '../../platform/error.ts'
import { getAuth } from './auth.ts'
import { INVITATION_SEAL } from './auth-adapter.ts'
import { offersProvider, socialProviders } from './auth-providers.ts'
import { authHeaders, callAuth } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { pageUrl, returnUrl } from './public-origin.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'

export const SignInSocialInput = z.object({
  provider: z.enum(socialProviders),
  returnTo: z.string().max(1000).default('/').describe('A path of this site, for afterwards.'),
  invitation: z.string().max(200).optional().describe('For a first sign-in, where that needs one.'),
})
export type SignInSocialInput = z.infer<typeof SignInSocialInput>

export const SignInSocialAnswer = z.object({
  url: z.string().describe('Where to send the browser, in the same tab.'),
})
export type SignInSocialAnswer = z.infer<typeof SignInSocialAnswer>

/**
 * Begins a sign-in with GitHub or Google. The browser comes back by `/api/auth/callback/…`.
 *
 * @throws InvalidError for a provider that is not set up, or a return path that leaves the site.
 */
export async function signInSocial({
  ctx,
  input,
  headers,
}: AccountVerbArgs<SignInSocialInput>): Promise<WithCookies<SignInSocialAnswer>> {
  refuseCrossSiteSignIn(ctx, headers)
  const { provider, returnTo, invitation } = SignInSocialInput.parse(input)
  const callbackURL = returnUrl(ctx.config, returnTo)
  if (!offersProvider(ctx.config, provider)) {
    throw new InvalidError(accountCodes.PROVIDER_UNAVAILABLE, { provider })
  }
  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.signInSocial({
      body: {
        provider,
        callbackURL,
        errorCallbackURL: pageUrl(ctx.config, '/sign-in'),
        disableRedirect: true,
        ...(invitation && {
          // It waits in a table until the browser is back.
          additionalData: { invitation: await ctx.secrets.seal(INVITATION_SEAL, invitation) },
        }),
      },
      headers: authHeaders(ctx, headers, { isSignedIn: false }),
      returnHeaders: true,
    }),
  )
  return { value: { url: value.url! }, cookies }
}

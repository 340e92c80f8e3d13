import type * as core from '@better-auth/core/oauth2'
import type { OAuth2Tokens, OAuthProvider, ProviderOptions } from '@better-auth/core/oauth2'
import type { BetterAuthPlugin } from 'better-auth'
import { z } from 'zod'
import { fromBase64Url } from '../../platform/base64url.ts'
import type { Config } from '../../platform/config.ts'
import { askProvider } from './provider-fetch.ts'

export const socialProviders = ['github', 'google'] as const
export type SocialProvider = (typeof socialProviders)[number]

/** Which providers the operator has set up. */
export function offersProvider(config: Config, provider: SocialProvider): boolean {
  return provider === 'github'
    ? Boolean(config.GITHUB_CLIENT_ID && config.GITHUB_CLIENT_SECRET)
    : Boolean(config.GOOGLE_CLIENT_ID && config.GOOGLE_CLIENT_SECRET)
}

/**
 * GitHub and Google as better-auth's own providers speak to them, with three differences: the address
 * may be another one (GitHub Enterprise, a stand-in), every wait and answer is bounded, and nothing
 * that they answer reaches a log.
 */
export async function providersPlugin(config: Config): Promise<BetterAuthPlugin> {
  const oauth = await import('@better-auth/core/oauth2')
  const socialProviders: OAuthProvider[] = []
  if (offersProvider(config, 'github')) socialProviders.push(github(config, oauth))
  if (offersProvider(config, 'google')) socialProviders.push(google(config, oauth))
  return { id: 'galley-providers', init: () => ({ context: { socialProviders } }) }
}

type OAuthHelpers = typeof core

const Tokens = z.object({ access_token: z.string().min(1) }).loose()
const GitHubProfile = z
  .object({
    id: z.number(),
    login: z.string(),
    name: z.string().nullish(),
    avatar_url: z.string().nullish(),
  })
  .loose()
const GitHubEmails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }).loose(),
)

function github(config: Config, oauth: OAuthHelpers): OAuthProvider {
  const web = (config.GITHUB_BASE_URL ?? 'https://github.com').replace(/\/+$/, '')
  const api = config.GITHUB_BASE_URL ? `${web}/api/v3` : 'https://api.github.com'
  const options: ProviderOptions = {
    clientId: config.GITHUB_CLIENT_ID!,
    clientSecret: config.GITHUB_CLIENT_SECRET!,
  }
  return {
    id: 'github',
    name: 'GitHub',
    options,
    accountSubject: ({ profile }) => String((profile as { id?: unknown }).id),
    createAuthorizationURL: (request) =>
      oauth.createAuthorizationURL({
        id: 'github',
        options,
        authorizationEndpoint: `${web}/login/oauth/authorize`,
        scopes: ['read:user', 'user:email'],
        state: request.state,
        codeVerifier: request.codeVerifier,
        redirectURI: request.redirectURI,
      }),
    validateAuthorizationCode: (answer) =>
      exchangeCode(oauth, { ...answer, options, tokenEndpoint: `${web}/login/oauth/access_token` }),
    async getUserInfo({ accessToken }) {
      const headers = {
        authorization: `Bearer ${accessToken}`,
        accept: 'application/json',
        'user-agent': 'galley',
      }
      return orNull(async () => {
        const profile = GitHubProfile.parse(await askProvider(`${api}/user`, { headers }))
        const emails = GitHubEmails.parse(await askProvider(`${api}/user/emails`, { headers }))
        // What the profile shows may be unverified and somebody else's; only this list tells.
        const email = emails.find((entry) => entry.primary) ?? emails[0]
        const user = {
          name: profile.name || profile.login,
          email: email?.email,
          image: httpsOrNone(profile.avatar_url),
          emailVerified: email?.verified ?? false,
        }
        return { user, data: profile }
      })
    },
  }
}

const GoogleClaims = z
  .object({
    iss: z.string(),
    aud: z.string(),
    exp: z.number(),
    nonce: z.string(),
    sub: z.string().min(1),
    email: z.string(),
    email_verified: z.union([z.boolean(), z.stringbool()]),
    name: z.string().nullish(),
    picture: z.string().nullish(),
  })
  .loose()

function google(config: Config, oauth: OAuthHelpers): OAuthProvider {
  const base = config.GOOGLE_BASE_URL?.replace(/\/+$/, '')
  const issuers = base ? [base] : ['https://accounts.google.com', 'accounts.google.com']
  const options: ProviderOptions = {
    clientId: config.GOOGLE_CLIENT_ID!,
    clientSecret: config.GOOGLE_CLIENT_SECRET!,
  }
  return {
    id: 'google',
    name: 'Google',
    options,
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }) => String((profile as { sub?: unknown }).sub),
    createAuthorizationURL: (request) =>
      oauth.createAuthorizationURL({
        id: 'google',
        options,
        authorizationEndpoint: `${base ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
        scopes: ['openid', 'email', 'profile'],
        state: request.state,
        codeVerifier: request.codeVerifier,
        redirectURI: request.redirectURI,
        ...(request.idTokenNonce !== undefined && { nonce: request.idTokenNonce }),
      }),
    validateAuthorizationCode: (answer) =>
      exchangeCode(oauth, {
        ...answer,
        options,
        tokenEndpoint: `${base ?? 'https://oauth2.googleapis.com'}/token`,
      }),
    getUserInfo: ({ idToken, expectedIdTokenNonce }) =>
      orNull(async () => {
        // It came over TLS from the token endpoint itself, which is what its signature would prove
        // (OpenID Connect Core 3.1.3.7, 6).
        const claims = GoogleClaims.parse(payloadOf(idToken))
        const isOurs =
          issuers.includes(claims.iss) &&
          claims.aud === options.clientId &&
          claims.exp * 1000 > Date.now() &&
          claims.nonce === expectedIdTokenNonce
        if (!isOurs) throw new Error('the ID token is not for this sign-in')
        const user = {
          name: claims.name || claims.email,
          email: claims.email,
          image: httpsOrNone(claims.picture),
          emailVerified: claims.email_verified,
        }
        return { user, data: claims }
      }),
  }
}

async function exchangeCode(
  oauth: OAuthHelpers,
  request: {
    code: string
    codeVerifier?: string | undefined
    redirectURI: string
    options: ProviderOptions
    tokenEndpoint: string
  },
): Promise<OAuth2Tokens> {
  const { body, headers } = await oauth.authorizationCodeRequest(request)
  const answer = await askProvider(request.tokenEndpoint, { method: 'POST', headers, body })
  return oauth.getOAuth2Tokens(Tokens.parse(answer)) // GitHub says errors with a 200
}

/** better-auth tells the person that the provider's answer cannot be used. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

const httpsOrNone = (url: string | null | undefined) =>
  url && URL.parse(url)?.protocol === 'https:' ? url.slice(0, 2000) : undefined

function payloadOf(token: string | undefined): unknown {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(token?.split('.')[1] ?? '')))
}

import type {
  AuthorizationResponseError,
  Configuration,
  IDToken,
  UserInfoResponse,
} from 'openid-client'
import type { Services } from '../../../platform/context.ts'
import { oidcCallback } from '../address.ts'
import { refusedAnswer, toAsserted } from '../asserted.ts'
import type { Asserted } from '../asserted.ts'
import type { OidcSettings } from '../settings.ts'
import { openProvider, ownError } from './provider.ts'

/** What the answer to one request has to fit to. */
export interface OidcChecks {
  nonce: string
  codeVerifier: string
}

type Needed = Pick<Services, 'config' | 'fetch'>

/** The address that a browser is sent to, and what its answer will have to fit to. */
export async function beginOidc(
  services: Needed,
  settings: OidcSettings,
  clientSecret: string | null,
  { state, loginHint }: { state: string; loginHint: string | null },
): Promise<{ redirectUrl: string; checks: OidcChecks }> {
  const client = await import('openid-client')
  const configuration = await openProvider(services, settings, clientSecret)
  const checks = { nonce: client.randomNonce(), codeVerifier: client.randomPKCECodeVerifier() }
  const redirectUrl = client.buildAuthorizationUrl(configuration, {
    redirect_uri: oidcCallback(services.config),
    response_type: 'code',
    scope: ['openid', ...settings.scopes].join(' '),
    state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
    code_challenge_method: 'S256',
    ...(loginHint && { login_hint: loginHint }),
  })
  return { redirectUrl: redirectUrl.href, checks }
}

/**
 * Checks a provider's answer and fetches whom it vouches for.
 *
 * @param search The query of the callback as it came.
 * @throws UnauthenticatedError with one of `signInCodes`.
 */
export async function finishOidc(
  services: Needed,
  settings: OidcSettings,
  clientSecret: string | null,
  { search, state, checks }: { search: string; state: string; checks: OidcChecks },
): Promise<Asserted> {
  const client = await import('openid-client')
  try {
    const configuration = await openProvider(services, settings, clientSecret)
    const address = new URL(oidcCallback(services.config))
    address.search = search
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.codeVerifier,
      idTokenExpected: true,
    })
    const claims = checkClaims(tokens.claims(), settings, checks)
    const more = await fetchMore(configuration, settings, claims, tokens.access_token)
    return read(settings, claims, more)
  } catch (error) {
    throw explain(error, client.AuthorizationResponseError)
  }
}

/** The library checks these too; a sign-in does not hang on its defaults alone. */
function checkClaims(
  claims: IDToken | undefined,
  settings: OidcSettings,
  checks: OidcChecks,
): IDToken {
  if (!claims) throw refusedAnswer('SSO_ANSWER_INVALID', 'there is no ID token')
  const audience = [claims.aud].flat()
  const now = Date.now() / 1000
  const wrong =
    claims.iss !== settings.issuer
      ? 'another issuer'
      : !audience.includes(settings.clientId)
        ? 'another audience'
        : audience.length > 1 && claims.azp !== settings.clientId
          ? 'more audiences than ours'
          : claims.azp !== undefined && claims.azp !== settings.clientId
            ? 'another authorized party'
            : claims.nonce !== checks.nonce
              ? 'another nonce'
              : claims.exp + 60 <= now
                ? 'expired'
                : claims.iat - 60 > now
                  ? 'issued in the future'
                  : null
  if (wrong) throw refusedAnswer('SSO_ANSWER_INVALID', wrong)
  return claims
}

/** Many providers tell the address only when asked with the access token. */
async function fetchMore(
  configuration: Configuration,
  settings: OidcSettings,
  claims: IDToken,
  accessToken: string,
): Promise<UserInfoResponse | null> {
  const isAllThere = claims.email !== undefined && claims[settings.groupsClaim] !== undefined
  if (isAllThere || !configuration.serverMetadata().userinfo_endpoint) return null
  const client = await import('openid-client')
  return client.fetchUserInfo(configuration, accessToken, claims.sub)
}

function read(settings: OidcSettings, claims: IDToken, more: UserInfoResponse | null): Asserted {
  // Whether an address is verified is told by who tells the address.
  const teller: Record<string, unknown> = claims.email === undefined && more ? more : { ...claims }
  const groups = claims[settings.groupsClaim] ?? more?.[settings.groupsClaim] ?? []
  const verified = teller.email_verified
  return toAsserted({
    subject: claims.sub,
    email: teller.email,
    isEmailVerified: verified === true || verified === 'true',
    name: claims.name ?? more?.name,
    groups: Array.isArray(groups) ? groups : [groups],
  })
}

function explain(error: unknown, Refusal: typeof AuthorizationResponseError): unknown {
  if (error instanceof Refusal) {
    return refusedAnswer('SSO_PROVIDER_REFUSED', undefined, error)
  }
  const own = ownError(error)
  if (own?.kind === 'unauthenticated') return own
  if (own) return refusedAnswer('SSO_PROVIDER_UNREACHABLE', own.code, own)
  const isTimeout = error instanceof Error && (error as { code?: unknown }).code === 'OAUTH_TIMEOUT'
  if (isTimeout) return refusedAnswer('SSO_PROVIDER_UNREACHABLE', 'time-out', error)
  const reason = error instanceof Error ? error.message.slice(0, 200) : undefined
  return refusedAnswer('SSO_ANSWER_INVALID', reason, error)
}

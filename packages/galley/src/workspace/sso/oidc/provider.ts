import type { Configuration, CustomFetch, ServerMetadata } from 'openid-client'
import type { Services } from '../../../platform/context.ts'
import { GalleyError, InvalidError } from '../../../platform/error.ts'
import type { SafeFetch } from '../../../platform/http/index.ts'
import { ssoCodes } from '../codes.ts'
import type { OidcSettings } from '../settings.ts'

/** Signatures that only who has the private key can make. Never `none`, never a shared secret. */
const SIGNATURES = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 Ed25519 EdDSA'.split(' ')
const SKEW_SECONDS = 60
const TIMEOUT_SECONDS = 15
const LARGEST_ANSWER = 1024 * 1024
const REMEMBERED_MS = 5 * 60_000
const MOST_REMEMBERED = 1000

type Needed = Pick<Services, 'config' | 'fetch'>

/** What providers said of themselves a moment ago: public, and the same for everybody. */
const remembered = new Map<string, { metadata: ServerMetadata; until: number }>()

/**
 * The client for one connection. Every request goes through the guarded fetch, so that no workspace
 * reaches a private network by naming it as its provider. Keys are fetched anew for each sign-in.
 *
 * @throws InvalidError when the provider's configuration is not usable, or its address refused;
 * UnavailableError when it cannot be reached.
 */
export async function openProvider(
  services: Needed,
  settings: OidcSettings,
  clientSecret: string | null,
  options: { isFresh?: boolean } = {},
): Promise<Configuration> {
  const client = await import('openid-client')
  const metadata = await describeProvider(services, settings, options)
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const authentication =
    clientSecret === null
      ? client.None()
      : methods.includes('client_secret_basic')
        ? client.ClientSecretBasic(clientSecret)
        : client.ClientSecretPost(clientSecret)
  const configuration = new client.Configuration(
    structuredClone(metadata),
    settings.clientId,
    { [client.clockTolerance]: SKEW_SECONDS },
    authentication,
  )
  configuration[client.customFetch] = guarded(services.fetch)
  configuration.timeout = TIMEOUT_SECONDS
  // Otherwise the ID token is believed for the connection that it came by.
  client.enableNonRepudiationChecks(configuration)
  if (isPlainAllowed(services)) client.allowInsecureRequests(configuration)
  return configuration
}

/** On one's own network a provider may speak plain http. */
const isPlainAllowed = ({ config }: Needed) => config.GALLEY_ALLOW_PRIVATE_NETWORK

async function describeProvider(
  services: Needed,
  { issuer, clientId }: OidcSettings,
  { isFresh = false }: { isFresh?: boolean },
): Promise<ServerMetadata> {
  const known = remembered.get(issuer)
  if (!isFresh && known && known.until > Date.now()) return known.metadata
  const client = await import('openid-client')
  const execute = isPlainAllowed(services) ? [client.allowInsecureRequests] : []
  const found = await client
    .discovery(new URL(issuer), clientId, undefined, client.None(), {
      execute,
      timeout: TIMEOUT_SECONDS,
      [client.customFetch]: guarded(services.fetch),
    })
    .catch((error: unknown) => {
      throw discoveryError(issuer, error)
    })
  const metadata = checkMetadata(services, issuer, found.serverMetadata())
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(issuer, { metadata, until: Date.now() + REMEMBERED_MS })
  return metadata
}

function checkMetadata(
  services: Needed,
  issuer: string,
  metadata: Readonly<ServerMetadata>,
): ServerMetadata {
  const refuse = (reason: string) =>
    new InvalidError(ssoCodes.SSO_DISCOVERY_FAILED, { issuer, reason })
  if (metadata.issuer !== issuer) throw refuse('it calls itself by another name')
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const address = URL.parse(metadata[name] ?? '')
    const isSafe =
      address?.protocol === 'https:' || (address?.protocol === 'http:' && isPlainAllowed(services))
    if (!isSafe) throw refuse(`its ${name} is missing or does not begin with https://`)
  }
  const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256']
  const allowed = offered.filter((algorithm) => SIGNATURES.includes(algorithm))
  if (allowed.length === 0) throw refuse('it signs with nothing that is allowed here')
  return { ...metadata, id_token_signing_alg_values_supported: allowed }
}

function discoveryError(issuer: string, error: unknown): unknown {
  const own = ownError(error)
  if (own) return own
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'it gives no reason'
  return new InvalidError(ssoCodes.SSO_DISCOVERY_FAILED, { issuer, reason }, { cause: error })
}

/** What our own fetch refused or could not reach, below whatever the library wrapped it in. */
export function ownError(error: unknown): GalleyError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof GalleyError) return cause
  }
  return null
}

function guarded(fetch: SafeFetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await fetch(url, {
      method,
      headers,
      maximumBytes: LARGEST_ANSWER,
      maximumRedirects: 0,
      totalMs: TIMEOUT_SECONDS * 1000,
      ...(body != null && { body: String(body) }),
      ...(signal && { signal }),
    })
    const hasBody = answer.status >= 200 && ![204, 205, 304].includes(answer.status)
    return new Response(hasBody ? ((await answer.bytes()) as BodyInit) : null, {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

import type { Context } from '../../platform/context.ts'
import { InvalidError, UnavailableError } from '../../platform/error.ts'
import { readCertificates } from './certificate.ts'
import { ssoCodes } from './codes.ts'
import { openProvider } from './oidc/provider.ts'
import { readMetadata } from './saml/read-metadata.ts'
import type {
  ConnectionSettings,
  OidcInput,
  OidcSettings,
  SamlInput,
  SamlSettings,
} from './settings.ts'

const LARGEST_METADATA = 1_000_000

interface Given {
  oidc?: OidcInput | undefined
  saml?: SamlInput | undefined
}

/**
 * What was given, completed by what is known and what the provider says of itself, and checked.
 *
 * @param known The settings that are changed; null for a new connection.
 */
export async function resolveSettings(
  ctx: Context,
  { oidc, saml }: Given,
  known: ConnectionSettings | null,
): Promise<ConnectionSettings> {
  if (oidc && !saml && known?.kind !== 'saml') return resolveOidc(ctx, oidc, known)
  if (saml && !oidc && known?.kind !== 'oidc') return resolveSaml(ctx, saml, known)
  throw new InvalidError(ssoCodes.SSO_CONNECTION_KIND)
}

async function resolveOidc(
  ctx: Context,
  input: OidcInput,
  known: OidcSettings | null,
): Promise<OidcSettings> {
  requireSafe(ctx, 'The issuer', input.issuer)
  const settings: OidcSettings = {
    kind: 'oidc',
    issuer: input.issuer,
    clientId: input.clientId,
    scopes: input.scopes ?? known?.scopes ?? ['email', 'profile'],
    groupsClaim: input.groupsClaim ?? known?.groupsClaim ?? 'groups',
    trustsEmail: input.trustsEmail ?? known?.trustsEmail ?? false,
  }
  // Asked now, so that whoever sets it up learns what is wrong with it.
  await asGiven(openProvider(ctx, settings, null, { isFresh: true }))
  return settings
}

async function resolveSaml(
  ctx: Context,
  input: SamlInput,
  known: SamlSettings | null,
): Promise<SamlSettings> {
  const metadata = await importMetadata(ctx, input)
  const entityId = input.entityId ?? metadata?.entityId ?? known?.entityId
  const ssoUrl = input.ssoUrl ?? metadata?.ssoUrl ?? known?.ssoUrl
  const given = input.certificates ?? metadata?.certificates
  const certificates = given ? await readCertificates(given) : known?.certificates
  if (!entityId || !ssoUrl || !certificates?.length) {
    const needed = { entity_id: entityId, sso_url: ssoUrl, certificates: certificates?.length }
    const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]))
    throw new InvalidError(ssoCodes.SSO_SETTINGS_MISSING, { missing: missing.join(', ') })
  }
  requireSafe(ctx, 'The address where sign-ins begin', ssoUrl)
  const or = <T>(value: T | undefined, standard: T): T => (value === undefined ? standard : value)
  return {
    kind: 'saml',
    entityId,
    ssoUrl,
    certificates,
    signed: input.signed ?? known?.signed ?? 'either',
    allowsIdpInitiated: input.allowsIdpInitiated ?? known?.allowsIdpInitiated ?? false,
    emailAttribute: or(input.emailAttribute, known?.emailAttribute ?? null),
    subjectAttribute: or(input.subjectAttribute, known?.subjectAttribute ?? null),
    groupsAttribute: or(input.groupsAttribute, known?.groupsAttribute ?? null),
  }
}

async function importMetadata(ctx: Context, { metadataXml, metadataUrl }: SamlInput) {
  if (metadataXml !== undefined) return readMetadata(metadataXml)
  if (metadataUrl === undefined) return null
  requireSafe(ctx, 'The address of the metadata', metadataUrl)
  return readMetadata(await asGiven(fetchMetadata(ctx, metadataUrl)))
}

async function fetchMetadata(ctx: Context, metadataUrl: string): Promise<string> {
  const answer = await ctx.fetch(metadataUrl, {
    headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    maximumBytes: LARGEST_METADATA,
    totalMs: 20_000,
    signal: ctx.signal,
  })
  if (answer.status !== 200) {
    await answer.body.cancel()
    const reason = `the address answered with status ${answer.status}`
    throw new InvalidError(ssoCodes.SSO_METADATA_INVALID, { reason })
  }
  return answer.text()
}

/** An address that whoever asks has given, and that does not answer, is a mistake of theirs first. */
async function asGiven<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof UnavailableError)) throw cause
    throw new InvalidError(ssoCodes.SSO_ADDRESS_SILENT, { reason: cause.message }, { cause })
  }
}

/** In the clear only on one's own network, where an operator has allowed it. */
function requireSafe({ config }: Context, what: string, address: string): void {
  const protocol = URL.parse(address)?.protocol
  if (protocol === 'https:' || (protocol === 'http:' && config.GALLEY_ALLOW_PRIVATE_NETWORK)) return
  throw new InvalidError(ssoCodes.SSO_ADDRESS_INSECURE, { what })
}

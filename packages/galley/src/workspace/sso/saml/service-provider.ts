import type { SAML, SamlConfig } from '@node-saml/node-saml'
import type { Config } from '../../../platform/config.ts'
import { acsUrl, entityId } from '../address.ts'
import type { SamlSettings } from '../settings.ts'

/** What we are to a provider: our name, where it posts to, and both as metadata. */
export interface ServiceProvider {
  entityId: string
  acsUrl: string
  metadataXml: string
}

type Place = Pick<Config, 'PUBLIC_URL' | 'PORT'>

export async function describeToProvider(
  config: Place,
  connectionId: string,
  settings: SamlSettings,
): Promise<ServiceProvider> {
  const saml = await openSaml(config, connectionId, settings, {
    wantAssertionsSigned: settings.signed === 'assertion' || settings.signed === 'both',
    generateUniqueId: () => `_${connectionId}`,
  })
  return {
    entityId: entityId(config, connectionId),
    acsUrl: acsUrl(config, connectionId),
    metadataXml: saml.generateServiceProviderMetadata(null, null),
  }
}

/** The address that a browser is sent to, with the request in it. */
export async function requestAddress(
  config: Place,
  connectionId: string,
  settings: SamlSettings,
  { requestId, state }: { requestId: string; state: string },
): Promise<string> {
  const saml = await openSaml(config, connectionId, settings, { generateUniqueId: () => requestId })
  return saml.getAuthorizeUrlAsync(state, undefined, {})
}

/**
 * The library, set up for one connection. What it checks of an answer's content is switched off
 * where it is lenient: `check-answer.ts` checks all of it.
 */
export async function openSaml(
  config: Place,
  connectionId: string,
  settings: SamlSettings,
  options: Partial<SamlConfig> = {},
): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml')
  const name = entityId(config, connectionId)
  return new SAML({
    issuer: name,
    callbackUrl: acsUrl(config, connectionId),
    entryPoint: settings.ssoUrl,
    idpCert: settings.certificates.map(({ pem }) => pem),
    audience: name,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    validateInResponseTo: ValidateInResponseTo.never,
    ...options,
  })
}

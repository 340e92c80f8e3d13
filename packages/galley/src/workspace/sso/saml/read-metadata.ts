import { InvalidError } from '../../../platform/error.ts'
import { ssoCodes } from '../codes.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  elementsOf,
  METADATA,
  openXml,
  SIGNATURE,
  textOf,
  XmlRefused,
} from './xml.ts'

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

export interface ProviderMetadata {
  entityId: string
  ssoUrl: string
  /** Base64. */
  certificates: string[]
}

/**
 * What a connection needs to know, from the metadata of a provider. Its signature is not checked:
 * it is as good as the hands that it came from.
 *
 * @throws InvalidError that says what is missing.
 */
export function readMetadata(xml: string): ProviderMetadata {
  try {
    return read(xml.replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof XmlRefused || error instanceof RangeError)) throw error
    const reason = error instanceof XmlRefused ? error.message : 'it cannot be read'
    throw new InvalidError(ssoCodes.SSO_METADATA_INVALID, { reason })
  }
}

function read(xml: string): ProviderMetadata {
  const entities = elementsOf(openXml(xml, { hasComments: true })).flatMap((element) => {
    if (element.namespaceURI !== METADATA || element.localName !== 'EntityDescriptor') return []
    const role = childOf(element, METADATA, 'IDPSSODescriptor')
    return role ? [{ element, role }] : []
  })
  const [entity] = entities
  if (!entity || entities.length > 1) {
    throw new XmlRefused(`it describes ${entities.length} identity providers`)
  }
  const { element, role } = entity
  const entityId = attributeOf(element, 'entityID')
  if (!entityId) throw new XmlRefused('it has no entityID')
  const service = childrenOf(role, METADATA, 'SingleSignOnService').find(
    (one) => attributeOf(one, 'Binding') === REDIRECT,
  )
  const ssoUrl = service && attributeOf(service, 'Location')
  if (!ssoUrl) throw new XmlRefused('it has no SingleSignOnService with the binding HTTP-Redirect')
  const certificates = childrenOf(role, METADATA, 'KeyDescriptor')
    .filter((key) => attributeOf(key, 'use') !== 'encryption')
    .flatMap((key) => elementsOf(key))
    .filter((one) => one.namespaceURI === SIGNATURE && one.localName === 'X509Certificate')
    .map(textOf)
  if (certificates.length === 0) throw new XmlRefused('it has no certificate for signing')
  return { entityId, ssoUrl, certificates: [...new Set(certificates)].slice(0, 5) }
}

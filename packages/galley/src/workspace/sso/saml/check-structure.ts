import type { SamlSettings } from '../settings.ts'
import {
  ASSERTION,
  attributeOf,
  attributesOf,
  childrenOf,
  elementsOf,
  PROTOCOL,
  requiredChild,
  SIGNATURE,
  textOf,
  XmlRefused,
} from './xml.ts'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const signatureMethods = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
])
const digestMethods = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
])

/** Hundreds of groups, and not so many elements that the signatures' references take long to find. */
const MOST_ELEMENTS = 2000

export interface Structure {
  isResponseSigned: boolean
  isAssertionSigned: boolean
}

/**
 * The shape that an answer must have before its signatures are worth checking: one response, one
 * assertion in it, signatures at those two only, and each over exactly the element that bears it.
 * Whatever signature wrapping needs (a second assertion, a place to hide the first one, a reference
 * to elsewhere, an id used twice) has no room in it.
 *
 * @throws XmlRefused
 */
export function checkStructure(response: Element, signed: SamlSettings['signed']): Structure {
  const elements = elementsOf(response)
  if (!isNamed(response, PROTOCOL, 'Response')) throw new XmlRefused('it is no Response')
  if (elements.length > MOST_ELEMENTS) throw new XmlRefused('it has too many elements')
  checkIds(elements)
  for (const { localName } of elements) {
    if (localName.startsWith('Encrypted')) throw new XmlRefused('encryption is not supported')
  }
  if (named(elements, 'Response').length !== 1) throw new XmlRefused('it has several Responses')
  const assertions = named(elements, 'Assertion')
  const [assertion] = assertions
  if (!assertion || assertions.length !== 1) {
    throw new XmlRefused(`it has ${assertions.length} Assertions`)
  }
  if (assertion.parentNode !== response || assertion.namespaceURI !== ASSERTION) {
    throw new XmlRefused('its Assertion is in the wrong place')
  }
  const signatures = named(elements, 'Signature')
  for (const signature of signatures) checkSignature(signature, [response, assertion])
  const holders = signatures.map((signature) => signature.parentNode)
  if (new Set(holders).size !== holders.length) throw new XmlRefused('it is signed twice')
  const structure = {
    isResponseSigned: holders.includes(response),
    isAssertionSigned: holders.includes(assertion),
  }
  if (!isSignedAs(signed, structure))
    throw new XmlRefused('the signature that is asked for is missing')
  return structure
}

function isSignedAs(signed: SamlSettings['signed'], structure: Structure): boolean {
  const { isResponseSigned, isAssertionSigned } = structure
  if (signed === 'assertion') return isAssertionSigned
  if (signed === 'response') return isResponseSigned
  if (signed === 'both') return isAssertionSigned && isResponseSigned
  return isAssertionSigned || isResponseSigned
}

const isNamed = (element: Element, namespace: string, name: string) =>
  element.namespaceURI === namespace && element.localName === name

const named = (elements: readonly Element[], name: string) =>
  elements.filter(({ localName }) => localName === name)

/** However an id is spelt, it names one element. */
function checkIds(elements: readonly Element[]): void {
  const seen = new Set<string>()
  for (const element of elements) {
    for (const { localName, nodeName, value } of attributesOf(element)) {
      if ((localName ?? nodeName).toLowerCase() !== 'id') continue
      if (!/^[A-Za-z_][\w.-]{0,255}$/.test(value)) throw new XmlRefused('it has a malformed id')
      if (seen.has(value)) throw new XmlRefused('an id is used twice')
      seen.add(value)
    }
  }
}

function checkSignature(signature: Element, holders: readonly Element[]): void {
  if (signature.namespaceURI !== SIGNATURE) throw new XmlRefused('a Signature is none')
  const holder = holders.find((element) => element === signature.parentNode)
  if (!holder) throw new XmlRefused('a Signature is in the wrong place')
  const parts = namesOf(signature)
  if (!/^SignedInfo SignatureValue( KeyInfo)?$/.test(parts)) {
    throw new XmlRefused('a Signature has other parts')
  }
  const info = requiredChild(signature, SIGNATURE, 'SignedInfo')
  if (namesOf(info) !== 'CanonicalizationMethod SignatureMethod Reference') {
    throw new XmlRefused('a SignedInfo has other parts')
  }
  const methodOf = (parent: Element, name: string) =>
    attributeOf(requiredChild(parent, SIGNATURE, name), 'Algorithm') ?? ''
  if (methodOf(info, 'CanonicalizationMethod') !== EXCLUSIVE) {
    throw new XmlRefused('its canonicalization is not the exclusive one')
  }
  if (!signatureMethods.has(methodOf(info, 'SignatureMethod'))) {
    throw new XmlRefused('its signature method is not allowed')
  }
  const reference = requiredChild(info, SIGNATURE, 'Reference')
  if (namesOf(reference) !== 'Transforms DigestMethod DigestValue') {
    throw new XmlRefused('a Reference has other parts')
  }
  const id = attributeOf(holder, 'ID')
  if (!id || attributeOf(reference, 'URI') !== `#${id}`) {
    throw new XmlRefused('a signature is of another element than its own')
  }
  if (!digestMethods.has(methodOf(reference, 'DigestMethod'))) {
    throw new XmlRefused('its digest method is not allowed')
  }
  const transforms = childrenOf(requiredChild(reference, SIGNATURE, 'Transforms'))
  const algorithms = transforms.map((transform) => attributeOf(transform, 'Algorithm'))
  if (algorithms.join(' ') !== `${ENVELOPED} ${EXCLUSIVE}`) {
    throw new XmlRefused('its transforms are not the usual two')
  }
  textOf(requiredChild(signature, SIGNATURE, 'SignatureValue'))
  textOf(requiredChild(reference, SIGNATURE, 'DigestValue'))
}

/** The names of the children in order; one of another namespace makes it match nothing. */
const namesOf = (parent: Element) =>
  childrenOf(parent)
    .map(({ namespaceURI, localName }) => (namespaceURI === SIGNATURE ? localName : '?'))
    .join(' ')

import { randomBytes } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { Signer } from './signer.ts'

/** Everything that an answer says. What is not given is as it should be. */
export interface SamlAnswer {
  issuer: string
  acsUrl: string
  audience: string
  inResponseTo?: string | null
  subject?: string
  subjectFormat?: string
  /** Inside of the NameID, as XML. */
  subjectXml?: string
  email?: string
  /** Inside of the attribute with the address, as XML. */
  emailXml?: string
  groups?: readonly string[]
  destination?: string | null
  recipient?: string | null
  responseIssuer?: string | null
  confirmationInResponseTo?: string | null
  status?: string
  assertionId?: string
  responseId?: string
  issueInstant?: Date
  notBefore?: Date
  notOnOrAfter?: Date
  confirmedUntil?: Date | null
  sessionNotOnOrAfter?: Date
  version?: string
  method?: string
  /** More XML inside of the conditions, of the assertion, or before everything. */
  conditionsXml?: string
  assertionXml?: string
  prologXml?: string
  hasAudience?: boolean
  isOtherAudienceToo?: boolean
}

export interface SignOptions {
  sign?: 'assertion' | 'response' | 'both' | 'none'
  signatureAlgorithm?: string
  digestAlgorithm?: string
  canonicalization?: string
  transforms?: string[]
  /** Puts this certificate into the message's KeyInfo. */
  certificate?: string
}

const SAML = 'urn:oasis:names:tc:SAML:2.0'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
export const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
export const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1'

export const newXmlId = () => `_${randomBytes(16).toString('hex')}`

const attribute = (name: string, value: string | null | undefined) =>
  value === null || value === undefined ? '' : ` ${name}="${value}"`

const escapeXml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** An answer as XML, unsigned. */
export function buildAnswer(answer: SamlAnswer): string {
  const now = answer.issueInstant ?? new Date()
  const instant = now.toISOString()
  const responseIssuer = answer.responseIssuer === undefined ? answer.issuer : answer.responseIssuer
  return `${answer.prologXml ?? ''}<samlp:Response xmlns:samlp="${SAML}:protocol" xmlns:saml="${SAML}:assertion" ID="${answer.responseId ?? newXmlId()}" Version="2.0" IssueInstant="${instant}"${attribute('Destination', answer.destination === undefined ? answer.acsUrl : answer.destination)}${attribute('InResponseTo', answer.inResponseTo)}>${responseIssuer === null ? '' : `<saml:Issuer>${escapeXml(responseIssuer)}</saml:Issuer>`}<samlp:Status><samlp:StatusCode Value="${answer.status ?? `${SAML}:status:Success`}"/></samlp:Status>${buildAssertion(answer)}</samlp:Response>`
}

/** The assertion alone, for those who want to put it somewhere. */
export function buildAssertion(answer: SamlAnswer): string {
  const now = answer.issueInstant ?? new Date()
  const from = (answer.notBefore ?? new Date(now.getTime() - 5000)).toISOString()
  const until = (answer.notOnOrAfter ?? new Date(now.getTime() + 300_000)).toISOString()
  const confirmed =
    answer.confirmedUntil === undefined ? until : (answer.confirmedUntil?.toISOString() ?? null)
  const answered =
    answer.confirmationInResponseTo === undefined
      ? answer.inResponseTo
      : answer.confirmationInResponseTo
  const recipient = answer.recipient === undefined ? answer.acsUrl : answer.recipient
  const subject = answer.subjectXml ?? escapeXml(answer.subject ?? 'subject-1')
  const format = answer.subjectFormat ?? `${SAML}:nameid-format:persistent`
  const audience =
    answer.hasAudience === false
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${escapeXml(answer.audience)}</saml:Audience></saml:AudienceRestriction>`
  const otherAudience = answer.isOtherAudienceToo
    ? '<saml:AudienceRestriction><saml:Audience>urn:somebody:else</saml:Audience></saml:AudienceRestriction>'
    : ''
  const email = answer.emailXml ?? (answer.email && escapeXml(answer.email))
  const attributes = [
    ...(email ? [attributeXml('email', [email])] : []),
    ...(answer.groups ? [attributeXml('groups', answer.groups.map(escapeXml))] : []),
  ]
  return `<saml:Assertion xmlns:saml="${SAML}:assertion" ID="${answer.assertionId ?? newXmlId()}" Version="${answer.version ?? '2.0'}" IssueInstant="${now.toISOString()}"><saml:Issuer>${escapeXml(answer.issuer)}</saml:Issuer><saml:Subject><saml:NameID Format="${format}">${subject}</saml:NameID><saml:SubjectConfirmation Method="${answer.method ?? `${SAML}:cm:bearer`}"><saml:SubjectConfirmationData${attribute('Recipient', recipient)}${attribute('NotOnOrAfter', confirmed)}${attribute('InResponseTo', answered)}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${from}" NotOnOrAfter="${until}">${audience}${otherAudience}${answer.conditionsXml ?? ''}</saml:Conditions><saml:AuthnStatement AuthnInstant="${now.toISOString()}"${attribute('SessionNotOnOrAfter', answer.sessionNotOnOrAfter?.toISOString())}><saml:AuthnContext><saml:AuthnContextClassRef>${SAML}:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${attributes.length > 0 ? `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>` : ''}${answer.assertionXml ?? ''}</saml:Assertion>`
}

const attributeXml = (name: string, values: readonly string[]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`

/** Signs an answer as a provider does. */
export function signAnswer(xml: string, signer: Signer, options: SignOptions = {}): string {
  const { sign = 'assertion' } = options
  let signed = xml
  if (sign === 'assertion' || sign === 'both')
    signed = signElement(signed, signer, 'Assertion', options)
  if (sign === 'response' || sign === 'both')
    signed = signElement(signed, signer, 'Response', options)
  return signed
}

/** Signs the one element of a name, with the signature behind its issuer. */
export function signElement(
  xml: string,
  signer: Signer,
  name: string,
  options: SignOptions = {},
): string {
  const place = `//*[local-name(.)='${name}']`
  const signature = new SignedXml({
    privateKey: signer.key,
    signatureAlgorithm: options.signatureAlgorithm ?? RSA_SHA256,
    canonicalizationAlgorithm: options.canonicalization ?? EXCLUSIVE,
    ...(options.certificate && { publicCert: options.certificate }),
  } as ConstructorParameters<typeof SignedXml>[0])
  signature.addReference({
    xpath: place,
    digestAlgorithm: options.digestAlgorithm ?? SHA256,
    transforms: options.transforms ?? [ENVELOPED, EXCLUSIVE],
  })
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${place}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signature.getSignedXml()
}

/** One way to wrap a good signature around something else. */
export type Wrapping = (signed: string, evil: string) => string

const partsOf = (xml: string) => {
  const assertion = /<saml:Assertion[\s>][^]*<\/saml:Assertion>/.exec(xml)![0]
  const signature = /<ds:Signature[\s>][^]*?<\/ds:Signature>/.exec(assertion)?.[0] ?? ''
  return { assertion, signature, bare: assertion.replace(signature, '') }
}

const withSignature = (evil: string, signature: string) =>
  evil.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`)

/**
 * The known ways (XSW 1 to 8 and later ones), by what they do. Each takes an answer whose assertion
 * is well signed and an assertion that says what the attacker wants.
 */
export const wrappings: Readonly<Record<string, Wrapping>> = {
  'the forged assertion before the signed one': (signed, evil) =>
    signed.replace('<saml:Assertion', () => `${evil}<saml:Assertion`),
  'the forged assertion behind the signed one': (signed, evil) =>
    signed.replace('</samlp:Response>', () => `${evil}</samlp:Response>`),
  'the signed assertion inside of the forged one': (signed, evil) => {
    const { assertion } = partsOf(signed)
    return signed.replace(assertion, () =>
      evil.replace('</saml:Assertion>', () => `${assertion}</saml:Assertion>`),
    )
  },
  'the signature in the forged assertion, the signed one inside of the signature': (
    signed,
    evil,
  ) => {
    const { assertion, signature, bare } = partsOf(signed)
    const hidden = signature.replace(
      '</ds:Signature>',
      () => `<ds:Object>${bare}</ds:Object></ds:Signature>`,
    )
    return signed.replace(assertion, () => withSignature(evil, hidden))
  },
  'the signature in the forged assertion, the signed one beside it': (signed, evil) => {
    const { assertion, signature, bare } = partsOf(signed)
    return signed.replace(assertion, () => withSignature(evil, signature) + bare)
  },
  'the signed assertion in the extensions of the response': (signed, evil) => {
    const { assertion } = partsOf(signed)
    return signed
      .replace(assertion, () => evil)
      .replace(
        '<samlp:Status>',
        () => `<samlp:Extensions>${assertion}</samlp:Extensions><samlp:Status>`,
      )
  },
  'the signed assertion inside of the forged one, with its signature outside': (signed, evil) => {
    const { assertion, signature, bare } = partsOf(signed)
    return signed.replace(assertion, () =>
      withSignature(evil, signature).replace('</saml:Assertion>', () => `${bare}</saml:Assertion>`),
    )
  },
  'both with the same id': (signed, evil) => {
    const { assertion } = partsOf(signed)
    const id = /ID="([^"]+)"/.exec(assertion)![1]!
    return signed.replace(
      assertion,
      () => assertion + evil.replace(/ID="[^"]+"/, () => `ID="${id}"`),
    )
  },
  'the forged assertion alone, with the signature of the other one': (signed, evil) => {
    const { assertion, signature } = partsOf(signed)
    return signed.replace(assertion, () => withSignature(evil, signature))
  },
  'the forged assertion with the id and signature of the other one': (signed, evil) => {
    const { assertion, signature } = partsOf(signed)
    const id = /ID="([^"]+)"/.exec(assertion)![1]!
    return signed.replace(assertion, () =>
      withSignature(evil, signature).replace(/ID="[^"]+"/, () => `ID="${id}"`),
    )
  },
  'the forged assertion in another namespace': (signed, evil) =>
    signed.replace(
      '<saml:Assertion',
      () =>
        `${evil.replaceAll('saml:', 'x:').replace('xmlns:x=', 'xmlns:saml="urn:x" xmlns:x=')}<saml:Assertion`,
    ),
  'a response inside of a forged response': (signed, evil) => {
    const { assertion } = partsOf(signed)
    return signed
      .replace(assertion, () => evil)
      .replace('</samlp:Response>', () => `${signed}</samlp:Response>`)
  },
}

import { bytesToHex } from '@noble/hashes/utils.js'
import type { Config } from '../../../platform/config.ts'
import { acsUrl, entityId } from '../address.ts'
import { refusedAnswer, toAsserted } from '../asserted.ts'
import type { Asserted } from '../asserted.ts'
import type { SamlSettings } from '../settings.ts'
import { checkStructure } from './check-structure.ts'
import { readAttributes } from './read-attributes.ts'
import { openSaml } from './service-provider.ts'
import {
  ASSERTION,
  attributeOf,
  childOf,
  childrenOf,
  openXml,
  PROTOCOL,
  requiredChild,
  textOf,
  XmlRefused,
} from './xml.ts'

const LARGEST_ANSWER = 256 * 1024
/** How far our clock and the provider's may be apart. */
const SKEW_MS = 60_000
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const knownConditions = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'])

export interface SamlConnection {
  id: string
  settings: SamlSettings
}

export interface AnswerToCheck {
  /** Where we are, which the answer must be meant for. */
  config: Pick<Config, 'PUBLIC_URL' | 'PORT'>
  connection: SamlConnection
  /** The form's `SAMLResponse`. */
  encoded: string
  /** Of the request that it must answer; null: it must answer none. */
  requestId: string | null
}

/** What is good about an answer, and until when it would be. */
export interface CheckedAnswer {
  asserted: Asserted
  /** Names the assertion for good: it may be used once. */
  assertionHash: string
  validUntil: Date
}

/**
 * Checks a provider's answer, every part of it: shape, signatures by the connection's certificates,
 * issuer, addressee, audience, request, times. All that is returned was read from the very bytes that
 * the signature covers.
 *
 * @throws UnauthenticatedError with one of `signInCodes`.
 */
export async function checkAnswer(input: AnswerToCheck): Promise<CheckedAnswer> {
  const { config, connection, encoded, requestId } = input
  try {
    const text = decode(encoded)
    const response = openXml(text)
    checkStatus(response)
    const assertion = await readVerified(config, connection, text, response)
    return await readAnswer(config, connection, { response, assertion, requestId })
  } catch (error) {
    if (error instanceof XmlRefused) throw refusedAnswer('SSO_ANSWER_INVALID', error.message)
    // So deep or odd that the parser gave up on it.
    if (error instanceof RangeError) throw refusedAnswer('SSO_ANSWER_INVALID', 'it cannot be read')
    throw error
  }
}

function decode(encoded: string): string {
  const base64 = encoded.replace(/\s+/g, '')
  if (base64.length > (LARGEST_ANSWER / 3) * 4 + 4) throw refusedAnswer('SSO_ANSWER_TOO_LARGE')
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.replace(/\r\n?/g, '\n') // as XML readers do
  } catch {
    throw new XmlRefused('it is not base64 of UTF-8')
  }
}

function checkStatus(response: Element): void {
  if (response.namespaceURI !== PROTOCOL || response.localName !== 'Response') {
    throw new XmlRefused('it is no Response')
  }
  const code = requiredChild(requiredChild(response, PROTOCOL, 'Status'), PROTOCOL, 'StatusCode')
  if (attributeOf(code, 'Value') !== SUCCESS) throw refusedAnswer('SSO_PROVIDER_REFUSED')
}

/** The assertion, parsed anew from the canonical bytes that the signature was checked over. */
async function readVerified(
  config: Pick<Config, 'PUBLIC_URL' | 'PORT'>,
  { id, settings }: SamlConnection,
  text: string,
  response: Element,
): Promise<Element> {
  const { isResponseSigned, isAssertionSigned } = checkStructure(response, settings.signed)
  const saml = await openSaml(config, id, settings, {
    wantAuthnResponseSigned: isResponseSigned,
    wantAssertionsSigned: isAssertionSigned,
    audience: false,
    acceptedClockSkewMs: -1,
  })
  const bytes = new TextEncoder().encode(text)
  const SAMLResponse = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const verified = await saml.validatePostResponseAsync({ SAMLResponse }).catch(explain)
  const xml = verified.profile?.getAssertionXml?.()
  if (!xml) throw refusedAnswer('SSO_ANSWER_UNSIGNED')
  const assertion = openXml(xml)
  if (assertion.namespaceURI !== ASSERTION || assertion.localName !== 'Assertion') {
    throw new XmlRefused('what is signed is no Assertion')
  }
  return assertion
}

function explain(error: unknown): never {
  const message = error instanceof Error ? error.message : ''
  const isSignature = /signature/i.test(message)
  throw refusedAnswer(isSignature ? 'SSO_ANSWER_UNSIGNED' : 'SSO_ANSWER_INVALID', message, error)
}

interface Answer {
  response: Element
  assertion: Element
  requestId: string | null
}

async function readAnswer(
  config: Pick<Config, 'PUBLIC_URL' | 'PORT'>,
  { id, settings }: SamlConnection,
  answer: Answer,
): Promise<CheckedAnswer> {
  const { response, assertion, requestId } = answer
  const now = Date.now()
  const acs = acsUrl(config, id)
  for (const element of [response, assertion]) {
    if (attributeOf(element, 'Version') !== '2.0') throw new XmlRefused('it is not SAML 2.0')
    const issued = timeOf(element, 'IssueInstant')
    if (issued === null) throw new XmlRefused('it does not say when it was issued')
    if (issued > now + SKEW_MS) throw refusedAnswer('SSO_ANSWER_EXPIRED', 'issued in the future')
  }
  checkIssuers(response, assertion, settings)
  if (attributeOf(response, 'Destination') !== acs) {
    throw refusedAnswer('SSO_ANSWER_MISDIRECTED', 'another Destination')
  }
  checkRequest(response, requestId)
  const conditionsUntil = checkConditions(assertion, entityId(config, id), now)
  const subject = requiredChild(assertion, ASSERTION, 'Subject')
  const confirmedUntil = checkConfirmation(subject, { acs, requestId, now })
  checkStatements(assertion, now)

  const assertionId = attributeOf(assertion, 'ID')
  if (!assertionId) throw new XmlRefused('the Assertion has no ID')
  return {
    asserted: toAsserted(readAttributes(assertion, subject, settings)),
    assertionHash: await hashOf(`${id} ${assertionId}`),
    validUntil: new Date(Math.min(conditionsUntil, confirmedUntil) + SKEW_MS),
  }
}

function checkIssuers(response: Element, assertion: Element, settings: SamlSettings): void {
  const outer = childOf(response, ASSERTION, 'Issuer')
  const inner = requiredChild(assertion, ASSERTION, 'Issuer')
  for (const issuer of outer ? [outer, inner] : [inner]) {
    if (textOf(issuer) !== settings.entityId) {
      throw refusedAnswer('SSO_ANSWER_MISDIRECTED', 'another Issuer')
    }
  }
}

function checkRequest(element: Element, requestId: string | null): void {
  const answered = attributeOf(element, 'InResponseTo')
  if (answered === requestId) return
  if (requestId === null) throw refusedAnswer('SSO_ANSWER_UNSOLICITED', 'it answers a request')
  throw refusedAnswer('SSO_ANSWER_MISDIRECTED', 'it answers another request')
}

/** @returns Until when it is valid, without skew. */
function checkConditions(assertion: Element, audience: string, now: number): number {
  const conditions = requiredChild(assertion, ASSERTION, 'Conditions')
  const until = checkTimes(conditions, now)
  const parts = childrenOf(conditions)
  if (
    parts.some((part) => part.namespaceURI !== ASSERTION || !knownConditions.has(part.localName))
  ) {
    throw new XmlRefused('it has a condition that is not known')
  }
  const restrictions = parts.filter(({ localName }) => localName === 'AudienceRestriction')
  const isForUs = (restriction: Element) =>
    childrenOf(restriction, ASSERTION, 'Audience').some((one) => textOf(one) === audience)
  if (restrictions.length === 0 || !restrictions.every(isForUs)) {
    throw refusedAnswer('SSO_ANSWER_MISDIRECTED', 'another Audience')
  }
  return until
}

/** One confirmation has to fit in all; that one says the most interesting thing when none does. */
function checkConfirmation(
  subject: Element,
  { acs, requestId, now }: { acs: string; requestId: string | null; now: number },
): number {
  let refusal: unknown
  for (const confirmation of childrenOf(subject, ASSERTION, 'SubjectConfirmation')) {
    if (attributeOf(confirmation, 'Method') !== BEARER) continue
    try {
      const data = requiredChild(confirmation, ASSERTION, 'SubjectConfirmationData')
      if (attributeOf(data, 'Recipient') !== acs) {
        throw refusedAnswer('SSO_ANSWER_MISDIRECTED', 'another Recipient')
      }
      checkRequest(data, requestId)
      return checkTimes(data, now)
    } catch (error) {
      refusal ??= error
    }
  }
  throw refusal ?? new XmlRefused('its subject is not confirmed by bearer')
}

function checkStatements(assertion: Element, now: number): void {
  const statements = childrenOf(assertion, ASSERTION, 'AuthnStatement')
  if (statements.length === 0) throw new XmlRefused('it does not say that anybody signed in')
  for (const statement of statements) {
    const until = timeOf(statement, 'SessionNotOnOrAfter')
    if (until !== null && now >= until + SKEW_MS) {
      throw refusedAnswer('SSO_ANSWER_EXPIRED', 'the session there is over')
    }
  }
}

function checkTimes(element: Element, now: number): number {
  const from = timeOf(element, 'NotBefore')
  const until = timeOf(element, 'NotOnOrAfter')
  if (until === null) throw new XmlRefused(`its ${element.localName} never ends`)
  if (now >= until + SKEW_MS) throw refusedAnswer('SSO_ANSWER_EXPIRED', 'too late')
  if (from !== null && now < from - SKEW_MS) throw refusedAnswer('SSO_ANSWER_EXPIRED', 'too early')
  return until
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

function timeOf(element: Element, name: string): number | null {
  const text = attributeOf(element, name)
  if (text === null) return null
  const time = INSTANT.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN
  if (Number.isNaN(time)) throw new XmlRefused(`its ${name} is no time`)
  return time
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return bytesToHex(new Uint8Array(digest))
}

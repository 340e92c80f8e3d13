import { refusedAnswer } from '../asserted.ts'
import type { SamlSettings } from '../settings.ts'
import { ASSERTION, attributeOf, childOf, childrenOf, textOf } from './xml.ts'

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
/** What the usual providers call them, in the order in which they are looked for. */
const emailNames = [
  'email',
  'mail',
  'emailAddress',
  `${CLAIMS}emailaddress`,
  'urn:oid:0.9.2342.19200300.100.1.3',
]
const nameNames = [
  'displayName',
  'name',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
  `${CLAIMS}name`,
]
const groupNames = [
  'groups',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
  'http://schemas.xmlsoap.org/claims/Group',
]
const NAME_ID = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

/** Whom a checked assertion is about. A SAML provider vouches for what it asserts. */
export function readAttributes(assertion: Element, subject: Element, settings: SamlSettings) {
  const attributes = collect(assertion)
  const nameId = readNameId(subject)
  const email =
    (settings.emailAttribute
      ? single(attributes, [settings.emailAttribute])
      : single(attributes, emailNames)) ?? (nameId?.format === EMAIL_FORMAT ? nameId.value : null)
  return {
    subject: settings.subjectAttribute
      ? single(attributes, [settings.subjectAttribute])
      : lastingName(nameId),
    email,
    isEmailVerified: true,
    name: firstOf(attributes, nameNames)[0] ?? null,
    groups: firstOf(attributes, settings.groupsAttribute ? [settings.groupsAttribute] : groupNames),
  }
}

type Attributes = ReadonlyMap<string, readonly string[]>

function collect(assertion: Element): Attributes {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, ASSERTION, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, ASSERTION, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? ''
      // A value that is not plain text is nothing that is asked for here.
      const values = childrenOf(attribute, ASSERTION, 'AttributeValue')
        .filter((value) => childrenOf(value).length === 0)
        .map(textOf)
      found.set(name, [...(found.get(name) ?? []), ...values])
    }
  }
  return found
}

interface NameId {
  value: string
  format: string | null
}

function readNameId(subject: Element): NameId | null {
  const element = childOf(subject, ASSERTION, 'NameID')
  return element && { value: textOf(element), format: attributeOf(element, 'Format') }
}

/** A transient name is another one each time. */
const lastingName = (nameId: NameId | null) =>
  nameId?.format === `${NAME_ID}transient` ? null : (nameId?.value ?? null)

const firstOf = (attributes: Attributes, names: readonly string[]): readonly string[] =>
  names.map((name) => attributes.get(name) ?? []).find((values) => values.length > 0) ?? []

/** Two different ones would leave it to chance who somebody is. */
function single(attributes: Attributes, names: readonly string[]): string | null {
  const values = new Set(firstOf(attributes, names))
  if (values.size > 1) throw refusedAnswer('SSO_ANSWER_INVALID', 'it names two people')
  return [...values][0] ?? null
}

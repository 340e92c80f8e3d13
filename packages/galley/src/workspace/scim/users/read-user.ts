import { EmailAddress } from '../../accounts/index.ts'
import { MOST_VALUES } from '../protocol/apply-operations.ts'
import { isPresent, propertyOf } from '../protocol/match-filter.ts'
import { isObject } from '../protocol/read-body.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { invalid, invalidValue } from '../protocol/refuse.ts'
import {
  ENTERPRISE,
  enterpriseAttributes,
  subAttributesOf,
  userAttributes,
} from '../protocol/schemas.ts'
import type { Attribute } from '../protocol/schemas.ts'

/** A user as a directory describes one, checked. */
export interface DirectoryUser {
  userName: string
  externalId: string | null
  /** Null when nothing is said about it. */
  active: boolean | null
  /** Which address says who it is: lower case. */
  email: string
  /** What else was said, in the names of the standard. */
  attributes: JsonObject
}

const LONGEST_NAME = 256
const LONGEST_TEXT = 4096
const LARGEST = 32_000

/**
 * Reads a user. What the schemas do not know, and what is ours to say, is passed over; a password is
 * never kept.
 *
 * @throws InvalidError (invalidValue)
 */
export function readUser(body: JsonObject): DirectoryUser {
  const { userName, externalId, active, ...core } = readKnown(body, userAttributes)
  if (userName === undefined) throw invalidValue('userName', 'is missing')
  const enterprise = propertyOf(body, ENTERPRISE.toLowerCase())
  const extension = isObject(enterprise) ? readKnown(enterprise, enterpriseAttributes) : {}
  const attributes = {
    ...core,
    ...(isPresent(Object.keys(extension)) && { [ENTERPRISE]: extension }),
  }
  if (JSON.stringify(attributes).length > LARGEST) {
    throw invalidValue('user', `is larger than ${LARGEST} characters`)
  }
  return {
    userName: shortText('userName', userName as string),
    externalId: externalId === undefined ? null : shortText('externalId', externalId as string),
    active: (active as boolean | undefined) ?? null,
    email: addressOf(userName as string, attributes),
    attributes,
  }
}

export function shortText(name: string, text: string): string {
  if (text.length > LONGEST_NAME) {
    throw invalidValue(name, `is longer than ${LONGEST_NAME} characters`)
  }
  return text
}

/** The primary address, else the one for work, else the first, else the user name. */
function addressOf(userName: string, { emails = [] }: JsonObject): string {
  const listed = (emails as JsonObject[]).filter(({ value }) => typeof value === 'string')
  const chosen =
    listed.find(({ primary }) => primary === true) ??
    listed.find(({ type }) => String(type).toLowerCase() === 'work') ??
    listed[0]
  const read = EmailAddress.safeParse(chosen ? chosen.value : userName)
  if (read.success) return read.data
  throw chosen
    ? invalidValue('emails.value', 'is not an e-mail address')
    : invalid('invalidValue', 'SCIM_EMAIL_MISSING')
}

function readKnown(value: JsonObject, known: ReadonlyMap<string, Attribute>): JsonObject {
  const entries = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const attribute = known.get(name.toLowerCase())
    if (!attribute || attribute.mutability === 'readOnly' || !isPresent(item)) return []
    const read = attribute.multiValued ? readList(attribute, item) : readValue(attribute, item)
    return isPresent(read) ? [[attribute.name, read]] : []
  })
  return Object.fromEntries(entries)
}

function readList(attribute: Attribute, value: unknown): JsonObject[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  if (items.length > MOST_VALUES) {
    throw invalidValue(attribute.name, `has more than ${MOST_VALUES} values`)
  }
  const read = items
    .filter(isPresent)
    .map((item) => readComplex(attribute, isObject(item) ? item : { value: item }))
    .filter((item) => Object.keys(item).length > 0)
  const primary = read.findLastIndex((item) => item.primary === true)
  return read.map((item, index) =>
    item.primary === true && index !== primary ? { ...item, primary: false } : item,
  )
}

function readValue(attribute: Attribute, value: unknown): unknown {
  if (attribute.type === 'complex') {
    // A manager is often given by nothing but their id.
    const isByValue = typeof value === 'string' && subAttributesOf(attribute).has('value')
    const whole = isObject(value) ? value : isByValue ? { value } : null
    if (!whole) throw invalidValue(attribute.name, 'must be an object')
    const read = readComplex(attribute, whole)
    return Object.keys(read).length > 0 ? read : undefined
  }
  if (attribute.type === 'boolean') return readFlag(attribute.name, value)
  if (typeof value !== 'string') throw invalidValue(attribute.name, 'must be a string')
  if (value.length > LONGEST_TEXT) {
    throw invalidValue(attribute.name, `is longer than ${LONGEST_TEXT} characters`)
  }
  return value
}

const readComplex = (attribute: Attribute, value: JsonObject): JsonObject =>
  readKnown(value, subAttributesOf(attribute))

/** Some directories write booleans as strings. */
function readFlag(name: string, value: unknown): boolean {
  const text = typeof value === 'string' ? value.toLowerCase() : value
  if (text === true || text === 'true') return true
  if (text === false || text === 'false') return false
  throw invalidValue(name, 'must be true or false')
}

/** What the person is called: as it is said, or put together; one line. */
export function nameOf({ attributes, email }: Pick<DirectoryUser, 'attributes' | 'email'>): string {
  const { name = {}, displayName } = attributes as { name?: JsonObject; displayName?: string }
  const parts = [name.givenName, name.familyName].filter((part) => typeof part === 'string')
  const candidates = [displayName, name.formatted, parts.join(' '), email.split('@')[0]]
  const names = candidates.map((one) => (typeof one === 'string' ? plainName(one) : ''))
  return names.find((one) => one !== '') ?? 'Somebody'
}

const plainName = (name: string) =>
  [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim()].slice(0, 120).join('').trim()

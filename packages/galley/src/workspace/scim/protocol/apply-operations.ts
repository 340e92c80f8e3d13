import type { Filter } from './filter.ts'
import { matchesFilter } from './match-filter.ts'
import { isObject } from './read-body.ts'
import type { JsonObject } from './read-body.ts'
import { pathInvalid } from './read-operations.ts'
import type { Operation } from './read-operations.ts'
import { invalid, invalidValue } from './refuse.ts'
import { enterpriseAttributes, subAttributesOf, userAttributes } from './schemas.ts'
import type { Attribute } from './schemas.ts'

/** More than anybody has; and what keeps a PATCH from growing a list without end. */
export const MOST_VALUES = 100

/** Known, and set by us. */
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'meta', 'schemas', 'groups'])

/**
 * A user as it is after the operations of a PATCH, one after the other; the given one stays as it
 * is. Whether the result is a user at all is for whoever reads it.
 *
 * @throws InvalidError (invalidPath, noTarget, mutability, invalidValue)
 */
export function applyOperations(user: JsonObject, operations: readonly Operation[]): JsonObject {
  const result = structuredClone(user)
  for (const operation of operations) applyOne(result, operation)
  return result
}

function applyOne(user: JsonObject, operation: Operation): void {
  const { path, number, op, isLoose } = operation
  if (path.extension && !path.attribute) {
    delete user[path.extension]
    return
  }
  if (!path.extension && READ_ONLY.has(path.attribute)) {
    if (isLoose) return
    throw invalid('mutability', 'SCIM_ATTRIBUTE_READ_ONLY', { attribute: path.attribute })
  }
  // Passwords are not for a directory to set; those that send one go on.
  if (!path.extension && path.attribute === 'password') return
  const known = path.extension ? enterpriseAttributes : userAttributes
  const attribute = known.get(path.attribute)
  if (!attribute) {
    if (isLoose) return
    throw pathInvalid(number, `there is no attribute "${path.attribute}"`)
  }
  const sub = path.sub === null ? null : subAttributesOf(attribute).get(path.sub)
  if (sub === undefined) throw pathInvalid(number, `there is no "${path.attribute}.${path.sub}"`)
  const holder = holderOf(user, path.extension)
  const place: Place = { holder, attribute, sub: sub?.name ?? null, filter: path.filter }
  if (attribute.multiValued) changeList(place, operation)
  else if (path.filter) throw pathInvalid(number, `"${attribute.name}" is no list`)
  else if (place.sub !== null) changePart(place, operation)
  else if (op === 'remove') delete holder[attribute.name]
  else changeWhole(place, operation)
}

interface Place {
  holder: JsonObject
  attribute: Attribute
  sub: string | null
  filter: Filter | null
}

function holderOf(user: JsonObject, extension: string | null): JsonObject {
  if (!extension) return user
  const holder = isObject(user[extension]) ? user[extension] : {}
  user[extension] = holder
  return holder
}

function changePart({ holder, attribute, sub }: Place, { op, value }: Operation): void {
  const whole = isObject(holder[attribute.name]) ? (holder[attribute.name] as JsonObject) : {}
  if (op === 'remove') delete whole[sub!]
  else whole[sub!] = value
  holder[attribute.name] = whole
}

function changeWhole({ holder, attribute }: Place, { op, value }: Operation): void {
  const before = holder[attribute.name]
  const isMerged = op === 'add' && isObject(before) && isObject(value)
  holder[attribute.name] = isMerged ? { ...before, ...value } : value
}

function changeList(place: Place, operation: Operation): void {
  const { holder, attribute, sub, filter } = place
  const { op, value } = operation
  const before = (holder[attribute.name] ?? []) as JsonObject[]
  const given = op === 'remove' ? [] : asItems(value)
  const items =
    filter || sub !== null
      ? changeItems(before, place, operation)
      : op === 'replace'
        ? given
        : op === 'add'
          ? withItems(before, given)
          : withoutItems(before, value)
  if (items.length > MOST_VALUES) {
    throw invalidValue(attribute.name, `has more than ${MOST_VALUES} values`)
  }
  holder[attribute.name] = items
}

function changeItems(
  before: JsonObject[],
  { sub, filter }: Place,
  { op, value, number }: Operation,
): JsonObject[] {
  const isMeant = (item: JsonObject) => filter === null || matchesFilter(filter, item)
  const meant = before.filter(isMeant)
  if (op === 'remove') {
    if (sub === null) return before.filter((item) => !isMeant(item))
    for (const item of meant) delete item[sub]
    return before
  }
  if (meant.length === 0) {
    const begun = filter === null ? {} : beginning(filter)
    if (begun === null || (op === 'replace' && filter !== null)) {
      const reason = 'no value of the list fits the filter'
      throw invalid('noTarget', 'SCIM_TARGET_MISSING', { number, reason })
    }
    meant.push(begun)
  }
  const rest = before.filter((item) => !meant.includes(item))
  if (sub === null && !isObject(value)) {
    const reason = 'a value of this list must be an object'
    throw invalid('invalidValue', 'SCIM_PATCH_INVALID', { number, reason })
  }
  const changed = meant.map((item) => ({
    ...item,
    ...(sub === null ? (value as JsonObject) : { [sub]: value }),
  }))
  // What is changed goes last: of several that are primary, the last one stays so.
  return [...rest, ...changed]
}

/** What a new value must have to fit the filter, where it says just that: `type eq "work"`. */
function beginning(filter: Filter): JsonObject | null {
  if (filter.kind === 'compare' && filter.comparison === 'eq' && filter.path.sub === null) {
    return { [filter.path.attribute]: filter.value }
  }
  if (filter.kind !== 'and') return null
  const parts = filter.parts.map(beginning)
  return parts.includes(null) ? null : Object.assign({}, ...parts)
}

const asItems = (value: unknown): JsonObject[] =>
  (Array.isArray(value) ? value : [value]).map((item: unknown) =>
    isObject(item) ? item : { value: item },
  )

/** Values that are there already are not put in again. */
function withItems(before: readonly JsonObject[], added: readonly JsonObject[]): JsonObject[] {
  const known = new Set(before.map((item) => JSON.stringify(item)))
  return [...before, ...added.filter((item) => !known.has(JSON.stringify(item)))]
}

/** All of them; or, as some directories ask, those that are named as the value. */
function withoutItems(before: readonly JsonObject[], value: unknown): JsonObject[] {
  if (value === undefined || value === null) return []
  const gone = new Set(asItems(value).map((item) => item.value))
  return before.filter((item) => !gone.has(item.value))
}

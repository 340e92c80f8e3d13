import type { Filter } from '../protocol/filter.ts'
import { propertyOf } from '../protocol/match-filter.ts'
import { isObject } from '../protocol/read-body.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { pathInvalid } from '../protocol/read-operations.ts'
import type { Operation } from '../protocol/read-operations.ts'
import { invalid, invalidValue } from '../protocol/refuse.ts'
import { shortText } from '../users/read-user.ts'

/** A group as a directory describes one. Members are ids of users here. */
export interface DirectoryGroup {
  displayName: string
  externalId: string | null
  members: ReadonlySet<string>
}

const MOST_MEMBERS = 20_000

/** @throws InvalidError (invalidValue) */
export function readGroup(body: JsonObject): DirectoryGroup {
  return {
    displayName: readName(propertyOf(body, 'displayname')),
    externalId: readExternalId(propertyOf(body, 'externalid')),
    members: limited(new Set(readMembers(propertyOf(body, 'members') ?? []))),
  }
}

/**
 * A group after the operations of a PATCH.
 *
 * @throws InvalidError (invalidPath, mutability, invalidValue)
 */
export function patchGroup(
  group: DirectoryGroup,
  operations: readonly Operation[],
): DirectoryGroup {
  const result = { ...group, members: new Set(group.members) }
  for (const operation of operations) changeGroup(result, operation)
  limited(result.members)
  return result
}

function changeGroup(group: DirectoryGroup & { members: Set<string> }, operation: Operation): void {
  const { path, op, value, number, isLoose } = operation
  if (path.attribute === 'members' && !path.extension) {
    group.members = changeMembers(group.members, operation)
    return
  }
  if (isLoose && !['displayname', 'externalid'].includes(path.attribute)) return
  if (['id', 'meta', 'schemas'].includes(path.attribute)) {
    throw invalid('mutability', 'SCIM_ATTRIBUTE_READ_ONLY', { attribute: path.attribute })
  }
  if (path.extension || path.sub !== null || path.filter) {
    throw pathInvalid(number, 'a group has no such attribute')
  }
  if (path.attribute === 'displayname') {
    group.displayName = readName(op === 'remove' ? undefined : value)
  } else if (path.attribute === 'externalid') {
    group.externalId = readExternalId(op === 'remove' ? null : value)
  } else throw pathInvalid(number, `a group has no attribute "${path.attribute}"`)
}

/** As the standard says it, and as directories do: by filter, by value, one by one or all at once. */
function changeMembers(members: Set<string>, operation: Operation): Set<string> {
  const { path, op, value, number } = operation
  const { filter } = path
  if (path.sub !== null) throw pathInvalid(number, 'members are put in and taken out as wholes')
  if (op === 'remove') {
    const gone = filter ? idsOf(filter, number) : readMembers(value ?? [...members])
    for (const id of gone) members.delete(id)
    return members
  }
  if (filter) throw pathInvalid(number, 'members are put in by their value, not by a filter')
  const given = readMembers(value)
  if (op === 'replace') return new Set(given)
  for (const id of given) members.add(id)
  return members
}

/** Whom `members[value eq "…"]` means, one or several. Groups are too large to try each member. */
function idsOf(filter: Filter, number: number): string[] {
  if (filter.kind === 'or') return filter.parts.flatMap((part) => idsOf(part, number))
  const isById =
    filter.kind === 'compare' &&
    filter.comparison === 'eq' &&
    filter.path.attribute === 'value' &&
    filter.path.sub === null
  if (isById && typeof filter.value === 'string') return [filter.value]
  throw pathInvalid(number, 'members are named by: members[value eq "…"]')
}

function readMembers(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  return items.map((item) => {
    const id = isObject(item) ? propertyOf(item, 'value') : item
    if (typeof id !== 'string' || id === '') throw invalidValue('members.value', 'must be an id')
    return id
  })
}

function limited(members: ReadonlySet<string>): ReadonlySet<string> {
  if (members.size <= MOST_MEMBERS) return members
  throw invalidValue('members', `has more than ${MOST_MEMBERS} values`)
}

function readName(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return shortText('displayName', value)
  throw invalidValue('displayName', value === undefined ? 'is missing' : 'must be a string')
}

function readExternalId(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string') return shortText('externalId', value)
  throw invalidValue('externalId', 'must be a string')
}

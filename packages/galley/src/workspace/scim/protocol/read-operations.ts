import { propertyOf } from './match-filter.ts'
import { readPatchPath } from './patch-path.ts'
import type { PatchPath } from './patch-path.ts'
import { isObject } from './read-body.ts'
import type { JsonObject } from './read-body.ts'
import { invalid } from './refuse.ts'

/** One change of a PATCH, in one place. */
export interface Operation {
  /** From 1, as directories' admins count. */
  number: number
  op: 'add' | 'replace' | 'remove'
  path: PatchPath
  value: unknown
  /** It came without a path, as one attribute of many: what is unknown or ours in it is passed over. */
  isLoose: boolean
}

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const MAXIMUM_OPERATIONS = 1000

/**
 * Reads the operations of a PATCH, as the standard writes them and as directories do: `"Add"`,
 * attributes without a path, schemas in front of names.
 *
 * @throws InvalidError (invalidSyntax, invalidPath, noTarget, invalidValue)
 */
export function readOperations(body: JsonObject): Operation[] {
  requireSchema(body, PATCH)
  const operations = propertyOf(body, 'operations')
  if (!Array.isArray(operations) || operations.length === 0) {
    throw unreadable(0, '"Operations" must be a list with one at least')
  }
  // What comes without a path counts by its attributes.
  const read: Operation[] = []
  for (const [index, operation] of operations.entries()) {
    read.push(...readOperation(operation, index + 1))
    if (read.length > MAXIMUM_OPERATIONS || index > MAXIMUM_OPERATIONS) {
      throw unreadable(index + 1, `there are more than ${MAXIMUM_OPERATIONS} changes`)
    }
  }
  return read
}

/** @throws InvalidError (invalidSyntax) unless `schemas` names it. */
export function requireSchema(body: JsonObject, schema: string): void {
  const schemas = propertyOf(body, 'schemas')
  const isNamed =
    Array.isArray(schemas) &&
    schemas.some((one) => typeof one === 'string' && one.toLowerCase() === schema.toLowerCase())
  if (!isNamed) throw invalid('invalidSyntax', 'SCIM_SCHEMA_MISSING', { schema })
}

function readOperation(operation: unknown, number: number): Operation[] {
  if (!isObject(operation)) throw unreadable(number, 'it is not an object')
  const op = readKind(propertyOf(operation, 'op'), number)
  const path = propertyOf(operation, 'path')
  const value = propertyOf(operation, 'value')
  if (op !== 'remove' && (value === undefined || value === null)) {
    throw invalid('invalidValue', 'SCIM_PATCH_INVALID', { number, reason: 'it has no value' })
  }
  if (path === undefined || path === null || path === '') return spread(op, value, number)
  if (typeof path !== 'string') throw pathInvalid(number, 'it is not a string')
  const read = readPatchPath(path)
  if (!read) throw pathInvalid(number, `"${path.slice(0, 100)}" is not a path of attributes`)
  if (read.extension && !read.attribute) return spreadExtension({ op, number, value, read })
  return [{ number, op, path: read, value, isLoose: false }]
}

function readKind(op: unknown, number: number): Operation['op'] {
  const kind = typeof op === 'string' ? op.toLowerCase() : ''
  if (kind === 'add' || kind === 'replace' || kind === 'remove') return kind
  throw unreadable(number, '"op" must be add, replace or remove')
}

/** Without a path, the value says for each attribute what becomes of it. */
function spread(op: Operation['op'], value: unknown, number: number): Operation[] {
  if (op === 'remove') {
    throw invalid('noTarget', 'SCIM_TARGET_MISSING', { number, reason: 'to remove needs a path' })
  }
  if (!isObject(value)) {
    throw invalid('invalidValue', 'SCIM_PATCH_INVALID', {
      number,
      reason: 'without a path its value must be an object',
    })
  }
  return entriesOf(value, number).flatMap(([name, item]): Operation[] => {
    const path = readPatchPath(name)
    if (!path) return []
    if (path.extension && !path.attribute) {
      return spreadExtension({ op, number, value: item, read: path })
    }
    return [{ number, op: item === null ? 'remove' : op, path, value: item, isLoose: true }]
  })
}

function spreadExtension({
  op,
  number,
  value,
  read,
}: Omit<Operation, 'path' | 'isLoose'> & { read: PatchPath }): Operation[] {
  if (op === 'remove') return [{ number, op, path: read, value, isLoose: false }]
  if (!isObject(value)) {
    const reason = 'the value of an extension must be an object'
    throw invalid('invalidValue', 'SCIM_PATCH_INVALID', { number, reason })
  }
  return entriesOf(value, number).flatMap(([name, item]): Operation[] => {
    const inner = readPatchPath(name)
    if (!inner?.attribute || inner.filter) return []
    const path = { ...inner, extension: read.extension }
    return [{ number, op: item === null ? 'remove' : op, path, value: item, isLoose: true }]
  })
}

function entriesOf(value: JsonObject, number: number): [string, unknown][] {
  const entries = Object.entries(value)
  if (entries.length <= MAXIMUM_OPERATIONS) return entries
  throw unreadable(number, `there are more than ${MAXIMUM_OPERATIONS} changes`)
}

const unreadable = (number: number, reason: string) =>
  invalid('invalidSyntax', 'SCIM_PATCH_INVALID', { number, reason })

export const pathInvalid = (number: number, reason: string) =>
  invalid('invalidPath', 'SCIM_PATH_INVALID', { number, reason })

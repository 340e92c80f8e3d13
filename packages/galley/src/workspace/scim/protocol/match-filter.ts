import type { AttributePath } from './attribute-path.ts'
import type { Comparison, Filter, FilterValue } from './filter.ts'
import { isObject } from './read-body.ts'
import type { JsonObject } from './read-body.ts'

/** Whether one value of a list is meant, in memory: for the paths of PATCH. */
export function matchesFilter(filter: Filter, value: JsonObject): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matchesFilter(part, value))
    case 'or':
      return filter.parts.some((part) => matchesFilter(part, value))
    case 'not':
      return !matchesFilter(filter.part, value)
    case 'present':
      return isPresent(valueAt(value, filter.path))
    case 'compare':
      return compares(valueAt(value, filter.path), filter.comparison, filter.value)
    case 'some':
      return false // values of lists have no lists of their own
  }
}

function valueAt(value: JsonObject, { attribute, sub }: AttributePath): unknown {
  const found = propertyOf(value, attribute)
  return sub === null ? found : isObject(found) ? propertyOf(found, sub) : undefined
}

/** A property by its name in whatever case. */
export function propertyOf(value: JsonObject, lowerName: string): unknown {
  const name = Object.keys(value).find((one) => one.toLowerCase() === lowerName)
  return name === undefined ? undefined : value[name]
}

export const isPresent = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && !value.length)

function compares(actual: unknown, comparison: Comparison, wanted: FilterValue): boolean {
  const [one, other] = [plain(actual), plain(wanted)]
  if (comparison === 'eq') return one === other
  if (comparison === 'ne') return one !== other
  if (typeof one !== 'string' || typeof other !== 'string') return false
  switch (comparison) {
    case 'co':
      return one.includes(other)
    case 'sw':
      return one.startsWith(other)
    case 'ew':
      return one.endsWith(other)
    case 'gt':
      return one > other
    case 'ge':
      return one >= other
    case 'lt':
      return one < other
    case 'le':
      return one <= other
  }
}

/** Upper and lower case are the same; some directories write booleans as strings. */
const plain = (value: unknown): unknown =>
  value === undefined || value === null
    ? null
    : typeof value === 'boolean'
      ? String(value)
      : typeof value === 'string'
        ? value.toLowerCase()
        : value

import { InvalidError } from '../error.ts'
import { jobCodes } from './codes.ts'

/**
 * Writes a value as JSON, or refuses it: nothing is dropped or bent on the way, with one exception
 * that JSON readers cannot see: a property whose value is `undefined` is a property that is absent.
 * `value` is what a later reader will get; `text` is undefined for `undefined` itself.
 *
 * @throws InvalidError naming the path, for BigInt, Date, Map, NaN, holes in arrays, cycles, …
 */
export function toJson<T>(what: string, value: T): { text: string | undefined; value: T } {
  if (value === undefined) return { text: undefined, value }
  const isExact = check(what, value, '', new Set())
  const text = JSON.stringify(value)
  return { text, value: isExact ? value : (JSON.parse(text) as T) }
}

/** True when parsing the text gives an equal value; false when undefined properties fall away. */
function check(what: string, value: unknown, path: string, ancestors: Set<object>): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number' && Number.isFinite(value)) return true
  if (typeof value !== 'object') refuse(what, value, path)
  if (ancestors.has(value)) refuse(what, 'a cycle', path)
  ancestors.add(value)
  let isExact = true
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      isExact = check(what, value[index], `${path}/${index}`, ancestors) && isExact
    }
  } else {
    const prototype = Object.getPrototypeOf(value) as unknown
    if (prototype !== Object.prototype && prototype !== null) refuse(what, value, path)
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) isExact = false
      else isExact = check(what, item, `${path}/${key}`, ancestors) && isExact
    }
    if (typeof (value as { toJSON?: unknown }).toJSON === 'function') refuse(what, value, path)
  }
  ancestors.delete(value)
  return isExact
}

function refuse(what: string, value: unknown, path: string): never {
  const found =
    value === 'a cycle'
      ? value
      : typeof value === 'object' && value !== null
        ? `a ${value.constructor?.name ?? 'object'}`
        : typeof value === 'number'
          ? String(value)
          : typeof value
  throw new InvalidError(jobCodes.JOB_NOT_JSON, { what, found, path: path || '/' })
}

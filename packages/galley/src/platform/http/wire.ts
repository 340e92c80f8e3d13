import type * as core from 'zod/v4/core'
import { definitionOf, innerSchema, plainSchemas, wireNames } from './schema-shape.ts'
import { isPlainObject, pointerToken } from './converter.ts'
import type { Converter, Direction, Trail } from './converter.ts'
import { convertUnion } from './wire-union.ts'

/**
 * Code to JSON: camelCase properties become snake_case, dates become ISO strings. Only names that
 * the schema declares are touched: keys of records and whatever is `unknown` are data.
 *
 * @example
 * toWire(z.object({ jobId: z.string() }), { jobId: 'job_1' }) // { job_id: 'job_1' }
 */
export function toWire(schema: core.$ZodType, value: unknown): unknown {
  return converterOf(schema, 'to')?.(value, undefined) ?? value
}

/**
 * JSON to code, before parsing: the reverse of `toWire`, for values that may well be wrong.
 * `unknown`, when given, receives a JSON pointer for each property that no schema declares.
 *
 * @example
 * fromWire(z.object({ jobId: z.string() }), { job_id: 'job_1' }) // { jobId: 'job_1' }
 */
export function fromWire(schema: core.$ZodType, value: unknown, unknown?: string[]): unknown {
  const convert = converterOf(schema, 'from')
  return convert ? convert(value, unknown && { pointer: '', unknown }) : value
}

const caches: Record<Direction, WeakMap<core.$ZodType, Converter | null>> = {
  to: new WeakMap(),
  from: new WeakMap(),
}

/** Null stands for "leave it as it is", so that whole branches without names cost nothing. */
function converterOf(schema: core.$ZodType, direction: Direction): Converter | null {
  const cache = caches[direction]
  const known = cache.get(schema)
  if (known !== undefined) return known
  // A schema that contains itself finds this one while it is being made.
  let made: Converter | null = null
  cache.set(schema, (value, trail) => (made ? made(value, trail) : value))
  made = makeConverter(schema, direction)
  cache.set(schema, made)
  return made
}

function makeConverter(schema: core.$ZodType, direction: Direction): Converter | null {
  const inner = innerSchema(schema, direction === 'from' ? 'input' : 'output')
  if (inner) return skipNothing(converterOf(inner, direction))
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return convertObject(def, direction)
    case 'array':
      return convertItems(() => converterOf(def.element, direction))
    case 'tuple': {
      const items = def.items.map((item) => converterOf(item, direction))
      const rest = def.rest ? converterOf(def.rest, direction) : null
      return convertItems((index) => (index < items.length ? items[index]! : rest))
    }
    case 'record':
      return convertRecord(converterOf(def.valueType, direction))
    case 'union':
      return convertUnion(def, direction, converterOf)
    case 'intersection':
      return convertIntersection(def, direction)
    case 'date':
      return direction === 'to' ? dateToText : textToDate
    default:
      return null
  }
}

const skipNothing = (convert: Converter | null): Converter | null =>
  convert && ((value, trail) => (value == null ? value : convert(value, trail)))

const dateToText: Converter = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

const textToDate: Converter = (value) => {
  if (typeof value !== 'string' || !ISO_MOMENT.test(value)) return value
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : date
}

const below = (trail: Trail | undefined, name: string): Trail | undefined =>
  trail && { pointer: `${trail.pointer}/${pointerToken(name)}`, unknown: trail.unknown }

function convertObject(def: core.$ZodObjectDef, direction: Direction): Converter {
  const { toWire: wireOf, toCode } = wireNames(def.shape)
  const names = direction === 'to' ? wireOf : toCode
  const converters = new Map(
    Object.entries(def.shape).map(([name, property]) => [
      direction === 'to' ? name : wireOf.get(name)!,
      converterOf(property, direction),
    ]),
  )
  const catchall = def.catchall && definitionOf(def.catchall).type !== 'never' ? def.catchall : null
  const extra = catchall ? converterOf(catchall, direction) : null

  return (value, trail) => {
    if (!isPlainObject(value)) return value
    const entries: [string, unknown][] = []
    for (const [key, item] of Object.entries(value)) {
      const name = names.get(key)
      if (name !== undefined) {
        const convert = converters.get(key)
        entries.push([name, convert ? convert(item, below(trail, key)) : item])
      } else if (catchall) {
        entries.push([key, extra ? extra(item, below(trail, key)) : item])
      } else {
        if (trail) trail.unknown.push(`${trail.pointer}/${pointerToken(key)}`)
        // `jobId` sent where `job_id` is expected stays unknown: it must not slip in by its code name.
        if (direction === 'to' || !wireOf.has(key)) entries.push([key, item])
      }
    }
    return Object.fromEntries(entries) // defines keys, so that "__proto__" is a key like any other
  }
}

function convertItems(converterAt: (index: number) => Converter | null): Converter {
  return (value, trail) =>
    Array.isArray(value)
      ? value.map((item, index) => converterAt(index)?.(item, below(trail, `${index}`)) ?? item)
      : value
}

function convertRecord(convert: Converter | null): Converter | null {
  if (!convert) return null
  return (value, trail) =>
    isPlainObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, convert(item, below(trail, key))]),
        )
      : value
}

/** Each side converts the names it declares; only what neither declares is unknown. */
function convertIntersection(
  def: core.$ZodIntersectionDef,
  direction: Direction,
): Converter | null {
  const left = converterOf(def.left, direction)
  const right = converterOf(def.right, direction)
  return (value, trail) => {
    const leftTrail = trail && { pointer: trail.pointer, unknown: [] as string[] }
    const rightTrail = trail && { pointer: trail.pointer, unknown: [] as string[] }
    const first = left ? left(value, leftTrail) : value
    const second = right ? right(value, rightTrail) : value
    if (trail) {
      const both = new Set(rightTrail!.unknown)
      trail.unknown.push(...leftTrail!.unknown.filter((pointer) => both.has(pointer)))
    }
    if (!isPlainObject(first) || !isPlainObject(second) || !isPlainObject(value)) return first
    return mergeSides(
      value,
      first,
      second,
      namesIn(def.left, direction),
      namesIn(def.right, direction),
    )
  }
}

function mergeSides(
  value: Record<string, unknown>,
  left: Record<string, unknown>,
  right: Record<string, unknown>,
  leftNames: ReadonlyMap<string, string>,
  rightNames: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(value).flatMap((key): [string, unknown][] => {
      const inLeft = leftNames.get(key)
      if (inLeft !== undefined) return [[inLeft, left[inLeft]]]
      const inRight = rightNames.get(key)
      if (inRight !== undefined) return [[inRight, right[inRight]]]
      return key in left && key in right ? [[key, left[key]]] : []
    }),
  )
}

function namesIn(schema: core.$ZodType, direction: Direction): ReadonlyMap<string, string> {
  const side = direction === 'from' ? 'input' : 'output'
  const entries = plainSchemas(schema, side).flatMap((plain) => {
    const def = definitionOf(plain)
    if (def.type !== 'object') return []
    const names = wireNames(def.shape)
    return [...(direction === 'to' ? names.toWire : names.toCode)]
  })
  return new Map(entries)
}

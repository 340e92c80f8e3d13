import type { z } from 'zod'
import type * as core from 'zod/v4/core'

/** Any zod schema with its definition readable as one discriminated union. */
export type Schema = core.$ZodType & { _zod: { def: core.$ZodTypes['_zod']['def'] } }

export const definitionOf = (schema: z.ZodType | core.$ZodType): core.$ZodTypes['_zod']['def'] =>
  (schema as Schema)._zod.def

/** `jobId` is `job_id` on the wire, `sha256` stays `sha256`. */
export const toWireName = (name: string): string =>
  name.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&_').toLowerCase()

export interface WireNames {
  toWire: ReadonlyMap<string, string>
  toCode: ReadonlyMap<string, string>
}

const namesByShape = new WeakMap<object, WireNames>()

/** Both directions of an object's property names; throws when two would be the same on the wire. */
export function wireNames(shape: Readonly<Record<string, unknown>>): WireNames {
  const known = namesByShape.get(shape)
  if (known) return known
  const toWire = new Map<string, string>()
  const toCode = new Map<string, string>()
  for (const name of Object.keys(shape)) {
    const wire = toWireName(name)
    const other = toCode.get(wire)
    if (other !== undefined) {
      throw new TypeError(`"${other}" and "${name}" are both "${wire}" on the wire; rename one`)
    }
    toWire.set(name, wire)
    toCode.set(wire, name)
  }
  const names = { toWire, toCode }
  namesByShape.set(shape, names)
  return names
}

/** Which end of a pipe a value is at: before parsing (`input`) or after it (`output`). */
export type Side = 'input' | 'output'

/** What a wrapper (optional, default, lazy, pipe, …) wraps on this side; null when it is none. */
export function innerSchema(schema: core.$ZodType, side: Side): core.$ZodType | null {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'optional':
    case 'nonoptional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'success':
    case 'promise':
      return def.innerType
    case 'lazy':
      return def.getter()
    case 'pipe': {
      // A transform has no shape of its own: its neighbour says more about what goes in.
      const near = side === 'input' ? def.in : def.out
      const isOpaque = definitionOf(near).type === 'transform'
      return isOpaque && side === 'input' ? def.out : near
    }
    default:
      return null
  }
}

/** The schemas that a value may really have to satisfy: wrappers, unions and intersections undone. */
export function plainSchemas(schema: core.$ZodType, side: Side): core.$ZodType[] {
  const inner = innerSchema(schema, side)
  if (inner) return plainSchemas(inner, side)
  const def = definitionOf(schema)
  if (def.type === 'union') return def.options.flatMap((option) => plainSchemas(option, side))
  if (def.type === 'intersection') {
    return [...plainSchemas(def.left, side), ...plainSchemas(def.right, side)]
  }
  return [schema]
}

/** The schemas of one property, wherever in a union or intersection it is declared. */
export function propertySchemas(schema: core.$ZodType, name: string): core.$ZodType[] {
  return plainSchemas(schema, 'input').flatMap((plain) => {
    const def = definitionOf(plain)
    const property = def.type === 'object' ? def.shape[name] : undefined
    return property ? [property] : []
  })
}

/** The property names of an input, in code. */
export function propertyNames(schema: core.$ZodType): string[] {
  const names = plainSchemas(schema, 'input').flatMap((plain) => {
    const def = definitionOf(plain)
    return def.type === 'object' ? Object.keys(def.shape) : []
  })
  return [...new Set(names)]
}

/** Where a zod issue points, in wire names: the tokens of a JSON pointer. */
export function wirePath(schema: core.$ZodType, path: readonly PropertyKey[]): string[] {
  let schemas: core.$ZodType[] = [schema]
  return path.map((segment) => {
    let name = String(segment)
    schemas = schemas
      .flatMap((each) => plainSchemas(each, 'input'))
      .flatMap((plain) => {
        const def = definitionOf(plain)
        switch (def.type) {
          case 'array':
            return [def.element]
          case 'tuple':
            return [def.items[Number(segment)] ?? def.rest].filter((item) => item != null)
          case 'record':
            return [def.valueType]
          case 'object': {
            const property = def.shape[String(segment)]
            if (property) name = wireNames(def.shape).toWire.get(String(segment))!
            return property ? [property] : []
          }
          default:
            return []
        }
      })
    return name
  })
}

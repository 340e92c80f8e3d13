import type * as core from 'zod/v4/core'
import { definitionOf, plainSchemas, propertySchemas, wireNames } from './schema-shape.ts'

/** Reads a path or query parameter: all its texts, as the JSON that the schema wants. */
export type ParameterReader = (values: string[]) => unknown

/**
 * How a parameter is read: `?limit=20` is a number where the schema has one, `?tag=a&tag=b` a list.
 * What does not fit stays text, which the schema then refuses in its own words.
 */
export function parameterReader(input: core.$ZodType, wireName: string): ParameterReader {
  const plain = propertySchemas(input, codeName(input, wireName)).flatMap((schema) =>
    plainSchemas(schema, 'input'),
  )
  for (const schema of plain) {
    const def = definitionOf(schema)
    if (def.type === 'array') {
      const kinds = plainSchemas(def.element, 'input').map(kindOf)
      return (values) => values.map((value) => readScalar(kinds, value))
    }
  }
  const kinds = plain.map(kindOf)
  // More than one value where one is wanted stays a list.
  return (values) => (values.length === 1 ? readScalar(kinds, values[0]!) : values)
}

function codeName(input: core.$ZodType, wireName: string): string {
  for (const schema of plainSchemas(input, 'input')) {
    const def = definitionOf(schema)
    const name = def.type === 'object' ? wireNames(def.shape).toCode.get(wireName) : undefined
    if (name) return name
  }
  return wireName
}

type ScalarKind = 'number' | 'boolean' | 'text'

function kindOf(schema: core.$ZodType): ScalarKind {
  const def = definitionOf(schema)
  const type = def.type === 'literal' ? typeof def.values[0] : def.type
  return type === 'number' || type === 'boolean' ? type : 'text'
}

function readScalar(kinds: readonly ScalarKind[], text: string): unknown {
  if (kinds.includes('number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (kinds.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

import { toWireName, wireSchema } from '../platform/http/index.ts'
import type { JsonSchema, Route } from '../platform/http/index.ts'

/** Where the properties of a route's input travel. */
export interface OperationInput {
  path: OperationParameter[]
  query: OperationParameter[]
  /** The JSON body; null when there is none. */
  json: JsonSchema | null
  /** The same as a form, with its files; null when no form is taken. */
  form: JsonSchema | null
  /** Media types of a body that is neither. */
  raw: readonly string[] | null
}

export interface OperationParameter {
  name: string
  isRequired: boolean
  schema: JsonSchema
}

const isFile = (schema: JsonSchema) => schema.format === 'binary'

/** Takes a route's one input apart the way the HTTP edge puts it together. */
export function readOperationInput(route: Route): OperationInput {
  const input = wireSchema(route.input, 'input')
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))
  const properties = Object.entries(input.properties ?? {}) as [string, JsonSchema][]
  const required = new Set(input.required)
  const body = route.body ?? (route.method.startsWith('P') ? 'json' : 'none')
  const hasFields = body === 'json' || body === 'form'
  const named = route.query && new Set(route.query.map(toWireName))
  const inQuery = (name: string) => !inPath.has(name) && (named ? named.has(name) : !hasFields)
  const pick = (isWanted: (name: string) => boolean): OperationParameter[] =>
    properties
      .filter(([name]) => isWanted(name))
      .map(([name, schema]) => ({ name, schema, isRequired: required.has(name) }))

  const fields = hasFields ? pick((name) => !inPath.has(name) && !inQuery(name)) : []
  const json = fields.filter(({ schema }) => !isFile(schema))
  return {
    path: pick((name) => inPath.has(name)).map((one) => ({ ...one, isRequired: true })),
    query: pick(inQuery),
    json: json.length > 0 ? objectOf(input, json) : null,
    form: body === 'form' ? objectOf(input, fields) : null,
    raw: body === 'raw' ? (route.accepts ?? ['application/octet-stream']) : null,
  }
}

function objectOf(input: JsonSchema, fields: readonly OperationParameter[]): JsonSchema {
  const { $schema: _, required: _required, ...rest } = input
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  return {
    ...rest,
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  }
}

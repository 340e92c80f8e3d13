import { z } from 'zod'
import type * as core from 'zod/v4/core'
import { definitionOf, wireNames } from './schema-shape.ts'
import type { Side } from './schema-shape.ts'
import { toWire } from './wire.ts'

export type JsonSchema = core.JSONSchema.BaseSchema

/**
 * The JSON Schema (2020-12) of what travels: property names in snake_case, dates as `date-time`
 * strings. Inputs are closed, because unknown properties are refused; outputs are open, because a
 * later version may answer more. OpenAPI and MCP show this.
 *
 * @example
 * wireSchema(z.object({ jobId: z.string() }), 'output')
 * // { type: 'object', properties: { job_id: { type: 'string' } }, required: ['job_id'], … }
 */
export function wireSchema(schema: z.ZodType, io: Side): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const def = definitionOf(zodSchema)
      if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      if (def.type === 'object') renameProperties(def, jsonSchema, io)
      if (jsonSchema.default !== undefined) {
        jsonSchema.default = toWire(zodSchema, jsonSchema.default) as never
      }
      if (jsonSchema.examples) {
        jsonSchema.examples = jsonSchema.examples.map((example) =>
          toWire(zodSchema, example),
        ) as never
      }
    },
  }) as JsonSchema
}

/** May see names that are already renamed, where a schema inherits from another: they stay. */
function renameProperties(def: core.$ZodObjectDef, json: JsonSchema, io: Side): void {
  const { toWire: names } = wireNames(def.shape)
  const rename = (name: string) => names.get(name) ?? name
  if (json.properties) {
    json.properties = Object.fromEntries(
      Object.entries(json.properties).map(([name, property]) => [rename(name), property]),
    )
  }
  if (json.required) json.required = json.required.map(rename)
  if (def.catchall && definitionOf(def.catchall).type !== 'never') return
  // Beside a reference it would refuse what the reference declares.
  if (io === 'input' && json.$ref === undefined) json.additionalProperties = false
  else delete json.additionalProperties
}

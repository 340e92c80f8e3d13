import type { JsonSchema } from '../platform/http/index.ts'

/** Named schemas, collected while routes are described. */
export interface Components {
  schemas: Record<string, JsonSchema>
  /** Puts a schema under a name and gives a reference to it. */
  refer(schema: JsonSchema, name: string): JsonSchema
  /** Moves the definitions inside a schema (`$defs`) to the shared ones and gives what is left. */
  inline(schema: JsonSchema): JsonSchema
}

const prefix = '#/components/schemas/'

/**
 * Collects what zod put into `$defs` (schemas with `.meta({ id })`). A name that means something
 * else on the way in than on the way out gets `Input` behind it.
 */
export function createComponents(): Components {
  const schemas: Record<string, JsonSchema> = {}

  function inline(schema: JsonSchema): JsonSchema {
    const { $defs = {}, $schema: _, id: _id, ...rest } = schema as JsonSchema & { id?: string }
    const names = new Map<string, string>()
    for (const [name, definition] of Object.entries($defs)) {
      names.set(name, freeName(name, strip(definition as JsonSchema)))
    }
    for (const [name, definition] of Object.entries($defs)) {
      schemas[names.get(name)!] = rename(strip(definition as JsonSchema), names) as JsonSchema
    }
    return rename(rest, names) as JsonSchema
  }

  function freeName(name: string, definition: JsonSchema): string {
    const known = raw.get(name)
    const text = JSON.stringify(definition)
    if (known === undefined || known === text) {
      raw.set(name, text)
      return name
    }
    return freeName(`${name}Input`, definition)
  }
  const raw = new Map<string, string>()

  return {
    schemas,
    inline,
    refer(schema, name) {
      const named = inline(schema)
      const other = schemas[name]
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(named)) {
        throw new TypeError(`two schemas are called "${name}"; rename the operation or the schema`)
      }
      schemas[name] = named
      return { $ref: prefix + name }
    },
  }
}

function strip(schema: JsonSchema & { id?: string }): JsonSchema {
  const { id: _, $schema: _schema, ...rest } = schema
  return rest
}

function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, names))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      // What every integer has says nothing about this one.
      if (Math.abs(item as number) === Number.MAX_SAFE_INTEGER) return []
      if (key === '$ref' && typeof item === 'string' && !item.startsWith(prefix)) {
        const name = item.replace(/^#\/\$defs\//, '')
        return [[key, prefix + (names.get(name) ?? name)]]
      }
      return [[key, rename(item, names)]]
    }),
  )
}

import type { JsonSchema } from '../../platform/http/index.ts'

const referencePrefix = '#/components/schemas/'

/**
 * A JSON schema as the text of a TypeScript type. Knows what our own schemas use; what it does not
 * know is `unknown`, never a guess.
 *
 * @example
 * schemaType({ type: 'array', items: { $ref: '#/components/schemas/Job' } }) // 'Job[]'
 */
export function schemaType(schema: JsonSchema | boolean | undefined, indent = ''): string {
  if (schema === undefined || typeof schema === 'boolean') return 'unknown'
  if (schema.$ref) return schema.$ref.replace(referencePrefix, '')
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const options = schema.anyOf ?? schema.oneOf
  if (options) return unionOf(options.map((option) => schemaType(option as JsonSchema, indent)))
  if (schema.allOf) {
    return schema.allOf.map((part) => schemaType(part as JsonSchema, indent)).join(' & ')
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  return unionOf(types.map((type) => typeOf(type, schema, indent)))
}

/** The properties of an object schema as the lines of an interface. */
export function propertyLines(schema: JsonSchema, indent: string): string {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => {
      const mark = required.has(name) ? '' : '?'
      const comment = docComment(describe(property as JsonSchema), indent)
      return `${comment}${indent}${propertyName(name)}${mark}: ${schemaType(property as JsonSchema, indent)}\n`
    })
    .join('')
}

/** A doc comment, with its own line end; nothing for nothing. */
export function docComment(text: string | undefined, indent: string): string {
  if (!text) return ''
  return `${indent}/** ${text.replaceAll('*/', '* /')} */\n`
}

/** What a type cannot say: the description, the format, the bounds, the default. */
function describe(schema: JsonSchema): string {
  const facts = [
    schema.format && `Format: ${schema.format}.`,
    schema.minimum !== undefined && `At least ${schema.minimum}.`,
    schema.maximum !== undefined && `At most ${schema.maximum}.`,
    schema.maxLength !== undefined && `At most ${schema.maxLength} characters.`,
    schema.default !== undefined && `Default: ${JSON.stringify(schema.default)}.`,
  ]
  return [schema.description, ...facts].filter(Boolean).join(' ')
}

function typeOf(type: string | undefined, schema: JsonSchema, indent: string): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return arrayOf(schemaType(schema.items as JsonSchema, indent))
    case 'object':
      return objectOf(schema, indent)
    default:
      return 'unknown'
  }
}

function objectOf(schema: JsonSchema, indent: string): string {
  const { properties, additionalProperties } = schema
  if (properties && Object.keys(properties).length > 0) {
    return `{\n${propertyLines(schema, `${indent}  `)}${indent}}`
  }
  if (additionalProperties === false) return 'Record<string, never>'
  return `Record<string, ${schemaType(additionalProperties as JsonSchema | undefined, indent)}>`
}

const arrayOf = (item: string) =>
  /[|&]/.test(item.replace(/\{[^]*\}/, '')) ? `(${item})[]` : `${item}[]`
const literal = (value: unknown) =>
  typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : JSON.stringify(value)
const propertyName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))

function unionOf(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  return distinct.includes('unknown') ? 'unknown' : distinct.join(' | ')
}

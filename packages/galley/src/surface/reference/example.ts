import type { JsonSchema } from '../../platform/http/index.ts'

type Schemas = Readonly<Record<string, JsonSchema>>

/** A value that looks like what a schema wants: what is required, and a text where one helps. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ''): unknown {
  if (schema.$ref) {
    return exampleOf(schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {}, schemas, name)
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [option] = schema.anyOf ?? schema.oneOf ?? []
  if (option) return exampleOf(option as JsonSchema, schemas, name)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectExample(schema, schemas)
    case 'array':
      return [exampleOf(schema.items as JsonSchema, schemas, name.replace(/s$/, ''))]
    case 'integer':
    case 'number':
      return schema.default ?? schema.minimum ?? 1
    case 'boolean':
      return schema.default ?? true
    case 'string':
      return stringExample(name)
    default:
      return null
  }
}

function objectExample(schema: JsonSchema, schemas: Schemas): Record<string, unknown> {
  const properties = Object.entries(schema.properties ?? {})
  const required = new Set(schema.required)
  const wanted = properties.filter(([name]) => required.has(name))
  const shown = wanted.length > 0 ? wanted : properties.filter(([name]) => name === 'text')
  return Object.fromEntries(
    shown.map(([name, property]) => [name, exampleOf(property as JsonSchema, schemas, name)]),
  )
}

const prefixes: Readonly<Record<string, string>> = {
  source_id: 'src_01M8…',
  document_id: 'doc_01M8…',
  job_id: 'job_01M8…',
  upload_id: 'upl_01M8…',
  file_name: 'talk.pdf',
  text: 'Welcome, everybody. Today is about trees…',
}

const stringExample = (name: string) => prefixes[name] ?? (name.endsWith('_id') ? '01M8…' : '…')

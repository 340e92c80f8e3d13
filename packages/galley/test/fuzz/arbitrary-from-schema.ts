import fc from 'fast-check'
import { hostileTexts } from './hostile-values.ts'
import { FormFile } from './planned.ts'

/** As much of JSON Schema 2020-12 as API documents use. */
export interface JsonSchema {
  $ref?: string
  type?: string | readonly string[]
  const?: unknown
  enum?: readonly unknown[]
  oneOf?: readonly JsonSchema[]
  anyOf?: readonly JsonSchema[]
  allOf?: readonly JsonSchema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  items?: JsonSchema | boolean
  prefixItems?: readonly JsonSchema[]
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  additionalProperties?: JsonSchema | boolean
  propertyNames?: JsonSchema
  unevaluatedProperties?: JsonSchema | boolean
  contentEncoding?: string
}

export interface SchemaArbitraryOptions {
  /** What a `$ref` points to. */
  resolve(reference: string): JsonSchema
  /** Values that fit a property better than its schema tells, such as ids that exist. */
  named?(name: string, schema: JsonSchema): fc.Arbitrary<unknown> | null
  /** Texts without a pattern or format, which may mean something to the API. */
  texts?: readonly string[]
}

/** Behind this many levels only what is required is made, or recursion would not end. */
const DEEP = 6

/**
 * Values that a JSON schema allows, small ones and those at its limits among them.
 *
 * @example
 * const arbitrary = arbitraryFromSchema({ type: 'integer', minimum: 1 }, { resolve })
 * fc.sample(arbitrary, 3) // [1, 17, 4]
 */
export function arbitraryFromSchema(
  schema: JsonSchema | boolean,
  options: SchemaArbitraryOptions,
): fc.Arbitrary<unknown> {
  return make(schema, options, 0)
}

function make(
  given: JsonSchema | boolean,
  options: SchemaArbitraryOptions,
  depth: number,
): fc.Arbitrary<unknown> {
  if (typeof given === 'boolean') return fc.jsonValue({ maxDepth: 1 })
  const schema = flatten(given, options)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const branches = schema.oneOf ?? schema.anyOf
  if (branches) {
    const { oneOf: _, anyOf: _any, ...base } = schema
    return fc.oneof(...branches.map((branch) => make(merge(base, branch, options), options, depth)))
  }
  const types = typesOf(schema)
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 })
  return fc.oneof(...types.map((type) => ofType(type, schema, options, depth)))
}

function ofType(
  type: string,
  schema: JsonSchema,
  options: SchemaArbitraryOptions,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return numbers(schema, type === 'integer')
    case 'string':
      return strings(schema, options)
    case 'array':
      return arrays(schema, options, depth)
    case 'object':
      return objects(schema, options, depth)
    default:
      throw new TypeError(`no values can be made of the type "${type}"`)
  }
}

/** References and `allOf` undone. */
function flatten(schema: JsonSchema, options: SchemaArbitraryOptions): JsonSchema {
  if (schema.$ref !== undefined) {
    const { $ref, ...siblings } = schema
    return merge(siblings, options.resolve($ref), options)
  }
  if (!schema.allOf) return schema
  const { allOf, ...base } = schema
  return allOf.reduce((sum, part) => merge(sum, part, options), base)
}

function merge(left: JsonSchema, part: JsonSchema, options: SchemaArbitraryOptions): JsonSchema {
  const right = flatten(part, options)
  return {
    ...left,
    ...right,
    ...((left.properties || right.properties) && {
      properties: { ...left.properties, ...right.properties },
    }),
    ...((left.required || right.required) && {
      required: [...new Set([...(left.required ?? []), ...(right.required ?? [])])],
    }),
  }
}

function typesOf(schema: JsonSchema): readonly string[] {
  if (typeof schema.type === 'string') return [schema.type]
  if (schema.type) return schema.type
  if (schema.properties || schema.additionalProperties !== undefined) return ['object']
  if (schema.items !== undefined || schema.prefixItems) return ['array']
  if (schema.pattern !== undefined || schema.format || schema.maxLength !== undefined) {
    return ['string']
  }
  if (schema.minimum !== undefined || schema.maximum !== undefined) return ['number']
  return []
}

function numbers(schema: JsonSchema, isInteger: boolean): fc.Arbitrary<number> {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const step = multipleOf ?? (isInteger ? 1 : 0)
  const above = exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + (step || 1e-6)
  const below = exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - (step || 1e-6)
  const least = Math.max(schema.minimum ?? -Infinity, above)
  const most = Math.min(schema.maximum ?? Infinity, below)
  if (step === 0) {
    const bounds = {
      ...(least > -Infinity && { min: least }),
      ...(most < Infinity && { max: most }),
    }
    return fc.double({ noNaN: true, noDefaultInfinity: true, ...bounds })
  }
  const min = Math.ceil(Math.max(least, -Number.MAX_SAFE_INTEGER) / step)
  const max = Math.floor(Math.min(most, Number.MAX_SAFE_INTEGER) / step)
  const few = fc.integer({
    min: Math.max(min, Math.min(max, 0)),
    max: Math.min(max, Math.max(min, 10)),
  })
  return fc
    .oneof(
      { weight: 3, arbitrary: few },
      { weight: 1, arbitrary: fc.maxSafeInteger() },
      fc.constantFrom(min, max),
    )
    .map((times) => Math.min(max, Math.max(min, times)) * step)
}

function strings(schema: JsonSchema, options: SchemaArbitraryOptions): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = Infinity, format, pattern } = schema
  if (format === 'binary' || schema.contentEncoding === 'binary') return files(options)
  const fits = (text: string) => {
    const { length } = [...text] // JSON Schema counts characters, not code units
    return length >= minLength && length <= maxLength
  }
  const known = format === undefined ? null : formatted(format)
  if (known)
    return pattern === undefined ? known : known.filter((text) => matcher(pattern).test(text))
  if (pattern !== undefined) return matching(pattern).filter(fits)
  const cap = Math.min(maxLength, minLength + 40)
  const texts = (options.texts ?? []).filter(fits)
  const hostile = hostileTexts.filter(fits)
  const edges = [minLength, ...(maxLength <= 10_000 ? [maxLength] : [])]
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength, maxLength: cap }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength, maxLength: cap }).filter(fits) },
    { weight: 1, arbitrary: fc.constantFrom(...edges.map((length) => 'e'.repeat(length))) },
    ...(hostile.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...hostile) }] : []),
    ...(texts.length > 0 ? [{ weight: 5, arbitrary: fc.constantFrom(...texts) }] : []),
  )
}

function formatted(format: string): fc.Arbitrary<string> | null {
  const moments = fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2199-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  switch (format) {
    case 'date-time':
      return moments.map((date) => date.toISOString())
    case 'date':
      return moments.map((date) => date.toISOString().slice(0, 10))
    case 'time':
      return moments.map((date) => date.toISOString().slice(11))
    case 'email':
      // Not everything that RFC 5322 allows: what people have.
      return fc.stringMatching(/^[a-z][a-z0-9]{0,15}@[a-z][a-z0-9]{0,10}\.(example|test)$/)
    case 'uri':
    case 'url':
      return fc.webUrl({ validSchemes: ['https'], withQueryParameters: true })
    case 'uuid':
      return fc.uuid()
    case 'ipv4':
      return fc.ipV4()
    case 'ipv6':
      return fc.ipV6()
    default:
      return null
  }
}

const matcher = (pattern: string) => new RegExp(pattern, 'u')

/** Tried where a pattern is more than can be turned around. */
const candidates = [
  'a',
  'abc',
  'a-b',
  'a_b',
  'en',
  'en-US',
  '1',
  '42',
  'a.b',
  '#aabbcc',
  'A1',
  'x:y',
]

function matching(pattern: string): fc.Arbitrary<string> {
  const expression = matcher(pattern)
  try {
    // Without the flag `u` first: most patterns mean the same and more of them can be turned around.
    return fc.stringMatching(new RegExp(pattern)).filter((text) => expression.test(text))
  } catch {
    const fitting = candidates.filter((text) => expression.test(text))
    if (fitting.length > 0) return fc.constantFrom(...fitting)
    return fc.string().filter((text) => expression.test(text))
  }
}

function files({ texts = [] }: SchemaArbitraryOptions): fc.Arbitrary<FormFile> {
  const name = fc.constantFrom('a.md', 'a.txt', 'a.vtt', 'a.pdf', 'a.docx', '../a', '"\u00e9".html')
  const type = fc.constantFrom(
    'text/plain',
    'text/markdown',
    'application/pdf',
    'application/octet-stream',
    'image/svg+xml',
  )
  const signatures = ['%PDF-1.7\n', 'PK\u0003\u0004', '\u0000\u0001\u0002', 'WEBVTT\n\n', '<html>']
  const content = fc.oneof(
    fc.constantFrom(...texts, ...signatures, ''),
    fc.string({ unit: 'binary' }),
  )
  return fc.tuple(name, type, content).map((parts) => new FormFile(...parts))
}

function arrays(
  schema: JsonSchema,
  options: SchemaArbitraryOptions,
  depth: number,
): fc.Arbitrary<unknown[]> {
  const { minItems = 0, maxItems = Infinity, prefixItems = [], items = true } = schema
  const first = fc.tuple(...prefixItems.map((item) => make(item, options, depth + 1)))
  const left = Math.max(0, minItems - prefixItems.length)
  if (items === false) return first
  const most = Math.min(maxItems - prefixItems.length, depth >= DEEP ? left : left + 3)
  if (most <= 0) return first
  const item = make(items, options, depth + 1)
  const bounds = { minLength: left, maxLength: most }
  const rest = schema.uniqueItems
    ? fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) })
    : fc.array(item, bounds)
  return fc.tuple(first, rest).map(([start, end]) => [...start, ...end])
}

function objects(
  schema: JsonSchema,
  options: SchemaArbitraryOptions,
  depth: number,
): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema
  const isRequired = new Set(required)
  const missing = required.filter((name) => !Object.hasOwn(properties, name))
  const entries = [
    ...Object.entries(properties),
    ...missing.map((name): [string, JsonSchema] => [name, {}]),
  ].filter(([name]) => depth < DEEP || isRequired.has(name))
  const model = Object.fromEntries(
    entries.map(([name, property]) => [name, ofProperty(name, property, options, depth)]),
  )
  const optional = entries.map(([name]) => name).filter((name) => !isRequired.has(name))
  const all = fc.record(model, {
    requiredKeys: entries.map(([name]) => name).filter((name) => isRequired.has(name)),
    noNullPrototype: true,
  })
  // Fields contradict each other more often the more of them there are.
  const kept = fc.option(fc.subarray(optional, { maxLength: Math.min(2, optional.length) }))
  const own = fc.tuple(all, kept).map(([values, names]) => {
    const isKept = ([name]: [string, unknown]) => isRequired.has(name) || names?.includes(name)
    return names ? Object.fromEntries(Object.entries(values).filter(isKept)) : values
  })
  if (typeof additionalProperties !== 'object' || depth >= DEEP) return own
  const names = schema.propertyNames ? make(schema.propertyNames, options, depth) : fc.string()
  const more = fc.array(
    fc.tuple(names as fc.Arbitrary<string>, make(additionalProperties, options, depth + 1)),
    {
      maxLength: 3,
    },
  )
  return fc.tuple(more, own).map(([extra, values]) => ({ ...Object.fromEntries(extra), ...values }))
}

function ofProperty(
  name: string,
  schema: JsonSchema,
  options: SchemaArbitraryOptions,
  depth: number,
): fc.Arbitrary<unknown> {
  const better = options.named?.(name, schema)
  const usual = make(schema, options, depth + 1)
  return better
    ? fc.oneof({ weight: 3, arbitrary: better }, { weight: 1, arbitrary: usual })
    : usual
}

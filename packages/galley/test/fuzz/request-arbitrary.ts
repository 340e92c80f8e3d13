import fc from 'fast-check'
import { arbitraryFromSchema } from './arbitrary-from-schema.ts'
import type { JsonSchema, SchemaArbitraryOptions } from './arbitrary-from-schema.ts'
import { brokenFrom } from './break-value.ts'
import {
  brokenTexts,
  hostileHeaderValues,
  hostileKeys,
  hostileSegments,
  hostileTexts,
  hugeText,
  hugeWord,
} from './hostile-values.ts'
import { damages, Known, RawSegment } from './planned.ts'
import type { Api, Operation, Parameter } from './read-api.ts'

export type PlannedBody =
  | { kind: 'json'; type: string; value: unknown }
  | { kind: 'form'; value: unknown }
  /** As it is, whatever the type says. */
  | { kind: 'text'; type: string | null; text: string }

/** A request before the pool fills in what is known. */
export interface RequestPlan {
  operation: Operation
  method: string
  path: Readonly<Record<string, unknown>>
  query: readonly (readonly [name: string, value: unknown])[]
  headers: Readonly<Record<string, unknown>>
  body: PlannedBody | null
  credential: 'own' | 'none' | 'wrong'
}

export interface RequestOptions {
  /** Texts that mean something to the API, for fields that take any. */
  texts?: readonly string[]
}

/**
 * Requests for an operation, half of them as the document wants them, half of them spoiled.
 *
 * @example
 * fc.sample(requestsFor(operation, api, { texts: [sampleTalk] }), 5)
 */
export function requestsFor(
  operation: Operation,
  api: Api,
  options: RequestOptions = {},
): fc.Arbitrary<RequestPlan> {
  const valid = validRequests(operation, schemaOptions(api, options))
  const broken = fc
    .tuple(valid, fc.array(spoilings(operation), { minLength: 1, maxLength: 2 }))
    .chain(([plan, changes]) =>
      changes.reduce<fc.Arbitrary<RequestPlan>>(
        (sum, change) => sum.chain((each) => change(each)),
        fc.constant(plan),
      ),
    )
  return fc.oneof(valid, broken)
}

function schemaOptions(api: Api, { texts = [] }: RequestOptions): SchemaArbitraryOptions {
  return { resolve: api.resolve, texts, named: (name, schema) => knownValues(name, schema) }
}

const meaningful =
  /(^|_)(ids?|cursor|version|against|seq|slug)$|^(model|format|step|name|key|language)$/

/** Names that are likely to have come up in earlier answers. */
function knownValues(name: string, schema: JsonSchema): fc.Arbitrary<unknown> | null {
  if (schema.enum || schema.const !== undefined || schema.type === 'boolean') return null
  if (!meaningful.test(name)) return null
  if (name === 'language') return fc.constantFrom('en', 'de', 'de-AT', 'und', 'x')
  const asked = name.replace(/^(base_version|against)$/, 'version').replace(/_ids$/, '_id')
  const damage = fc.oneof(
    { weight: 6, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...damages) },
  )
  const one = fc.tuple(fc.nat(9), damage).map(([age, how]) => new Known(asked, age, how))
  return schema.type === 'array' ? fc.array(one, { minLength: 1, maxLength: 3 }) : one
}

function validRequests(
  operation: Operation,
  options: SchemaArbitraryOptions,
): fc.Arbitrary<RequestPlan> {
  const of = (place: Parameter['in']) => operation.parameters.filter((one) => one.in === place)
  const values = (parameters: readonly Parameter[]) => {
    const model = parameters.map(({ name, schema = {} }): [string, fc.Arbitrary<unknown>] => {
      const usual = arbitraryFromSchema(schema, options)
      const known = knownValues(name, schema)
      return [name, known ? fc.oneof({ weight: 5, arbitrary: known }, usual) : usual]
    })
    const required = parameters.filter(({ required }) => required).map(({ name }) => name)
    return fc.record(Object.fromEntries(model), { requiredKeys: required, noNullPrototype: true })
  }
  return fc
    .record({
      path: values(of('path')),
      query: values(of('query')).map((query) => Object.entries(query)),
      headers: fc
        .tuple(headersOf(of('header')), preferences(operation))
        .map(([own, prefer]) => ({ ...own, ...prefer })),
      body: bodies(operation, options),
    })
    .map((parts) => ({ ...parts, operation, method: operation.method, credential: 'own' as const }))
}

/** Headers travel as ASCII here; what else they may hold is tried when they are spoiled. */
function headersOf(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> {
  const model = parameters.map(({ name }): [string, fc.Arbitrary<unknown>] => {
    if (/^if-/i.test(name)) return [name, fc.nat(5).map((age) => new Known('etag', age))]
    if (/^last-event-id$/i.test(name)) return [name, fc.nat(500).map(String)]
    if (/^idempotency-key$/i.test(name)) {
      // A handful, so that they come again: with the same request or with another one.
      return [name, fc.nat(30).map((number) => `key-${number}`)]
    }
    return [name, fc.stringMatching(/^[!-~]{1,20}$/)]
  })
  const some = fc.record(Object.fromEntries(model), { requiredKeys: [], noNullPrototype: true })
  return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some })
}

/** What can be a job mostly is one: waiting for each would make the test long. */
function preferences({ responses }: Operation): fc.Arbitrary<Record<string, string>> {
  if (!responses['202'] || !responses['200']) return fc.constant({})
  const later = fc.constant<Record<string, string>>({ prefer: 'respond-async' })
  return fc.oneof({ weight: 4, arbitrary: later }, { weight: 1, arbitrary: fc.constant({}) })
}

function bodies(
  operation: Operation,
  options: SchemaArbitraryOptions,
): fc.Arbitrary<PlannedBody | null> {
  const described = operation.bodies.map(({ type, schema }): fc.Arbitrary<PlannedBody | null> => {
    if (/json/.test(type)) {
      return arbitraryFromSchema(schema, options).map((value) => ({ kind: 'json', type, value }))
    }
    if (type === 'multipart/form-data') {
      return arbitraryFromSchema(schema, options).map((value) => ({ kind: 'form', value }))
    }
    const text = fc.oneof(fc.constantFrom('', 'text', ...(options.texts ?? [])), fc.string())
    return text.map((content) => ({ kind: 'text', type: type.replace('*', 'x'), text: content }))
  })
  if (described.length === 0) return fc.constant(null)
  const some = fc.oneof(...described)
  if (operation.isBodyRequired) return some
  return fc.oneof({ weight: 9, arbitrary: some }, { weight: 1, arbitrary: fc.constant(null) })
}

type Spoiling = (plan: RequestPlan) => fc.Arbitrary<RequestPlan>

function spoilings({ parameters, bodies: described }: Operation): fc.Arbitrary<Spoiling> {
  const inPath = parameters.some((one) => one.in === 'path')
  return fc.oneof(
    ...(inPath ? [{ weight: 4, arbitrary: fc.constant(spoilPath) }] : []),
    ...(described.length > 0 ? [{ weight: 10, arbitrary: fc.constant(spoilBody) }] : []),
    { weight: 4, arbitrary: fc.constant(spoilQuery) },
    { weight: 3, arbitrary: fc.constant(spoilHeaders) },
    { weight: 1, arbitrary: fc.constant(spoilCredential) },
    { weight: 1, arbitrary: fc.constant(spoilMethod) },
  )
}

const spoilPath: Spoiling = (plan) =>
  fc
    .tuple(
      fc.constantFrom(...Object.keys(plan.path), ''),
      fc.constantFrom(...hostileSegments, ...hostileTexts),
    )
    .map(([name, text]) => {
      if (!Object.hasOwn(plan.path, name)) return plan
      const value = hostileSegments.includes(text) ? new RawSegment(text) : text
      return { ...plan, path: { ...plan.path, [name]: value } }
    })

const spoilQuery: Spoiling = (plan) => {
  const names = plan.operation.parameters
    .filter((one) => one.in === 'query')
    .map(({ name }) => name)
  const name = fc.oneof(fc.constantFrom(...names, 'limit'), fc.constantFrom(...hostileKeys, 'sort'))
  const texts = [...hostileTexts, ...hostileSegments, '0', '1e3', '01', '+1', '1.0', '-0', '0x10']
  const value = fc.oneof(fc.constantFrom(...texts, hugeWord.slice(0, 9000)), cursors)
  return fc
    .array(fc.tuple(name, value), { minLength: 1, maxLength: 3 })
    .map((extra) => ({ ...plan, query: [...plan.query, ...extra] }))
}

/** Well-formed cursors that nobody handed out. */
const cursors = fc
  .tuple(
    fc.constantFrom('documents', 'sources', 'jobs', 'usage', 'versions', 'events', '__proto__'),
    fc.oneof(
      fc.constantFrom<unknown>('\u0000', null, { id: 'x' }, [1, '\u0000'], 1e308, -1),
      fc.jsonValue(),
    ),
  )
  .map((sealed) => Buffer.from(JSON.stringify(sealed)).toString('base64url'))

const spoilHeaders: Spoiling = (plan) => {
  const common = [
    'if-match',
    'if-none-match',
    'idempotency-key',
    'last-event-id',
    'prefer',
    'accept',
    'accept-language',
    'content-type',
    'content-encoding',
    'content-length',
    'x-request-id',
    'x-forwarded-for',
    'x-forwarded-proto',
    'cookie',
    'origin',
    'sec-fetch-site',
    'traceparent',
    'range',
    'x-http-method-override',
  ]
  return fc
    .tuple(fc.constantFrom(...common), fc.constantFrom(...hostileHeaderValues))
    .map(([name, value]) => ({ ...plan, headers: { ...plan.headers, [name]: value } }))
}

const spoilBody: Spoiling = (plan) => {
  const { body } = plan
  const types = [
    'application/json',
    'text/plain',
    '',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/problem+json',
    'a/b/c',
  ]
  const text = fc
    .tuple(fc.constantFrom(...types), fc.constantFrom(...brokenTexts, hugeText))
    .map(([type, content]): PlannedBody => ({ kind: 'text', type: type || null, text: content }))
  const json =
    body?.kind === 'json'
      ? brokenFrom(fc.constant(body.value)).map((value): PlannedBody => ({ ...body, value }))
      : text
  const form =
    body?.kind === 'form'
      ? brokenFrom(fc.constant(body.value)).map((value): PlannedBody => ({ ...body, value }))
      : json
  return fc
    .oneof(
      { weight: 6, arbitrary: form },
      { weight: 1, arbitrary: text },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    .map((spoiled) => ({ ...plan, body: spoiled }))
}

const spoilCredential: Spoiling = (plan) =>
  fc.constantFrom('none' as const, 'wrong' as const).map((credential) => ({ ...plan, credential }))

const spoilMethod: Spoiling = (plan) =>
  fc
    .constantFrom('HEAD', 'OPTIONS', 'PURGE', 'PUT', 'PATCH', 'QUERY')
    .map((method) => ({ ...plan, method }))

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { toWireName } from './schema-shape.ts'
import { fromWire, toWire } from './wire.ts'
import { wireSchema } from './wire-schema.ts'

const NAMES = ['id', 'jobId', 'createdAt', 'sha256', 'pageCount', 'htmlBody', 'isReadOnly', 'a']

interface Sample {
  schema: z.ZodType
  value: fc.Arbitrary<unknown>
}

/** A schema together with the values that satisfy it. */
const sample: fc.Arbitrary<Sample> = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'sample' },
    fc.constantFrom<Sample>(
      { schema: z.string(), value: fc.string() },
      { schema: z.int(), value: fc.integer() },
      { schema: z.boolean(), value: fc.boolean() },
      {
        schema: z.date(),
        value: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
      },
      { schema: z.unknown(), value: fc.constantFrom({ camelCase: 1, snake_case: [2] }, 'x', 3) },
    ),
    tie('any').map(({ schema, value }) => ({
      schema: z.array(schema),
      value: fc.array(value, { maxLength: 3 }),
    })),
    tie('any').map(({ schema, value }) => ({ schema: schema.nullable(), value: fc.option(value) })),
    tie('any').map(({ schema, value }) => ({ schema: schema.readonly(), value })),
    tie('any').map(({ schema, value }) => ({ schema: z.lazy(() => schema), value })),
    tie('any').map(({ schema, value }) => ({
      schema: z.record(z.string(), schema),
      value: fc.dictionary(fc.constantFrom('camelCase', 'snake_case', 'x-y', '__proto__'), value),
    })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
      schema: z.tuple([a.schema, b.schema]),
      value: fc.tuple(a.value, b.value),
    })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
      schema: z.discriminatedUnion('blockKind', [
        z.object({ blockKind: z.literal('one'), bodyText: a.schema }),
        z.object({ blockKind: z.literal('two'), otherText: b.schema }),
      ]),
      value: fc.oneof(
        fc.record({ blockKind: fc.constant('one'), bodyText: a.value }),
        fc.record({ blockKind: fc.constant('two'), otherText: b.value }),
      ),
    })),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('any')), {
        selector: ([name]) => name,
        maxLength: 4,
      })
      .map((properties) => ({
        schema: z.object(
          Object.fromEntries(properties.map(([name, { schema }]) => [name, schema])),
        ),
        value: fc.record(Object.fromEntries(properties.map(([name, { value }]) => [name, value]))),
      })),
  ),
})).any

const pair = sample.chain(({ schema, value }) => fc.tuple(fc.constant(schema), value))

test('what goes out as JSON comes back as it was, with nothing unknown', () => {
  fc.assert(
    fc.property(pair, ([schema, value]) => {
      const unknown: string[] = []
      const wire: unknown = JSON.parse(JSON.stringify(toWire(schema, value)))
      const back = schema.parse(fromWire(schema, wire, unknown))
      assert.deepEqual(back, schema.parse(value))
      assert.deepEqual(unknown, [])
    }),
    { numRuns: 500 },
  )
})

test('the JSON Schema names exactly the properties that travel', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), (names) => {
      const inner = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
      const schema = z.object({ outerName: z.array(inner), maybeName: inner.optional() })
      const item = Object.fromEntries(names.map((name) => [name, 'x']))
      const wire = toWire(schema, { outerName: [item], maybeName: item }) as Record<string, never>
      const json = wireSchema(schema, 'output') as never as Record<string, Record<string, never>>
      assert.deepEqual(Object.keys(json.properties!), Object.keys(wire))
      assert.deepEqual(json.required, ['outer_name'])
      const nested = json.properties!.outer_name as never as { items: { properties: object } }
      assert.deepEqual(Object.keys(nested.items.properties), names.map(toWireName))
    }),
    { numRuns: 50 },
  )
})

test('unknown names are reported wherever they are, and code names do not slip in', () => {
  const schema = z.object({
    jobId: z.string(),
    partList: z.array(z.object({ partId: z.string() })),
    labels: z.record(z.string(), z.string()),
    anything: z.unknown(),
  })
  const unknown: string[] = []
  const wire = {
    jobId: 'a',
    part_list: [{ part_id: 'b', 'x/y': 1 }],
    labels: { camelCase: 'kept' },
    anything: { camelCase: 1 },
  }
  assert.deepEqual(fromWire(schema, wire, unknown), {
    partList: [{ partId: 'b', 'x/y': 1 }],
    labels: { camelCase: 'kept' },
    anything: { camelCase: 1 },
  })
  assert.deepEqual(unknown, ['/jobId', '/part_list/0/x~1y'])
})

test('unions take the option that fits, also without a discriminator', () => {
  const schema = z.union([
    z.object({ pageNumber: z.int() }),
    z.object({ startTime: z.number(), endTime: z.number() }),
    z.string(),
    z.array(z.object({ pageNumber: z.int() })),
  ])
  const unknown: string[] = []
  assert.deepEqual(fromWire(schema, { start_time: 1, end_time: 2 }, unknown), {
    startTime: 1,
    endTime: 2,
  })
  assert.deepEqual(fromWire(schema, [{ page_number: 1 }], unknown), [{ pageNumber: 1 }])
  assert.deepEqual(fromWire(schema, 'text', unknown), 'text')
  assert.deepEqual(unknown, [])
  assert.deepEqual(toWire(schema, { startTime: 1, endTime: 2 }), { start_time: 1, end_time: 2 })
})

test('a value that fits no option is judged by the one it resembles most', () => {
  const schema = z.union([z.object({ pageNumber: z.int() }), z.object({ startTime: z.number() })])
  const unknown: string[] = []
  fromWire(schema, { start_time: 'soon', colour: 1 }, unknown)
  assert.deepEqual(unknown, ['/colour'])
})

test('both sides of an intersection are converted', () => {
  const schema = z.intersection(z.object({ jobId: z.string() }), z.object({ runAt: z.date() }))
  const value = { jobId: 'j', runAt: new Date('2026-01-02T03:04:05.000Z') }
  const wire = { job_id: 'j', run_at: '2026-01-02T03:04:05.000Z' }
  const unknown: string[] = []
  assert.deepEqual(toWire(schema, value), wire)
  assert.deepEqual(fromWire(schema, { ...wire, extra: 1 }, unknown), { ...value, extra: 1 })
  assert.deepEqual(unknown, ['/extra'])
})

test('a schema that contains itself converts at every depth', () => {
  const Node = z.object({
    nodeId: z.string(),
    get childNodes() {
      return z.array(Node)
    },
  })
  const value = { nodeId: 'a', childNodes: [{ nodeId: 'b', childNodes: [] }] }
  const wire = { node_id: 'a', child_nodes: [{ node_id: 'b', child_nodes: [] }] }
  assert.deepEqual(toWire(Node, value), wire)
  assert.deepEqual(fromWire(Node, wire), value)
  assert.match(JSON.stringify(wireSchema(Node, 'input')), /"child_nodes"/)
})

test('defaults, dates and closedness in JSON Schema', () => {
  const schema = z.object({
    options: z.object({ maxTokens: z.int() }).default({ maxTokens: 5 }),
    runAt: z.date().optional(),
    trimmed: z.string().transform((text) => text.trim()),
    viaPreprocess: z.preprocess((value) => value, z.object({ innerName: z.string() })),
  })
  const input = wireSchema(schema, 'input') as never as Record<
    string,
    Record<string, Record<string, unknown>>
  >
  assert.deepEqual(input.properties!.options!.default, { max_tokens: 5 })
  assert.equal(input.properties!.run_at!.format, 'date-time')
  assert.equal(input.properties!.trimmed!.type, 'string')
  assert.equal(input.additionalProperties, false)
  assert.deepEqual(fromWire(schema, { via_preprocess: { inner_name: 'x' } }), {
    viaPreprocess: { innerName: 'x' },
  })
})

test('two names that would be one on the wire are refused', () => {
  assert.throws(
    () => toWire(z.object({ jobId: z.string(), job_id: z.string() }), {}),
    /both "job_id"/,
  )
})

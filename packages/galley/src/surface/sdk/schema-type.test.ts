import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { JsonSchema } from '../../platform/http/index.ts'
import { schemaType } from './schema-type.ts'

const cases: [JsonSchema, string][] = [
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ const: "it's" }, String.raw`'it\'s'`],
  [{ enum: ['a', 1, null] }, "'a' | 1 | null"],
  [
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    '(string | null)[]',
  ],
  [{ type: 'array', items: { $ref: '#/components/schemas/Job' } }, 'Job[]'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
  [{ anyOf: [{}, { type: 'null' }] }, 'unknown'],
  [{ allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }, 'A & B'],
  [
    { type: 'object', properties: { 'a-b': { type: 'string' }, c: {} }, required: ['c'] },
    "{\n  'a-b'?: string\n  c: unknown\n}",
  ],
]

for (const [schema, expected] of cases) {
  it(`writes ${JSON.stringify(schema)}`, () => assert.equal(schemaType(schema), expected))
}

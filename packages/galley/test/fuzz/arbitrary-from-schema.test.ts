import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { modules } from '../../src/modules.ts'
import { deriveRoutes } from '../../src/surface/index.ts'
import { describeApi } from '../../src/surface/openapi.ts'
import { arbitraryFromSchema } from './arbitrary-from-schema.ts'
import type { JsonSchema } from './arbitrary-from-schema.ts'
import { brokenFrom } from './break-value.ts'
import { FormFile, jsonText } from './planned.ts'
import { readApi } from './read-api.ts'
import type { ApiDocument } from './read-api.ts'

const definitions: Record<string, JsonSchema> = {
  Tree: {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1 },
      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
    required: ['name', 'children'],
    additionalProperties: false,
  },
}
const resolve = (reference: string) => definitions[reference.split('/').at(-1)!]!

const ajv = new Ajv2020({ strict: false, logger: false })
addFormats.default(ajv)
ajv.addSchema({ $id: 'tiny', components: { schemas: definitions } })

const schemas: Record<string, JsonSchema> = {
  'a number within limits': { type: 'integer', minimum: 3, exclusiveMaximum: 6 },
  'a multiple': { type: 'integer', minimum: 1, maximum: 100, multipleOf: 7 },
  'a real number': { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  'a short text': { type: 'string', minLength: 2, maxLength: 5 },
  'a pattern': { type: 'string', pattern: '^[a-z]{2,4}(-[0-9]+)?$', maxLength: 12 },
  'a pattern that cannot be turned around': { type: 'string', pattern: '^(?!x)[\\p{Ll}-]+$' },
  'a moment': { type: 'string', format: 'date-time' },
  'a day': { type: 'string', format: 'date' },
  'an address': { type: 'string', format: 'email' },
  'a place': { type: 'string', format: 'uri' },
  'a uuid': { type: 'string', format: 'uuid' },
  'several types': { type: ['string', 'null', 'integer'] },
  'one of': {
    oneOf: [
      { const: 'a' },
      { type: 'object', properties: { b: { type: 'null' } }, required: ['b'] },
    ],
  },
  'all of': {
    allOf: [
      { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] },
      { type: 'object', properties: { b: { enum: [1, 'x'] } }, required: ['b'] },
    ],
  },
  'a choice with a base': {
    type: 'object',
    properties: { a: { type: 'boolean' } },
    required: ['a'],
    anyOf: [
      { properties: { b: { type: 'null' } }, required: ['b'] },
      { properties: { c: { type: 'null' } } },
    ],
  },
  'a list': { type: 'array', items: { type: 'boolean' }, minItems: 2, maxItems: 4 },
  'a set': { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true },
  'a tuple': {
    type: 'array',
    prefixItems: [{ const: 1 }, { type: 'string' }],
    items: false,
    minItems: 2,
  },
  'a map': {
    type: 'object',
    propertyNames: { type: 'string', maxLength: 3 },
    additionalProperties: { type: 'integer' },
  },
  'a tree': { $ref: 'tiny#/components/schemas/Tree' },
}

describe('values made from a schema', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`fit it: ${name}`, () => {
      const validate = ajv.compile(schema)
      const arbitrary = arbitraryFromSchema(schema, { resolve })
      fc.assert(
        fc.property(arbitrary, (value) => {
          assert.ok(validate(value), `${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`)
        }),
        { seed: 1, numRuns: 100 },
      )
    })
  }

  it('fit every JSON body of the product', () => {
    const document = JSON.parse(JSON.stringify(describeApi(deriveRoutes(modules)))) as ApiDocument
    const api = readApi(document)
    ajv.addSchema({ ...document, $id: 'product' })
    let count = 0
    for (const { id, bodies } of api.operations) {
      for (const { type, schema } of bodies.filter((one) => one.type === 'application/json')) {
        const text = JSON.stringify(schema).replaceAll('"#/', '"product#/')
        const validate = ajv.compile(JSON.parse(text) as JsonSchema)
        const values = fc.sample(arbitraryFromSchema(schema, { resolve: api.resolve }), {
          seed: 1,
          numRuns: 40,
        })
        for (const value of values) {
          assert.ok(validate(value), `${id} ${type}: ${ajv.errorsText(validate.errors)}`)
        }
        count += 1
      }
    }
    assert.ok(count > 8)
  })

  it('are files where a form has them', () => {
    const schema = { type: 'string', format: 'binary', contentEncoding: 'binary' }
    const [file] = fc.sample(arbitraryFromSchema(schema, { resolve }), { seed: 1, numRuns: 1 })
    assert.ok(file instanceof FormFile)
  })

  it('take better values where a name has some', () => {
    const schema = {
      type: 'object',
      properties: { source_id: { type: 'string' } },
      required: ['source_id'],
    }
    const named = (name: string) => (name === 'source_id' ? fc.constant('src_1') : null)
    const values = fc.sample(arbitraryFromSchema(schema, { resolve, named }), {
      seed: 1,
      numRuns: 50,
    })
    assert.ok(
      values.filter((one) => (one as { source_id: string }).source_id === 'src_1').length > 20,
    )
  })
})

describe('spoiled values', () => {
  it('mostly fit no more, in many ways', () => {
    const schema = definitions.Tree!
    const validate = ajv.compile({ $ref: 'tiny#/components/schemas/Tree' })
    const broken = fc.sample(brokenFrom(arbitraryFromSchema(schema, { resolve })), {
      seed: 1,
      numRuns: 300,
    })
    const texts = broken.map((value) => jsonText(value))
    const wrong = texts.filter((text) => {
      try {
        return !validate(JSON.parse(text))
      } catch {
        return true
      }
    })
    assert.ok(wrong.length > 150, `${wrong.length} of 300`)
    assert.ok(new Set(texts).size > 200)
    for (const part of ['__proto__', '\\u0000', '1e400', '\\ud800', '[[[[']) {
      assert.ok(
        texts.some((text) => text.includes(part)),
        part,
      )
    }
    assert.ok(texts.some((text) => text.length > 100_000))
  })
})

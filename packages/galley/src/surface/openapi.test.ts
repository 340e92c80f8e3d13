import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { z } from 'zod'
import { modules } from '../modules.ts'
import { defineRoute } from '../platform/http/index.ts'
import { deriveRoutes } from './index.ts'
import { describeApi } from './openapi.ts'

const routes = deriveRoutes(modules)
const document = describeApi(routes)

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)))
    assert.ok(valid, JSON.stringify(errors, null, 2))
    assert.equal(validator.version, '3.1')
  })

  it('has every route, under an id of its own', () => {
    const ids = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const route = routes.find((one) => one.path === path && one.method.toLowerCase() === method)
        assert.ok(route, `${method} ${path}`)
        return (operation as { operationId: string }).operationId
      }),
    )
    assert.equal(ids.length, routes.length)
    assert.equal(new Set(ids).size, ids.length)
  })

  it('refers only to schemas that are there', () => {
    const names = new Set(Object.keys(document.components.schemas as object))
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)
    for (const [, reference] of references) {
      assert.ok(names.has(reference!.replace('#/components/schemas/', '')), reference)
    }
  })

  it('is the same whenever it is made', () => {
    const again = describeApi(deriveRoutes(modules))
    assert.equal(JSON.stringify(again), JSON.stringify(document))
  })

  it('puts each property where it travels', () => {
    const route = defineRoute({
      method: 'PUT',
      path: '/shelves/{shelf_id}',
      tag: 'shelves',
      name: 'set',
      summary: 'Sets a shelf.',
      permission: null,
      query: ['isDry'],
      input: z.object({ shelfId: z.string(), isDry: z.boolean().optional(), books: z.int() }),
      output: z.object({ books: z.int() }),
      handle: async ({ input: { books } }) => ({ books }),
    })
    const { paths, components } = describeApi([route])
    const operation = paths['/shelves/{shelf_id}']!.put as {
      parameters: { name: string; in: string; required: boolean }[]
      security: unknown[]
    }
    assert.deepEqual(
      operation.parameters.map((one) => [one.name, one.in, one.required]),
      [
        ['shelf_id', 'path', true],
        ['is_dry', 'query', false],
      ],
    )
    assert.deepEqual(operation.security, [])
    const { ShelvesSetInput } = components.schemas as Record<string, { properties: object }>
    assert.deepEqual(Object.keys(ShelvesSetInput!.properties), ['books'])
  })

  it('refuses two meanings of one name', () => {
    const named = (name: string, output: z.ZodType) =>
      defineRoute({
        method: 'GET',
        path: `/${name}`,
        tag: 'things',
        name: 'get',
        summary: 'Reads.',
        permission: null,
        input: z.object({}),
        output,
        handle: async () => ({}),
      })
    const twice = [named('a', z.object({ a: z.string() })), named('b', z.object({ b: z.string() }))]
    assert.throws(() => describeApi(twice), /two schemas are called "ThingsGetOutput"/)
  })
})

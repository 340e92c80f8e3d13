import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import type { Isolation } from '../isolation/contract.ts'
import { resolveModel } from './chain.ts'
import { createModelStock } from './model-stock.ts'
import { createPriceList } from './prices.ts'

const config = readConfig({ MODEL_BASE_URL: 'http://127.0.0.1:1/v1' })
const target = resolveModel('compatible:llama', {
  config,
  prices: createPriceList(undefined),
  own: [],
})

const callWith = (fetch: typeof globalThis.fetch, hasSchema = true) => ({
  fetch,
  prompt: { id: 'test', version: 1 },
  input: {},
  isolation: {} as Isolation,
  timeoutMs: 1000,
  hasSchema,
})
const refuse = () => Promise.reject(new TypeError('not sent'))

test('a model serves one call at a time, and the next one when it is given back', async () => {
  const stock = createModelStock(({ driver, settings }) => driver.create(settings))
  const [first, second] = await Promise.all([
    stock.open(target, callWith(refuse)),
    stock.open(target, callWith(refuse)),
  ])
  assert.notEqual(first.model, second.model)
  first.giveBack()
  assert.notEqual((await stock.open(target, callWith(refuse, false))).model, first.model)
  assert.equal((await stock.open(target, callWith(refuse))).model, first.model)
  const third = await stock.open(target, callWith(refuse))
  assert.ok(third.model !== first.model && third.model !== second.model)
})

test('a kept model goes out by the way of the call that uses it', async () => {
  const stock = createModelStock(({ driver, settings }) => driver.create(settings))
  const seen: string[] = []
  const ask = async (name: string) => {
    const { model, giveBack } = await stock.open(
      target,
      callWith(async () => {
        seen.push(name)
        const choices = [{ index: 0, message: { content: '{}' }, finish_reason: 'stop' }]
        return Response.json({ id: '1', created: 1, model: 'llama', choices })
      }),
    )
    const content = [{ type: 'text' as const, text: 'Hello' }]
    await model.doGenerate({ prompt: [{ role: 'user', content }] })
    giveBack()
    return model
  }
  assert.equal(await ask('first'), await ask('second'))
  assert.deepEqual(seen, ['first', 'second'])
})

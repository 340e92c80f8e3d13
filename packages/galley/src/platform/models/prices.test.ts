import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { priceTable } from './price-table.ts'
import { costOf, createPriceList, highestCost } from './prices.ts'
import { estimateTokens } from './tokens.ts'

describe('prices', () => {
  const list = createPriceList(undefined)

  test('every row has whole micro-units, a source and a date', () => {
    for (const [model, price] of Object.entries(priceTable)) {
      for (const amount of [
        price.input,
        price.output,
        price.cachedInput ?? 0,
        price.cacheWrite ?? 0,
      ]) {
        assert.ok(Number.isSafeInteger(amount) && amount >= 0, model)
      }
      assert.match(price.date, /^2026-\d\d-\d\d$/)
      assert.match(price.source, /^https:|^built in$/)
    }
  })

  test('cost: fresh, cached and written input, and output, rounded up', () => {
    const price = list.find('anthropic:claude-sonnet-5-5')!
    const tokens = { input: 1000, output: 100, cachedInput: 400, cacheWrite: 100 }
    // 500 × $2 + 400 × $0.10 + 100 × $2.50 + 100 × $10, a million tokens each
    assert.equal(costOf(price, tokens), 1000 + 40 + 250 + 1000)
    assert.equal(costOf(list.find('openai:gpt-6-luna')!, { input: 1, output: 0 }), 1)
  })

  test('a long input makes the whole request dearer', () => {
    const price = list.find('openai:gpt-6.1-terra')!
    assert.equal(costOf(price, { input: 272_000, output: 1000 }), 277_000)
    assert.equal(costOf(price, { input: 272_001, output: 1000 }), 544_002 + 7500)
  })

  test('the highest cost of a size is never below what it can come to', () => {
    for (const price of Object.values(priceTable)) {
      for (const input of [10, 99_999, 100_001, 300_000]) {
        const highest = highestCost(price, { input, output: 500 })
        assert.ok(costOf(price, { input, output: 500 }) <= highest)
        assert.ok(costOf(price, { input, output: 500, cacheWrite: input }) <= highest)
        assert.ok(costOf(price, { input, output: 500, cachedInput: input }) <= highest)
      }
    }
  })

  test('snapshots cost what their model costs; the operator goes first; others are unknown', () => {
    const own = createPriceList('{"openai:gpt-6-luna": {"input": 0.25, "output": 2}}')
    assert.deepEqual(own.find('openai:gpt-6-luna')?.input, 250_000)
    assert.equal(own.find('openai:gpt-6-luna')?.source, 'GALLEY_MODEL_PRICES')
    assert.equal(
      list.find('anthropic:claude-sonnet-4-5-20250929'),
      list.find('anthropic:claude-sonnet-4-5'),
    )
    assert.equal(list.find('compatible:gpt-6-luna'), null)
    for (const wrong of [
      'nonsense',
      '[]',
      '{"x": {"input": 1, "output": 1}}',
      '{"a:b": {"input": -1, "output": 0}}',
    ]) {
      assert.throws(() => createPriceList(wrong), {
        code: 'model_prices_invalid',
        message: /GALLEY_MODEL_PRICES/,
      })
    }
  })
})

describe('token estimates stay above real counts', () => {
  // Counted with OpenAI's o200k_base.
  const counted: [string, number][] = [
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['Donaudampfschifffahrtsgesellschaft', 9],
    ['我们今天讨论蜜蜂如何跳舞。', 9],
    ['Пчёлы танцуют, чтобы показать путь к цветам.', 15],
    ['አንበሳ ንጉሥ ነው።', 22],
    ['00:12:33.120 --> 00:12:35.400', 16],
    ['{"a":[1,2,3],"b":{"c":"d"}}', 15],
  ]
  for (const [text, tokens] of counted) {
    test(text, () => {
      const estimate = estimateTokens(text)
      assert.ok(estimate >= tokens && estimate <= tokens * 3, `${estimate} for ${tokens}`)
    })
  }
})

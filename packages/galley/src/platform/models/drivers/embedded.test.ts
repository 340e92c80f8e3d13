import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { z } from 'zod'
import { readConfig } from '../../config.ts'
import { createIsolation } from '../../isolation/index.ts'
import { silentLogger } from '../../telemetry/contract.ts'
import { definePrompt } from '../contract.ts'
import { createCallContext, createLedger } from '../fixtures/ledger.ts'
import { createModels } from '../gateway.ts'

const isolation = await createIsolation({ driver: 'child-process', size: 1 })
after(() => isolation.close())

const summary = definePrompt({
  id: 'test.summary',
  version: 2,
  input: z.object({ text: z.string().min(1) }),
  output: z.object({ title: z.string(), words: z.int() }),
  render: (input) => ({ instructions: 'Summarise.', prompt: input.text }),
  extract: import.meta.resolve('../fixtures/summarise.ts'),
})

function open(environment: Record<string, string> = {}) {
  const meter = createLedger()
  const config = readConfig(environment)
  return { meter, models: createModels({ config, meter, isolation, logger: silentLogger }) }
}

describe('the embedded writer', () => {
  test('is the default without keys, and is metered like any model', async () => {
    const { meter, models } = open()
    const { ctx, recorded } = createCallContext()

    const input = { text: 'Bees dance. They show the way.' }
    const result = await models.generate(ctx, { prompt: summary, input, documentId: 'doc_1' })

    assert.deepEqual(result.output, { title: 'Bees dance', words: 6 })
    assert.equal(result.model, 'embedded:extractive')
    assert.equal(result.prompt, 'test.summary@2')
    assert.deepEqual(recorded, [result.usage])
    assert.equal(meter.events.length, 1)
    const [event] = meter.events
    assert.equal(event!.status, 'ok')
    assert.equal(event!.costMicros, 0)
    assert.equal(event!.inputTokens, 7)
    assert.equal(event!.documentId, 'doc_1')
    assert.deepEqual(await models.estimate(ctx, { prompt: summary, input }), {
      model: 'embedded:extractive',
      costMicros: 0,
    })
  })

  test('says what to configure when a prompt needs a language model', async () => {
    const { meter, models } = open()
    const { extract: _, ...prompt } = summary
    await assert.rejects(
      models.generate(createCallContext().ctx, { prompt, input: { text: 'Bees.' } }),
      { code: 'prompt_needs_language_model', kind: 'invalid', message: /ANTHROPIC_API_KEY/ },
    )
    assert.equal(meter.events.length, 0)
  })

  test('passes on what the extraction says, after one try', async () => {
    const { meter, models } = open()
    const prompt = { ...summary, extract: import.meta.resolve('../fixtures/fail.ts') }
    await assert.rejects(
      models.generate(createCallContext().ctx, { prompt, input: { text: 'Bees.' } }),
      { code: 'too_little_text', kind: 'invalid' },
    )
    assert.deepEqual(
      meter.events.map(({ status }) => status),
      ['error'],
    )
  })

  test('is stopped at the time limit and by the caller', async () => {
    const prompt = { ...summary, extract: import.meta.resolve('../fixtures/sleep.ts') }
    const slow = open({ GALLEY_MODEL_TIMEOUT_SECONDS: '0.3' })
    await assert.rejects(
      slow.models.generate(createCallContext().ctx, { prompt, input: { text: 'Bees.' } }),
      { kind: 'unavailable' },
    )
    assert.deepEqual(
      slow.meter.events.map(({ status }) => status),
      ['timeout'],
    )

    const aborted = open()
    const caller = new AbortController()
    const { ctx } = createCallContext({ signal: caller.signal })
    const call = aborted.models.generate(ctx, { prompt, input: { text: 'Bees.' } })
    setTimeout(() => caller.abort(), 100)
    await assert.rejects(call, { kind: 'cancelled' })
    assert.deepEqual(
      aborted.meter.events.map(({ status }) => status),
      ['aborted'],
    )
  })

  test('refuses input that does not fit the prompt before anything is reserved', async () => {
    const { meter, models } = open()
    await assert.rejects(
      models.generate(createCallContext().ctx, { prompt: summary, input: { text: '' } }),
      { code: 'model_input_invalid' },
    )
    assert.equal(meter.reserved.length, 0)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ScriptEntry } from '../../../fakes/models/index.ts'
import { readConfig } from '../config.ts'
import { createIsolation } from '../isolation/index.ts'
import { silentLogger } from '../telemetry/contract.ts'
import { createCallContext, createLedger } from './fixtures/ledger.ts'
import { goodAnswer, openBench, titleInput, titlePrompt } from './fixtures/open-models.ts'
import type { Bench } from './fixtures/open-models.ts'
import { createModels } from './gateway.ts'

const providers = ['openai', 'anthropic', 'compatible'] as const

async function withBench(
  servers: Parameters<typeof openBench>[0],
  work: (bench: Bench) => Promise<void>,
  options?: Parameters<typeof openBench>[1],
): Promise<void> {
  const bench = await openBench(servers, options)
  try {
    await work(bench)
    assert.equal(bench.meter.open.size, 0, 'every reservation is settled')
  } finally {
    await bench.close()
  }
}

const scripted = (...script: ScriptEntry[]) => ({ compatible: { script } })

describe('each provider', () => {
  for (const provider of providers) {
    test(`${provider}: schema out, object in, tokens and cost metered`, () =>
      withBench({ [provider]: { cachedTokens: 4 } }, async ({ generate, meter, servers }) => {
        const { output, model, usage } = await generate()
        assert.deepEqual(output, goodAnswer)
        assert.ok(model.startsWith(`${provider}:`))
        const { question } = servers[0]!.requests[0]!
        assert.deepEqual(Object.keys(question.schema!['properties'] as object), [
          'title',
          'score',
          'tags',
        ])
        assert.equal(question.maxOutputTokens, 1000)
        assert.match(question.instructions, /Give a title/)
        assert.equal(question.prompt, titleInput.text)
        const [event] = meter.events
        assert.equal(event!.status, 'ok')
        assert.equal(event!.provider, provider)
        assert.equal(event!.cachedTokens, 4)
        assert.equal(event!.outputTokens, Math.ceil(JSON.stringify(goodAnswer).length / 4))
        assert.ok(event!.costMicros! > 0 && event!.costMicros! <= meter.reserved[0]!)
        assert.equal(usage.costMicros, event!.costMicros)
      }))
  }

  test('a server that refuses schemas is asked for plain JSON, and remembered', () =>
    withBench(
      { compatible: { supportsSchema: false } },
      async ({ generate, statuses, servers }) => {
        assert.deepEqual((await generate()).output, goodAnswer)
        assert.deepEqual((await generate()).output, goodAnswer)
        assert.deepEqual(statuses(), ['error', 'ok', 'ok'])
        assert.match(servers[0]!.requests[2]!.question.instructions, /JSON schema/)
      },
    ))
})

describe('failures of the transport', () => {
  const recovering: [string, ScriptEntry, string][] = [
    ['429 with Retry-After', { kind: 'rate-limited', retryAfterMs: 30 }, 'rate_limited'],
    ['429 without it', 'rate-limited', 'rate_limited'],
    ['500', 500, 'error'],
    ['503', 503, 'error'],
    ['529 overloaded', 529, 'error'],
    ['a closed socket', 'drop', 'error'],
    ['a cut body', 'cut-body', 'error'],
    ['a page of a proxy', 'not-json', 'error'],
  ]
  for (const [name, behaviour, status] of recovering) {
    test(`${name}: tried again, both calls metered`, () =>
      withBench(scripted(behaviour, 'ok'), async ({ generate, meter, statuses }) => {
        assert.deepEqual((await generate()).output, goodAnswer)
        assert.deepEqual(statuses(), [status, 'ok'])
        assert.deepEqual(
          meter.events.map(({ attempt }) => attempt),
          [1, 2],
        )
      }))
  }

  test('a refused call costs nothing; of a cut one the cost is not known', () =>
    withBench(scripted(500, 'cut-body', 'ok'), async ({ generate, meter }) => {
      const { usage } = await generate()
      const costs = meter.events.map(({ costMicros }) => costMicros)
      assert.deepEqual(costs.slice(0, 2), [0, null])
      assert.equal(usage.costMicros, costs[2])
      assert.equal(usage.calls, 3)
    }))

  test('a slow first byte is fine within the limit; silence is a timeout', () =>
    withBench(
      scripted({ kind: 'slow', firstByteMs: 60 }, 'hang', 'hang', 'hang'),
      async ({ generate, statuses, servers }) => {
        assert.deepEqual((await generate()).output, goodAnswer)
        await assert.rejects(generate(), {
          code: 'model_timeout',
          kind: 'unavailable',
          message: /GALLEY_MODEL_TIMEOUT_SECONDS/,
        })
        assert.deepEqual(statuses(), ['ok', 'timeout', 'timeout', 'timeout'])
        await until(
          () => servers[0]!.requests.filter(({ isAbandoned }) => isAbandoned).length === 3,
        )
      },
      { environment: { GALLEY_MODEL_TIMEOUT_SECONDS: '0.3' } },
    ))

  test('gives up after three tries, naming what happened', () =>
    withBench(scripted(500, 502, 503, 'ok'), async ({ generate, statuses }) => {
      await assert.rejects(generate(), { code: 'model_overloaded', message: /answered 503/ })
      assert.deepEqual(statuses(), ['error', 'error', 'error'])
    }))

  const final: [number, string, RegExp][] = [
    [401, 'model_credentials_refused', /MODEL_BASE_URL/],
    [404, 'model_not_found', /llama3/],
    [400, 'model_request_refused', /told to answer 400/],
  ]
  for (const [status, code, message] of final) {
    test(`${status} is not tried again`, () =>
      withBench(scripted(status, 'ok'), async ({ generate, statuses }) => {
        await assert.rejects(generate(), { code, message })
        assert.deepEqual(statuses(), ['error'])
      }))
  }

  test('an exhausted account is not a rate limit', () => {
    const script = [
      { kind: 'status' as const, status: 429, message: 'insufficient_quota' },
      'ok' as const,
    ]
    return withBench(scripted(...script), async ({ generate, statuses }) => {
      await assert.rejects(generate(), { code: 'model_quota_exhausted' })
      assert.deepEqual(statuses(), ['error'])
    })
  })

  test('a redirect is not followed, since it would carry the key along', async () => {
    const elsewhere = await startModelServer({ protocol: 'openai', answer: () => goodAnswer })
    const redirect = { kind: 'redirect', to: `${elsewhere.url}/chat/completions` } as const
    await withBench(scripted(redirect, redirect, redirect), async ({ generate }) => {
      await assert.rejects(generate(), { code: 'model_unreachable', message: /redirect/ })
    })
    assert.equal(elsewhere.requests.length, 0)
    await elsewhere.close()
  })

  test('a server that is not there', async () => {
    const bench = await openBench(scripted())
    await bench.close()
    await assert.rejects(bench.generate(), { code: 'model_unreachable', message: /ECONNREFUSED/ })
    assert.deepEqual(
      bench.meter.events.map(({ costMicros }) => costMicros),
      [0, 0, 0],
    )
  })
})

describe('rate limits', () => {
  test('one 429 holds the others back too', () =>
    withBench(
      scripted({ kind: 'rate-limited', retryAfterMs: 200 }),
      async ({ generate, meter }) => {
        const first = generate()
        await until(() => meter.events.length === 1)
        const others = Array.from({ length: 5 }, () => generate())
        await Promise.all([first, ...others])
        const waits = meter.events.slice(1).map(({ startedAt }) => startedAt.getTime())
        const limited = meter.events[0]!.startedAt.getTime()
        assert.equal(meter.events.length, 7)
        assert.ok(waits.every((at) => at - limited >= 195))
      },
    ))

  test('a wait beyond patience goes to the next model, or says how long', () =>
    withBench(
      scripted({ kind: 'rate-limited', retryAfterSeconds: 90 }),
      async ({ generate, statuses }) => {
        const expected = { code: 'model_rate_limited', message: /wait 9\d s/ }
        await assert.rejects(generate(), expected)
        await assert.rejects(generate(), expected)
        assert.deepEqual(statuses(), ['rate_limited'])
      },
    ))
})

describe('fallbacks', () => {
  test('are tried in order, and the answer says who gave it', () =>
    withBench(
      { openai: { script: [500, 500, 500] }, anthropic: { script: [401] }, compatible: {} },
      async ({ generate, meter }) => {
        const { model, usage } = await generate()
        assert.equal(model, 'compatible:llama3:8b')
        const trail = meter.events.map(({ provider, status }) => `${provider} ${status}`)
        assert.deepEqual(trail, [
          'openai error',
          'openai error',
          'openai error',
          'anthropic error',
          'compatible ok',
        ])
        assert.equal(usage.calls, 5)
        assert.deepEqual(usage.models, [...new Set(meter.events.map((event) => event.model))])
      },
    ))

  test('when all fail, the error tells what each did', () =>
    withBench(
      { openai: { script: [401] }, compatible: { script: ['empty', 'empty', 'empty'] } },
      async ({ generate }) => {
        await assert.rejects(generate(), {
          code: 'models_exhausted',
          message: /OPENAI_API_KEY.*llama3:8b gave an empty answer/,
        })
      },
    ))

  test('a named model goes first, then the fallbacks', () =>
    withBench(
      { openai: {}, anthropic: {}, compatible: { script: [404] } },
      async ({ generate }) => {
        const { model } = await generate({ model: 'compatible:llama3:8b' })
        assert.equal(model, 'anthropic:claude-haiku-5-5')
      },
    ))
})

describe('the circuit breaker', () => {
  test('opens after failures in a row, lets one probe through, closes on its success', () => {
    const settings = { attempts: 1, breaker: { threshold: 3, openMs: 150 } }
    return withBench(
      scripted(500, 500, 500, 500),
      async ({ generate, servers, statuses }) => {
        for (let index = 0; index < 3; index += 1) {
          await assert.rejects(generate(), { code: 'model_overloaded' })
        }
        const rests = { code: 'model_circuit_open', kind: 'unavailable' }
        await assert.rejects(generate(), rests)
        assert.equal(servers[0]!.requests.length, 3, 'nothing is sent while it is open')

        await sleep(170)
        await assert.rejects(generate(), { code: 'model_overloaded' })
        await assert.rejects(generate(), rests)
        assert.equal(servers[0]!.requests.length, 4, 'one probe, and open again')

        await sleep(170)
        const probes = await Promise.allSettled([generate(), generate(), generate()])
        assert.equal(probes.filter(({ status }) => status === 'fulfilled').length, 1)
        await Promise.all([generate(), generate()])
        assert.deepEqual(statuses(), ['error', 'error', 'error', 'error', 'ok', 'ok', 'ok'])
      },
      { settings },
    )
  })

  test('a probe that the caller aborts does not lock the model out', () => {
    const settings = { attempts: 1, breaker: { threshold: 1, openMs: 30 } }
    return withBench(
      scripted(500, 'hang'),
      async ({ generate, servers }) => {
        await assert.rejects(generate(), { code: 'model_overloaded' })
        await sleep(40)
        const caller = new AbortController()
        const probe = generate({ signal: caller.signal })
        await until(() => servers[0]!.requests.length === 2)
        caller.abort()
        await assert.rejects(probe, { kind: 'cancelled' })
        assert.deepEqual((await generate()).output, goodAnswer)
      },
      { settings },
    )
  })
})

describe('abort', () => {
  for (const provider of providers) {
    test(`${provider}: closes the upstream socket, is metered, and is not tried elsewhere`, () =>
      withBench({ [provider]: { script: ['hang'] } }, async ({ generate, servers, statuses }) => {
        const caller = new AbortController()
        const call = generate({ signal: caller.signal })
        await until(() => servers[0]!.requests.length === 1)
        caller.abort()
        await assert.rejects(call, { code: 'model_aborted', kind: 'cancelled' })
        await until(() => servers[0]!.requests[0]!.isAbandoned)
        assert.deepEqual(statuses(), ['aborted'])
        assert.equal(servers[0]!.requests.length, 1)
      }))
  }

  test('ends a wait between tries, and a call that has not begun', () =>
    withBench(
      scripted({ kind: 'rate-limited', retryAfterSeconds: 20 }),
      async ({ generate, statuses }) => {
        const caller = new AbortController()
        const call = generate({ signal: caller.signal })
        await until(() => statuses().length === 1)
        caller.abort()
        await assert.rejects(call, { kind: 'cancelled' })
        await assert.rejects(generate({ signal: caller.signal }), { kind: 'cancelled' })
        assert.deepEqual(statuses(), ['rate_limited'])
      },
    ))
})

describe('configuration', () => {
  test('without a price the cost is unknown, never nothing', () =>
    withBench(
      { compatible: {} },
      async ({ generate, meter, models }) => {
        const { usage } = await generate()
        assert.equal(usage.costMicros, null)
        assert.deepEqual(meter.reserved, [null])
        assert.equal(meter.events[0]!.costMicros, null)
        assert.ok(meter.events[0]!.inputTokens! > 0)
        const { ctx } = createCallContext()
        const estimate = await models.estimate(ctx, { prompt: titlePrompt, input: titleInput })
        assert.equal(estimate.costMicros, null)
      },
      { environment: { GALLEY_MODEL_PRICES: '' } },
    ))

  test('what cannot work is said at the start, with the variable to set', async () => {
    const isolation = await createIsolation({ driver: 'in-process' })
    const open = (environment: Record<string, string>) => {
      const config = readConfig(environment)
      return createModels({ config, meter: createLedger(), isolation, logger: silentLogger })
    }
    assert.throws(() => open({ GALLEY_MODEL: 'nobody:model' }), { code: 'model_unknown' })
    assert.throws(() => open({ GALLEY_MODEL: 'openai:gpt-6-luna' }), { message: /OPENAI_API_KEY/ })
    assert.throws(() => open({ GALLEY_MODEL_FALLBACKS: 'compatible:x' }), {
      message: /MODEL_BASE_URL/,
    })
    assert.throws(() => open({ GALLEY_MODEL_PRICES: '{"a": 1}' }), { code: 'model_prices_invalid' })
    const { ctx } = createCallContext()
    const standardOf = async (environment: Record<string, string>) =>
      (await open(environment).list(ctx))[0]!.id
    assert.equal(await standardOf({ OPENAI_API_KEY: 'k' }), 'openai:gpt-6.1-terra')
    assert.equal(await standardOf({ ANTHROPIC_API_KEY: 'k' }), 'anthropic:claude-sonnet-5-5')
    const models = open({ MODEL_BASE_URL: 'http://localhost:11434/v1' })
    await assert.rejects(
      models.generate(ctx, {
        prompt: titlePrompt,
        input: titleInput,
        model: 'openai:gpt-6-luna',
      }),
      { code: 'model_not_configured' },
    )
    assert.deepEqual(
      (await models.list(ctx)).map(({ id, isDefault }) => [id, isDefault]),
      [['embedded:extractive', true]],
    )
  })
})

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits for something that another process or socket does, as long as the test runner lets it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

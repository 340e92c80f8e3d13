import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ScriptEntry } from '../../../fakes/models/index.ts'
import { createCallContext } from './fixtures/ledger.ts'
import { goodAnswer, openBench, titleInput, titlePrompt } from './fixtures/open-models.ts'
import type { Bench } from './fixtures/open-models.ts'
import { estimateTokens } from './tokens.ts'

const providers = ['openai', 'anthropic', 'compatible'] as const
const title =
  'Bees 🐝 dance: 蜜蜂 in circles, and in figures of eight, while others watch and learn.'
const answer = { ...goodAnswer, title }
const prompt = { ...titlePrompt, shows: { property: 'title' } }

interface Told {
  deltas: string[]
  signal?: AbortSignal
  onDelta?: (text: string) => void | Promise<void>
}

function stream({ models }: Bench, told: Told = { deltas: [] }) {
  const { ctx } = createCallContext(told.signal && { signal: told.signal })
  return models.stream(ctx, {
    prompt,
    input: titleInput,
    async onDelta(text) {
      told.deltas.push(text)
      await told.onDelta?.(text)
    },
  })
}

async function withBench(
  servers: Parameters<typeof openBench>[0],
  work: (bench: Bench) => Promise<void>,
  options?: Parameters<typeof openBench>[1],
): Promise<void> {
  const told = Object.entries(servers).map(([name, server]) => [
    name,
    { answer: () => answer, ...server },
  ])
  const bench = await openBench(Object.fromEntries(told), options)
  try {
    await work(bench)
    assert.equal(bench.meter.open.size, 0, 'every reservation is settled')
  } finally {
    await bench.close()
  }
}

for (const provider of providers) {
  const withScript = (...script: ScriptEntry[]) => ({ [provider]: { script, cachedTokens: 3 } })

  describe(`a streamed answer of ${provider}`, () => {
    test('is shown as it comes, and settled by the tokens that the provider counts', () =>
      withBench(withScript(), async (bench) => {
        const told: Told = { deltas: [] }
        const { output } = await stream(bench, told)
        assert.deepEqual(output, answer)
        assert.equal(told.deltas.join(''), title)
        assert.ok(told.deltas.length > 2)
        const [event] = bench.meter.events
        assert.equal(event!.status, 'ok')
        assert.equal(event!.cachedTokens, 3)
        assert.equal(event!.outputTokens, Math.ceil(JSON.stringify(answer).length / 4))
        assert.equal(bench.servers[0]!.requests[0]!.question.isStream, true)
        assert.ok(bench.servers[0]!.requests[0]!.question.schema)
      }))

    test('is whole though its pieces cut characters', () =>
      withBench(withScript('stream-split'), async (bench) => {
        const told: Told = { deltas: [] }
        assert.deepEqual((await stream(bench, told)).output, answer)
        assert.equal(told.deltas.join(''), title)
      }))

    test('is tried again when it is refused, or dropped before its first word', () =>
      withBench(withScript({ kind: 'rate-limited', retryAfterMs: 5 }, 503, 'ok'), async (bench) => {
        const told: Told = { deltas: [] }
        assert.deepEqual((await stream(bench, told)).output, answer)
        assert.equal(told.deltas.join(''), title)
        assert.deepEqual(bench.statuses(), ['rate_limited', 'error', 'ok'])
      }))

    const midway: [ScriptEntry, string, string][] = [
      ['cut-body', 'model_answer_broken', 'error'],
      ['stream-end', 'model_answer_broken', 'error'],
      ['stream-malformed', 'model_answer_broken', 'error'],
      ['stream-stall', 'model_stalled', 'timeout'],
    ]
    for (const [behaviour, code, status] of midway) {
      test(`${String(behaviour)}: not begun again, said, and settled with what had come`, () =>
        withBench(
          withScript(behaviour),
          async (bench) => {
            const told: Told = { deltas: [] }
            await assert.rejects(
              stream(bench, told),
              (error: { code: string; details: object }) => {
                assert.equal(error.code, code)
                assert.equal('isFinal' in error.details, true)
                return true
              },
            )
            const shown = told.deltas.join('')
            assert.ok(shown.length > 0 && title.startsWith(shown))
            assert.deepEqual(bench.statuses(), [status])
            const [event] = bench.meter.events
            assert.ok(event!.outputTokens! >= estimateTokens(shown))
            assert.ok(event!.inputTokens! > 0 && event!.costMicros! > 0)
          },
          behaviour === 'stream-stall' ? { settings: { stallMs: 60 } } : {},
        ))
    }

    test('ends at once when its caller gives up, and is settled with what had come', () =>
      withBench(withScript({ kind: 'stream-slow', everyMs: 10 }), async (bench) => {
        const caller = new AbortController()
        const told: Told = {
          deltas: [],
          signal: caller.signal,
          onDelta: () => caller.abort(),
        }
        await assert.rejects(stream(bench, told), { code: 'model_aborted', kind: 'cancelled' })
        await until(() => bench.servers[0]!.requests[0]!.isAbandoned)
        const [event] = bench.meter.events
        assert.equal(event!.status, 'aborted')
        assert.ok(event!.outputTokens! > 0 && event!.costMicros! > 0)
        assert.ok(event!.costMicros! <= bench.meter.reserved[0]!)
        assert.equal(told.deltas.length, 1)
      }))
  })
}

describe('a streamed answer', () => {
  test('that counts no tokens is counted by what went over the wire', () =>
    withBench({ compatible: { script: ['stream-without-usage'] } }, async (bench) => {
      await stream(bench)
      const [event] = bench.meter.events
      assert.equal(event!.outputTokens, estimateTokens(JSON.stringify(answer)))
      assert.ok(event!.costMicros! > 0)
    }))

  test('may be slow for longer than a silence may last', () =>
    withBench(
      { compatible: { script: [{ kind: 'stream-slow', everyMs: 60 }] } },
      async (bench) => assert.deepEqual((await stream(bench)).output, answer),
      { settings: { stallMs: 400 } },
    ))

  test('that is wrong is put right in silence', () =>
    withBench({ compatible: { script: ['schema-violation', 'ok'] } }, async (bench) => {
      const told: Told = { deltas: [] }
      assert.deepEqual((await stream(bench, told)).output, answer)
      assert.deepEqual(bench.statuses(), ['invalid_output', 'ok'])
      assert.equal(told.deltas.join(''), title, 'nothing of the wrong one could be shown')
    }))

  test('does not go to another model once it has begun, and does before', async () => {
    await withBench({ openai: { script: ['stream-end'] }, compatible: {} }, async (bench) => {
      await assert.rejects(stream(bench), { code: 'model_answer_broken' })
      assert.equal(bench.servers[1]!.requests.length, 0)
    })
    await withBench({ openai: { script: [401] }, compatible: {} }, async (bench) => {
      assert.equal((await stream(bench)).model, 'compatible:llama3:8b')
    })
  })

  test('waits for whoever listens', () => {
    const filler = 'Much to tell, and nobody to hear it. '.repeat(20_000)
    return withBench(
      { compatible: { answer: () => ({ ...answer, title: filler }) } },
      async (bench) => {
        const told: Told = { deltas: [] }
        const gate = Promise.withResolvers<void>()
        const call = stream(bench, { ...told, onDelta: () => gate.promise })
        await until(() => bench.servers[0]!.requests.length === 1)
        await sleep(200)
        assert.equal(bench.servers[0]!.requests[0]!.isAnswered, false, 'the server is held back')
        gate.resolve()
        assert.equal((await call).output.title, filler)
      },
    )
  })
})

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits for something that another socket does, as long as the test runner lets it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ScriptEntry } from '../../../fakes/models/index.ts'
import { goodAnswer, openBench, titleInput, titlePrompt } from './fixtures/open-models.ts'
import { readAnswer } from './repair.ts'

const read = (text: string, isCutOff = false) =>
  readAnswer(titlePrompt, titleInput, { text, isCutOff })

describe('repair by rule', () => {
  const good = JSON.stringify(goodAnswer)
  const repaired: [string, string][] = [
    ['a code fence', `\`\`\`json\n${good}\n\`\`\``],
    ['prose around it', `Here is the JSON you asked for:\n${good}\nI hope this helps!`],
    ['a trailing comma', '{"title": "Bees dance", "score": 7, "tags": ["bees",],}'],
    ['single quotes and bare keys', `{title: 'Bees dance', score: 7, tags: ['bees']}`],
    ['missing brackets at the end', '{"title": "Bees dance", "score": 7, "tags": ["bees"'],
    ['an open code fence', `\`\`\`json\n${good}`],
    ['a number in quotes', '{"title": "Bees dance", "score": "7", "tags": ["bees"]}'],
    ['one thing for a list', '{"title": "Bees dance", "score": 7, "tags": "bees"}'],
    ['Python words', `{'title': 'Bees dance', 'score': 7, 'tags': ['bees'], 'more': None}`],
  ]
  for (const [name, text] of repaired) {
    test(name, async () =>
      assert.deepEqual(await read(text), { isValid: true, output: goodAnswer }),
    )
  }

  test('never completes an answer that breaks off inside a text', async () => {
    for (const text of ['{"title": "Bees dance", "score": 7, "tags": ["be', '{"title": "Bees da']) {
      const reading = await read(text)
      assert.equal(!reading.isValid && reading.code.code, 'model_output_truncated')
    }
    const limited = await read('{"title": "Bees dance", "score": 7, "tags": ["bees"', true)
    assert.equal(limited.isValid, false, 'the limit of tokens may have taken the rest of the list')
    assert.equal((await read(good, true)).isValid, true)
  })

  test('names every problem by its place', async () => {
    const reading = await read('{"title": "", "score": 2.5, "tags": [[], 4]}')
    assert.ok(!reading.isValid)
    assert.match(reading.problems.join('\n'), /^\/title: .*\n\/score: .*\n\/tags\/0: /)
  })

  test('does not guess at content', async () => {
    for (const text of ['null', '[]', '"Bees"', '{"title": "Bees", "score": "many", "tags": []}']) {
      assert.equal((await read(text)).isValid, false, text)
    }
  })
})

describe('asking again', () => {
  async function run(
    script: ScriptEntry[],
    work: (bench: Awaited<ReturnType<typeof openBench>>) => Promise<void>,
  ) {
    const bench = await openBench({ compatible: { script } })
    try {
      await work(bench)
      assert.equal(bench.meter.open.size, 0)
    } finally {
      await bench.close()
    }
  }

  const recovering: [string, ScriptEntry][] = [
    ['JSON beyond repair', 'malformed-json'],
    ['another shape', 'schema-violation'],
    ['an empty answer', 'empty'],
    ['what the prompt checks', { kind: 'text', text: '{"title":"Bees","score":99,"tags":[]}' }],
  ]
  for (const [name, behaviour] of recovering) {
    test(name, () =>
      run([behaviour, 'ok'], async ({ generate, statuses, meter }) => {
        assert.deepEqual((await generate()).output, goodAnswer)
        assert.deepEqual(statuses(), ['invalid_output', 'ok'])
        assert.ok(meter.events[0]!.costMicros! > 0, 'a wrong answer is paid for')
      }),
    )
  }

  test('shows the model its answer and what is wrong with it', () =>
    run(
      [{ kind: 'text', text: '{"title":"Bees","score":99,"tags":[]}' }],
      async ({ generate, servers }) => {
        await generate()
        const roles = servers[0]!.requests[1]!.question.messages.map(({ role }) => role)
        assert.deepEqual(roles, ['user', 'assistant', 'user'])
        const { prompt } = servers[0]!.requests[1]!.question
        assert.match(prompt, /score is 99, but must be at most 10/)
      },
    ))

  test('an answer cut off at its limit gets more room', () =>
    run(['cut-off'], async ({ generate, servers, statuses }) => {
      assert.deepEqual((await generate()).output, goodAnswer)
      assert.deepEqual(statuses(), ['invalid_output', 'ok'])
      const limits = servers[0]!.requests.map(({ question }) => question.maxOutputTokens)
      assert.deepEqual(limits, [1000, 2000])
    }))

  test('stops after two corrections, with the problems in the error', () =>
    run(['schema-violation', 'schema-violation', 'schema-violation', 'ok'], async (bench) => {
      await assert.rejects(bench.generate(), {
        code: 'model_output_invalid',
        kind: 'unavailable',
        message: /test\.title@1 in 3 tries: \/title/,
      })
      assert.equal(bench.meter.events.length, 3)
    }))

  test('five megabytes are cut off at two, and not asked for again', () =>
    run(['huge', 'ok'], async ({ generate, statuses, servers }) => {
      await assert.rejects(generate(), { code: 'model_answer_too_large', message: /2000000 bytes/ })
      assert.deepEqual(statuses(), ['invalid_output'])
      assert.equal(servers[0]!.requests.length, 1)
    }))
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { generateText, Output, streamText } from 'ai'
import { z } from 'zod'
import { startModelServer } from './index.ts'

const servers = {
  openai: await startModelServer({ protocol: 'openai', cachedTokens: 3 }),
  anthropic: await startModelServer({ protocol: 'anthropic', cachedTokens: 3 }),
}
after(() => Promise.all(Object.values(servers).map((server) => server.close())))

const openai = createOpenAI({ apiKey: 'test', baseURL: servers.openai.url })
const anthropic = createAnthropic({ apiKey: 'test', baseURL: servers.anthropic.url })
const compatible = createOpenAICompatible({
  name: 'compatible',
  baseURL: servers.openai.url,
  includeUsage: true,
  supportsStructuredOutputs: true,
})
const models: Record<string, LanguageModelV4> = {
  'chat completions': compatible('llama3'),
  responses: openai.responses('gpt-6-luna'),
  'messages with a schema': anthropic('claude-haiku-5-5'),
  'messages with a tool': anthropic('claude-3-haiku-20240307'),
}

const Outline = z.object({
  title: z.string().min(1).max(60),
  kind: z.enum(['talk', 'article']),
  isLong: z.boolean(),
  sections: z
    .array(
      z.object({
        heading: z.string().min(3),
        segmentIds: z.array(z.string()).min(2).max(4),
        minutes: z.int().min(1).max(90),
        speaker: z.string().nullable(),
        link: z.union([z.object({ href: z.url() }), z.null()]),
      }),
    )
    .min(2),
})
const prompt =
  'src_01KB2Q0ZJ8E1Z9V5M3T7X6W4RY.0: Bees dance to show the way to flowers. ' +
  'src_01KB2Q0ZJ8E1Z9V5M3T7X6W4RY.1: The angle tells the direction, and the length the distance.'

describe('the model server, spoken to by the SDK', () => {
  for (const [name, model] of Object.entries(models)) {
    test(`${name}: a plausible object, the same every time, whole and streamed`, async () => {
      const ask = { model, prompt, output: Output.object({ schema: Outline }), maxRetries: 0 }
      const whole = await generateText(ask)
      const streamed = streamText(ask)
      const parts = await Array.fromAsync(streamed.textStream)
      const segmentIds = whole.output.sections.flatMap((section) => section.segmentIds)
      assert.ok(segmentIds.every((id) => prompt.includes(id)))
      assert.deepEqual(await streamed.output, whole.output)
      assert.ok(parts.length > 1)
      for (const usage of [whole.usage, await streamed.usage]) {
        assert.ok(usage.inputTokens! > 20 && usage.outputTokens! > 20)
        assert.equal(usage.inputTokenDetails.cacheReadTokens, 3)
      }
    })
  }

  test('errors are worded as each provider words them', async () => {
    const expected: [LanguageModelV4, keyof typeof servers, number, RegExp][] = [
      [models['responses']!, 'openai', 401, /told to answer 401/],
      [models['chat completions']!, 'openai', 503, /told to answer 503/],
      [models['messages with a schema']!, 'anthropic', 529, /told to answer 529/],
    ]
    for (const [model, server, status, message] of expected) {
      servers[server].enqueue(status)
      await assert.rejects(generateText({ model, prompt: 'Hello.', maxRetries: 0 }), {
        statusCode: status,
        message,
      })
    }
  })

  test('counts what it was asked, and what it answered', async () => {
    const server = await startModelServer({ protocol: 'openai', script: [500] })
    const provider = createOpenAI({ apiKey: 'test', baseURL: server.url })
    const ask = { model: provider('gpt-6-luna'), prompt: 'Hello.', maxRetries: 0 }
    await assert.rejects(generateText(ask))
    await generateText(ask)
    await generateText({ ...ask, prompt: 'Good bye.' })
    assert.deepEqual([...server.calls.values()], [2, 1])
    assert.deepEqual(
      server.requests.map(({ isAnswered }) => isAnswered),
      [false, true, true],
    )
    await server.close()
  })
})

test('runs as a process, and reports its counts over HTTP', async () => {
  const main = new URL('./main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, '--port', '0', '--script', '429,ok'])
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString()) as { url: string }
  const model = createOpenAI({ apiKey: 'test', baseURL: url })('gpt-6-luna')
  await assert.rejects(generateText({ model, prompt: 'Hello.', maxRetries: 0 }), {
    statusCode: 429,
  })
  await generateText({ model, prompt: 'Hello.', maxRetries: 0 })
  const report = await (await fetch(new URL('/calls', url))).json()
  assert.deepEqual([report.total, report.answered], [2, 1])
  assert.deepEqual(Object.values(report.byKey), [2])
  child.kill('SIGTERM')
  await once(child, 'exit')
})

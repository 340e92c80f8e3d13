import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
} from '@ai-sdk/provider'
import type { ModelCall, ModelDriver } from '../driver.ts'

/** Room for the longest talk with its sentence graph. */
const MEMORY_MB = 512

/**
 * The built-in writer: it does a prompt's task from the source's own words, by the prompt's
 * `extract` module, apart from the main thread. It costs nothing and gives the same answer twice.
 */
export const embeddedDriver: ModelDriver = {
  id: 'embedded',
  settings: 'nothing',
  configured: () => ({}),
  defaultModel: 'extractive',
  isExtractive: true,
  create: async () => (modelId, call) => createExtractiveModel(modelId, call),
}

function createExtractiveModel(modelId: string, call: ModelCall): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'embedded',
    modelId,
    supportedUrls: {},
    doGenerate: (options) => extract(call, options),
    doStream: async (options) => ({ stream: streamOf(await extract(call, options)) }),
  }
}

async function extract(
  call: ModelCall,
  options: LanguageModelV4CallOptions,
): Promise<LanguageModelV4GenerateResult> {
  const output = await call.isolation.run<unknown>({ module: call.prompt.extract! }, call.input, {
    timeoutMs: call.timeoutMs,
    memoryMb: MEMORY_MB,
    ...(options.abortSignal && { signal: options.abortSignal }),
  })
  const text = JSON.stringify(output)
  const inputWords = countWords(JSON.stringify(call.input))
  const outputWords = countWords(text)
  return {
    content: [{ type: 'text', text }],
    finishReason: { unified: 'stop', raw: undefined },
    usage: {
      inputTokens: { total: inputWords, noCache: inputWords, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: outputWords, text: outputWords, reasoning: 0 },
    },
    warnings: [],
  }
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

type Stream = Awaited<ReturnType<LanguageModelV4['doStream']>>['stream']

function streamOf(result: LanguageModelV4GenerateResult): Stream {
  const [part] = result.content
  const text = part?.type === 'text' ? part.text : ''
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ type: 'stream-start', warnings: [] })
      controller.enqueue({ type: 'text-start', id: '0' })
      controller.enqueue({ type: 'text-delta', id: '0', delta: text })
      controller.enqueue({ type: 'text-end', id: '0' })
      controller.enqueue({ type: 'finish', usage: result.usage, finishReason: result.finishReason })
      controller.close()
    },
  })
}

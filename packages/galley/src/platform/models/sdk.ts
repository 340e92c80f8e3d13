import type { JSONSchema7, LanguageModelV4 } from '@ai-sdk/provider'
import type * as Sdk from 'ai'
import type { ProviderOptions } from './driver.ts'
import type { Question } from './question.ts'

/** What the SDK made of a provider's answer. */
export interface SdkAnswer {
  text: string
  /** It stopped at the limit of output tokens, not at its end. */
  isCutOff: boolean
  usage: {
    inputTokens: number | undefined
    outputTokens: number | undefined
    cachedTokens: number | undefined
    cacheWriteTokens: number | undefined
  }
}

/** The SDK takes 160 ms to load, so it is loaded by the first call, once. */
let loading: Promise<typeof Sdk> | undefined

function loadSdk(): Promise<typeof Sdk> {
  ;(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false
  loading ??= import('ai')
  return loading
}

/**
 * One request to one model, without the SDK's own retries: each attempt is a usage event of ours.
 * The text comes back as it is, since reading and repairing it is ours too.
 */
export async function callSdk(options: {
  model: LanguageModelV4
  question: Question
  hasSchema: boolean
  providerOptions: ProviderOptions
  signal: AbortSignal
}): Promise<SdkAnswer> {
  const { generateText, jsonSchema, Output } = await loadSdk()
  const { question, providerOptions } = options
  const format = options.hasSchema
    ? Output.object({ schema: jsonSchema(question.schema as JSONSchema7), name: 'answer' })
    : Output.json()
  let chosen: string | undefined
  const result = await generateText({
    model: options.model,
    instructions: question.instructions,
    messages: question.messages,
    maxOutputTokens: question.maxOutputTokens,
    maxRetries: 0,
    providerOptions,
    abortSignal: options.signal,
    output: {
      ...format,
      async parseCompleteOutput({ text }: { text: string }) {
        chosen = text
        return text
      },
    },
  })
  const { usage } = result
  return {
    text: chosen ?? result.text,
    isCutOff: result.finishReason === 'length',
    usage: {
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      cachedTokens: usage.inputTokenDetails.cacheReadTokens,
      cacheWriteTokens: usage.inputTokenDetails.cacheWriteTokens,
    },
  }
}

import type { JSONSchema7, LanguageModelV4, LanguageModelV4Prompt } from '@ai-sdk/provider'
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

/**
 * One request to one model. The provider packages of the AI SDK are asked directly: retries,
 * reading and repairing are ours, and what `generateText` adds would only stand in between.
 */
export async function callSdk(options: {
  model: LanguageModelV4
  question: Question
  hasSchema: boolean
  providerOptions: ProviderOptions
  signal: AbortSignal
}): Promise<SdkAnswer> {
  const { question, providerOptions, signal } = options
  const schema = question.schema as JSONSchema7
  const result = await options.model.doGenerate({
    prompt: toPrompt(question),
    maxOutputTokens: question.maxOutputTokens,
    responseFormat: { type: 'json', ...(options.hasSchema && { schema, name: 'answer' }) },
    providerOptions,
    abortSignal: signal,
  })
  const texts = result.content.map((part) => (part.type === 'text' ? part.text : ''))
  const { inputTokens, outputTokens } = result.usage
  return {
    text: result.structuredOutputText ?? texts.join(''),
    isCutOff: result.finishReason.unified === 'length',
    usage: {
      inputTokens: inputTokens.total,
      outputTokens: outputTokens.total,
      cachedTokens: inputTokens.cacheRead,
      cacheWriteTokens: inputTokens.cacheWrite,
    },
  }
}

function toPrompt({ instructions, messages }: Question): LanguageModelV4Prompt {
  return [
    { role: 'system', content: instructions },
    ...messages.map(({ role, content }) => ({
      role,
      content: [{ type: 'text' as const, text: content }],
    })),
  ]
}

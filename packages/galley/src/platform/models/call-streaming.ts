import type {
  JSONSchema7,
  LanguageModelV4,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider'
import type { ProviderOptions } from './driver.ts'
import type { Exchange } from './exchange.ts'
import type { Question } from './question.ts'
import type { SdkAnswer } from './sdk.ts'
import { createTextFinder } from './shown-text.ts'
import type { AnswerPath } from './shown-text.ts'

/** Which strings of an answer people see while it is written. */
export interface ShownProperty {
  /** The strings that are values of this property, wherever it stands. */
  property: string
  /** What is put between the end of one and the beginning of the next. Default: nothing. */
  between?(previous: AnswerPath, next: AnswerPath): string
}

/** How far a streamed answer has come. Kept by the caller, since it matters most when it breaks. */
export interface Heard {
  /** The provider has begun to answer, so it will charge for it. */
  isOpen: boolean
  text: string
  /** Something was shown: to begin again would say it twice. */
  isShown: boolean
  /** Nothing came for too long. */
  isStalled: boolean
}

export const newHeard = (): Heard => ({
  isOpen: false,
  text: '',
  isShown: false,
  isStalled: false,
})

export interface StreamingCall {
  model: LanguageModelV4
  question: Question
  hasSchema: boolean
  providerOptions: ProviderOptions
  signal: AbortSignal
  exchange: Exchange
  heard: Heard
  shows: ShownProperty | undefined
  /** Awaited: a slow listener slows the provider down. */
  onDelta: (text: string) => void | Promise<void>
  /** The longest time without a byte in the middle of an answer. */
  stallMs: number
  onStall: () => void
}

/**
 * The same request as `callSdk`, read while it is written. Speaks to the provider's part of the SDK
 * itself, which hands its stream on piece by piece: nothing is buffered that nobody asked for.
 *
 * @throws whatever breaks the stream off, also when it ends without saying that it is at its end.
 */
export async function callStreaming(call: StreamingCall): Promise<SdkAnswer> {
  const { question, heard } = call
  const { stream } = await call.model.doStream({
    prompt: [
      { role: 'system', content: question.instructions },
      ...question.messages.map(({ role, content }) => ({
        role,
        content: [{ type: 'text' as const, text: content }],
      })),
    ],
    maxOutputTokens: question.maxOutputTokens,
    responseFormat: {
      type: 'json',
      ...(call.hasSchema && { schema: question.schema as JSONSchema7, name: 'answer' }),
    },
    providerOptions: call.providerOptions,
    abortSignal: call.signal,
  })
  heard.isOpen = true
  const reader = stream.getReader()
  const show = createShow(call)
  let finish: Extract<LanguageModelV4StreamPart, { type: 'finish' }> | null = null
  try {
    for (;;) {
      const { done, value: part } = await untilStalled(reader.read(), call)
      call.signal.throwIfAborted()
      if (done) break
      if (part.type === 'error') throw asError(part.error)
      if (part.type === 'finish') finish = part
      if (part.type !== 'text-delta') continue
      heard.text += part.delta
      await show(part.delta)
    }
  } catch (error) {
    // Closes the socket, so that the provider stops to write.
    void reader.cancel().catch(() => undefined)
    throw error
  }
  if (!finish || isBroken(finish.finishReason)) throw new Error('the answer ended before its end')
  const { inputTokens, outputTokens } = finish.usage
  return {
    text: heard.text,
    isCutOff: finish.finishReason.unified === 'length',
    usage: {
      inputTokens: inputTokens.total,
      outputTokens: outputTokens.total,
      cachedTokens: inputTokens.cacheRead,
      cacheWriteTokens: inputTokens.cacheWrite,
    },
  }
}

/** Without a reason it did not stop: the connection just ended, as a proxy does it. */
function isBroken({ unified, raw }: LanguageModelV4FinishReason): boolean {
  return unified === 'interrupted' || unified === 'error' || (unified === 'other' && !raw)
}

/** Hands on what the answer says that people may see, with what belongs between its strings. */
function createShow({ shows, heard, onDelta }: StreamingCall) {
  if (!shows) return () => undefined
  const finder = createTextFinder(shows.property)
  let last: AnswerPath | null = null
  return async (piece: string): Promise<void> => {
    let text = ''
    for (const found of finder.push(piece)) {
      if (last && last.join('/') !== found.path.join('/')) {
        text += shows.between?.(last, found.path) ?? ''
      }
      last = found.path
      text += found.text
    }
    if (text === '') return
    heard.isShown = true
    await onDelta(text)
  }
}

/** Waits for the next part as long as bytes come, be it only signs of life. */
async function untilStalled<T>(work: Promise<T>, call: StreamingCall): Promise<T> {
  const { exchange, stallMs, heard } = call
  let received = exchange.receivedBytes
  let timer: ReturnType<typeof setTimeout> | undefined
  const stalled = new Promise<never>((_, reject) => {
    const look = () => {
      if (exchange.receivedBytes === received) {
        heard.isStalled = true
        call.onStall()
        reject(new Error(`nothing came for ${stallMs / 1000} s`))
        return
      }
      received = exchange.receivedBytes
      timer = setTimeout(look, stallMs)
    }
    timer = setTimeout(look, stallMs)
  })
  try {
    return await Promise.race([work, stalled])
  } finally {
    clearTimeout(timer)
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error
    ? error
    : new Error(typeof error === 'string' ? error : JSON.stringify(error))

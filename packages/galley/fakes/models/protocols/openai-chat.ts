import { pieces, schemaInWords, textOf } from '../question.ts'
import type { ModelAnswer, ModelQuestion, Protocol } from '../question.ts'

type Json = Record<string, unknown>

/** OpenAI chat completions: https://developers.openai.com/api/reference/resources/chat */
export const openaiChat: Protocol = {
  path: '/chat/completions',
  read(body) {
    const all = body['messages'] as Json[]
    const messages = all.map((message) => ({
      role: String(message['role']),
      content: textOf(message['content']),
    }))
    const isInstruction = (role: string) => role === 'system' || role === 'developer'
    const instructions = messages
      .filter(({ role }) => isInstruction(role))
      .map(({ content }) => content)
      .join('\n')
    const format = body['response_format'] as Json | undefined
    const schema = (format?.['json_schema'] as Json | undefined)?.['schema'] as Json | undefined
    const maximum = body['max_completion_tokens'] ?? body['max_tokens']
    return {
      api: 'chat',
      model: String(body['model']),
      instructions,
      prompt: messages.findLast(({ role }) => role === 'user')?.content ?? '',
      messages: messages.filter(({ role }) => !isInstruction(role)),
      schema: schema ?? (format ? schemaInWords(instructions) : null),
      isStream: body['stream'] === true,
      tool: null,
      maxOutputTokens: typeof maximum === 'number' ? maximum : null,
      includeUsage: (body['stream_options'] as Json | undefined)?.['include_usage'] === true,
      body,
    }
  },
  write: (question, answer) => ({
    ...envelope(question, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.text, refusal: null },
        logprobs: null,
        finish_reason: finishReason(answer),
      },
    ],
    usage: usage(answer),
  }),
  stream(question, answer) {
    const chunk = (delta: Json, reason: string | null = null) => ({
      data: {
        ...envelope(question, 'chat.completion.chunk'),
        choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
      },
    })
    return [
      chunk({ role: 'assistant', content: '' }),
      ...pieces(answer.text).map((content) => chunk({ content })),
      chunk({}, finishReason(answer)),
      ...(question.includeUsage
        ? [
            {
              data: {
                ...envelope(question, 'chat.completion.chunk'),
                choices: [],
                usage: usage(answer),
              },
            },
          ]
        : []),
      { data: '[DONE]' },
    ]
  },
  error: openaiError,
  limits: openaiLimits,
}

export function openaiError(status: number, message: string): unknown {
  const types: Record<number, string> = {
    400: 'invalid_request_error',
    401: 'invalid_request_error',
    404: 'invalid_request_error',
    429: 'rate_limit_exceeded',
  }
  const type = types[status] ?? 'server_error'
  return { error: { message, type, param: null, code: status === 429 ? type : null } }
}

export function openaiLimits(remaining: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': '120ms',
  }
}

function envelope(question: ModelQuestion, object: string): Json {
  return { id: 'chatcmpl-fake', object, created: 1_790_000_000, model: question.model }
}

function finishReason(answer: ModelAnswer): string {
  return answer.isCutOff ? 'length' : 'stop'
}

function usage(answer: ModelAnswer): Json {
  return {
    prompt_tokens: answer.inputTokens,
    completion_tokens: answer.outputTokens,
    total_tokens: answer.inputTokens + answer.outputTokens,
    prompt_tokens_details: { cached_tokens: answer.cachedTokens },
    completion_tokens_details: { reasoning_tokens: 0 },
  }
}

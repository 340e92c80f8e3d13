import { pieces, schemaInWords, textOf } from '../question.ts'
import type { ModelAnswer, ModelQuestion, Protocol, StreamEvent } from '../question.ts'

type Json = Record<string, unknown>

/** Anthropic messages: https://platform.claude.com/docs/en/api/messages */
export const anthropicMessages: Protocol = {
  path: '/messages',
  read(body) {
    const messages = (body['messages'] as Json[]).map((message) => ({
      role: String(message['role']),
      content: textOf(message['content']),
    }))
    const instructions = textOf(body['system'])
    const choice = body['tool_choice'] as Json | undefined
    const tools = (body['tools'] as Json[] | undefined) ?? []
    const isForced = choice?.['type'] === 'tool' || choice?.['type'] === 'any'
    const tool = isForced
      ? (tools.find(({ name }) => name === choice['name']) ?? tools[0])
      : undefined
    const config = body['output_config'] as Json | undefined
    const format = (config?.['format'] ?? body['output_format']) as Json | undefined
    const schema = (tool?.['input_schema'] ?? format?.['schema']) as Json | undefined
    return {
      api: 'messages',
      model: String(body['model']),
      instructions,
      prompt: messages.findLast(({ role }) => role === 'user')?.content ?? '',
      messages,
      schema: schema ?? schemaInWords(instructions),
      isStream: body['stream'] === true,
      tool: tool ? String(tool['name']) : null,
      maxOutputTokens: Number(body['max_tokens']),
      includeUsage: true,
      body,
    }
  },
  write: (question, answer) => ({
    ...message(question, answer),
    content: [contentBlock(question, answer)],
    stop_reason: stopReason(question, answer),
    usage: usage(answer),
  }),
  stream(question, answer) {
    const start = {
      ...message(question, answer),
      content: [],
      stop_reason: null,
      usage: { ...usage(answer), output_tokens: 1 },
    }
    const isTool = question.tool !== null
    const block = isTool
      ? { type: 'tool_use', id: 'toolu_fake', name: question.tool, input: {} }
      : { type: 'text', text: '' }
    const delta = (piece: string) =>
      isTool
        ? { type: 'input_json_delta', partial_json: piece }
        : { type: 'text_delta', text: piece }
    const events: [string, Json][] = [
      ['message_start', { message: start }],
      ['content_block_start', { index: 0, content_block: block }],
      ...pieces(answer.text).map((piece): [string, Json] => [
        'content_block_delta',
        { index: 0, delta: delta(piece) },
      ]),
      ['content_block_stop', { index: 0 }],
      [
        'message_delta',
        {
          delta: { stop_reason: stopReason(question, answer), stop_sequence: null },
          usage: { output_tokens: answer.outputTokens },
        },
      ],
      ['message_stop', {}],
    ]
    return events.map(([type, data]): StreamEvent => ({ event: type, data: { type, ...data } }))
  },
  error(status, text) {
    const types: Record<number, string> = {
      400: 'invalid_request_error',
      401: 'authentication_error',
      404: 'not_found_error',
      429: 'rate_limit_error',
      529: 'overloaded_error',
    }
    const type = types[status] ?? 'api_error'
    return { type: 'error', error: { type, message: text }, request_id: 'req_fake' }
  },
  limits: (remaining) => ({
    'anthropic-ratelimit-requests-limit': '1000',
    'anthropic-ratelimit-requests-remaining': String(remaining),
    'anthropic-ratelimit-requests-reset': new Date(Date.now() + 1000).toISOString(),
  }),
}

function message(question: ModelQuestion, _answer: ModelAnswer): Json {
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: question.model,
    stop_sequence: null,
  }
}

/** A forced tool is called with the answer as its input, if that is JSON; else the model just talks. */
function contentBlock(question: ModelQuestion, answer: ModelAnswer): Json {
  if (question.tool === null) return { type: 'text', text: answer.text }
  try {
    const input: unknown = JSON.parse(answer.text)
    return { type: 'tool_use', id: 'toolu_fake', name: question.tool, input }
  } catch {
    return { type: 'text', text: answer.text }
  }
}

function stopReason(question: ModelQuestion, answer: ModelAnswer): string {
  if (answer.isCutOff) return 'max_tokens'
  return question.tool !== null ? 'tool_use' : 'end_turn'
}

/** Anthropic counts what it reads from its cache beside the input, not in it. */
function usage(answer: ModelAnswer): Json {
  return {
    input_tokens: answer.inputTokens - answer.cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: answer.cachedTokens,
    output_tokens: answer.outputTokens,
  }
}

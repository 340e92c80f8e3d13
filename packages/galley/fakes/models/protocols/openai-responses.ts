import { pieces, schemaInWords, textOf } from '../question.ts'
import type { ModelAnswer, ModelQuestion, Protocol, StreamEvent } from '../question.ts'
import { openaiError, openaiLimits } from './openai-chat.ts'

type Json = Record<string, unknown>

/** OpenAI responses: https://developers.openai.com/api/reference/resources/responses */
export const openaiResponses: Protocol = {
  path: '/responses',
  read(body) {
    const input = body['input']
    const all: Json[] =
      typeof input === 'string' ? [{ role: 'user', content: input }] : (input as Json[])
    const messages = all.map((item) => ({
      role: String(item['role']),
      content: textOf(item['content']),
    }))
    const isInstruction = (role: string) => role === 'system' || role === 'developer'
    const spoken = messages.filter(({ role }) => isInstruction(role)).map(({ content }) => content)
    const instructions = [textOf(body['instructions']), ...spoken].filter(Boolean).join('\n')
    const format = (body['text'] as Json | undefined)?.['format'] as Json | undefined
    const maximum = body['max_output_tokens']
    return {
      api: 'responses',
      model: String(body['model']),
      instructions,
      prompt: messages.findLast(({ role }) => role === 'user')?.content ?? '',
      messages: messages.filter(({ role }) => !isInstruction(role)),
      schema:
        (format?.['schema'] as Json | undefined) ?? (format ? schemaInWords(instructions) : null),
      isStream: body['stream'] === true,
      tool: null,
      maxOutputTokens: typeof maximum === 'number' ? maximum : null,
      includeUsage: true,
      body,
    }
  },
  write: (question, answer) => response(question, answer),
  stream(question, answer) {
    const done = response(question, answer)
    const item = (done['output'] as Json[])[0]!
    const part = { type: 'output_text', text: '', annotations: [] }
    const at = { item_id: item['id'], output_index: 0, content_index: 0 }
    const created = { ...done, status: 'in_progress', output: [], usage: null }
    const events: [string, Json][] = [
      ['response.created', { response: created }],
      [
        'response.output_item.added',
        { output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
      ],
      ['response.content_part.added', { ...at, part }],
      ...pieces(answer.text).map((delta): [string, Json] => [
        'response.output_text.delta',
        { ...at, delta, logprobs: [] },
      ]),
      ['response.output_text.done', { ...at, text: answer.text, logprobs: [] }],
      ['response.content_part.done', { ...at, part: { ...part, text: answer.text } }],
      ['response.output_item.done', { output_index: 0, item }],
      [answer.isCutOff ? 'response.incomplete' : 'response.completed', { response: done }],
    ]
    return events.map(([type, data], index): StreamEvent => ({
      event: type,
      data: { type, sequence_number: index, ...data },
    }))
  },
  error: openaiError,
  limits: openaiLimits,
}

function response(question: ModelQuestion, answer: ModelAnswer): Json {
  return {
    id: 'resp_fake',
    object: 'response',
    created_at: 1_790_000_000,
    status: answer.isCutOff ? 'incomplete' : 'completed',
    incomplete_details: answer.isCutOff ? { reason: 'max_output_tokens' } : null,
    error: null,
    model: question.model,
    output: [
      {
        id: 'msg_fake',
        type: 'message',
        status: answer.isCutOff ? 'incomplete' : 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: answer.text, annotations: [] }],
      },
    ],
    usage: {
      input_tokens: answer.inputTokens,
      input_tokens_details: { cached_tokens: answer.cachedTokens },
      output_tokens: answer.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: answer.inputTokens + answer.outputTokens,
    },
  }
}

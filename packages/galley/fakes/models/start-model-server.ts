import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { textFor, toBehaviour } from './behaviours.ts'
import type { Behaviour, ScriptEntry } from './behaviours.ts'

import { plausibleAnswer } from './plausible.ts'
import { anthropicMessages } from './protocols/anthropic-messages.ts'
import { openaiChat } from './protocols/openai-chat.ts'
import { openaiResponses } from './protocols/openai-responses.ts'
import { writeStream } from './write-stream.ts'
import type { ModelAnswer, ModelQuestion, Protocol } from './question.ts'

const protocols = {
  openai: [openaiChat, openaiResponses],
  anthropic: [anthropicMessages],
} satisfies Record<string, Protocol[]>

export interface ModelServerOptions {
  protocol: keyof typeof protocols
  port?: number
  /** How long every answer takes. */
  latencyMs?: number
  /** What the model says; by default something plausible of the asked shape. */
  answer?: (question: ModelQuestion) => unknown
  script?: readonly ScriptEntry[]
  /** False: a request with a JSON schema is refused, as servers do that only know `json_object`. */
  supportsSchema?: boolean
  /** How much of the input is counted as read from a cache. */
  cachedTokens?: number
}

/** One request as it was seen. */
export interface SeenRequest {
  /** The same for two requests that ask the same: a hash of path and body. */
  key: string
  question: ModelQuestion
  headers: IncomingHttpHeaders
  behaviour: Behaviour['kind']
  /** A whole answer went out, so a provider would bill it. */
  isAnswered: boolean
  /** The client closed the socket before the answer was complete. */
  isAbandoned: boolean
}

export interface ModelServer {
  /** The base URL that a client is configured with. */
  url: string
  requests: SeenRequest[]
  /** How often each request came. */
  calls: Map<string, number>
  /** Adds to the queue of behaviours. */
  enqueue(...entries: ScriptEntry[]): void
  close(): Promise<void>
}

/**
 * A local model server that speaks a provider's protocol to the letter and misbehaves on demand.
 *
 * @example
 * const server = await startModelServer({ protocol: 'openai', script: ['rate-limited', 'ok'] })
 * readConfig({ OPENAI_API_KEY: 'test', OPENAI_BASE_URL: server.url })
 */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const script = (options.script ?? []).map(toBehaviour)
  const requests: SeenRequest[] = []
  const calls = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url!, 'http://localhost').pathname
    if (path === '/calls') return writeJson(response, 200, report(requests, calls))
    const protocol = protocols[options.protocol].find((known) => path === `/v1${known.path}`)
    const text = await readText(request)
    if (!protocol) {
      return writeJson(response, 404, openaiChat.error(404, `Unknown path ${path}`))
    }
    const question = protocol.read(JSON.parse(text) as Record<string, unknown>)
    const behaviour = script.shift() ?? { kind: 'ok' }
    const key = createHash('sha256').update(path).update(text).digest('hex').slice(0, 16)
    calls.set(key, (calls.get(key) ?? 0) + 1)
    const seen: SeenRequest = {
      key,
      question,
      headers: request.headers,
      behaviour: behaviour.kind,
      isAnswered: false,
      isAbandoned: false,
    }
    requests.push(seen)
    response.on('close', () => {
      if (!seen.isAnswered && behaviour.kind !== 'drop' && behaviour.kind !== 'cut-body') {
        seen.isAbandoned = true
      }
    })
    await respond({ options, protocol, question, behaviour, response, seen })
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    calls,
    enqueue: (...entries) => void script.push(...entries.map(toBehaviour)),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Exchange {
  options: ModelServerOptions
  protocol: Protocol
  question: ModelQuestion
  behaviour: Behaviour
  response: ServerResponse
  seen: SeenRequest
}

async function respond(exchange: Exchange): Promise<void> {
  const { options, protocol, question, behaviour, response, seen } = exchange
  if (behaviour.kind === 'hang') return
  if (behaviour.kind === 'drop') return void response.destroy()
  const latencyMs = behaviour.kind === 'slow' ? behaviour.firstByteMs : (options.latencyMs ?? 0)
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
  if (response.destroyed) return
  const refusal = refusalFor(exchange)
  if (refusal) {
    for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
    return writeJson(response, refusal.status, protocol.error(refusal.status, refusal.message))
  }
  const answer = createAnswer(options, question, behaviour)
  const headers = { 'x-request-id': 'req_fake', ...protocol.limits(499) }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (behaviour.kind === 'not-json') {
    response.setHeader('content-type', 'text/html').end('<html>502 from a proxy</html>')
    return
  }
  if (question.isStream) {
    response.setHeader('content-type', 'text/event-stream')
    const isWhole = await writeStream(response, protocol.stream(question, answer), behaviour)
    if (!isWhole) return
    response.on('finish', () => (seen.isAnswered = true))
    response.end()
    return
  }
  const body = JSON.stringify(protocol.write(question, answer))
  response.setHeader('content-type', 'application/json')
  if (behaviour.kind === 'cut-body') {
    response.write(body.slice(0, body.length / 2), () => response.destroy())
    return
  }
  response.on('finish', () => (seen.isAnswered = true))
  response.end(body)
}

function refusalFor({ options, question, behaviour }: Exchange) {
  if (behaviour.kind === 'status') {
    const { status, message = `The fake was told to answer ${status}.` } = behaviour
    return { status, message, headers: {} }
  }
  if (behaviour.kind === 'redirect') {
    return { status: 307, message: 'Moved.', headers: { location: behaviour.to } }
  }
  if (behaviour.kind === 'rate-limited') {
    const { retryAfterMs, retryAfterSeconds } = behaviour
    const headers: Record<string, string> = {}
    if (retryAfterMs !== undefined) headers['retry-after-ms'] = String(retryAfterMs)
    if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds)
    return { status: 429, message: 'Rate limit reached for requests.', headers }
  }
  const isSchemaField = JSON.stringify(question.body).includes('"json_schema"')
  if (options.supportsSchema === false && isSchemaField) {
    const message = "'response_format.type' must be 'json_object' or 'text'."
    return { status: 400, message, headers: {} }
  }
  return null
}

/** Tokens are counted as a quarter of the characters: not true, but the same every time. */
function createAnswer(
  options: ModelServerOptions,
  question: ModelQuestion,
  behaviour: Behaviour,
): ModelAnswer {
  const good = JSON.stringify((options.answer ?? plausibleAnswer)(question))
  const text = textFor(behaviour, good)
  const said = question.messages.map(({ content }) => content).join('')
  const inputTokens = Math.ceil((question.instructions.length + said.length) / 4)
  return {
    text,
    inputTokens,
    outputTokens: Math.ceil(text.length / 4),
    cachedTokens: Math.min(inputTokens, options.cachedTokens ?? 0),
    isCutOff: behaviour.kind === 'cut-off',
  }
}

function report(requests: readonly SeenRequest[], calls: ReadonlyMap<string, number>) {
  return {
    total: requests.length,
    answered: requests.filter(({ isAnswered }) => isAnswered).length,
    byKey: Object.fromEntries(calls),
    answeredByKey: countBy(requests.filter(({ isAnswered }) => isAnswered).map(({ key }) => key)),
  }
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

function writeJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

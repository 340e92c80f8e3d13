import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import type { Services } from '../context.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { defineCodes, NotFoundError } from '../error.ts'
import { createHttpApp, defineRoute } from '../http/index.ts'
import { createLogger } from './drivers/logger.ts'
import { createMetrics } from './drivers/metrics.ts'
import { startTracing } from './drivers/tracing.ts'
import { operationsMounts } from './index.ts'
import type { Metrics, ReadinessCheck } from './index.ts'

const codes = defineCodes({ NOTE_UNKNOWN: 'There is no note {noteId}.' })

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.close())

function collect() {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line))
  return { lines, logger: createLogger({ LOG_LEVEL: 'info' }, { write }) }
}

const fail = defineRoute({
  method: 'GET',
  path: '/fail/{name}',
  tag: 't',
  name: 'fail',
  summary: '',
  permission: null,
  input: z.object({ name: z.string(), q: z.string().optional() }),
  output: z.unknown(),
  handle: async () => {
    throw Object.assign(new Error('duplicate key (email)=(ada@example.com)'), { code: '23505' })
  },
})

function makeApp(options: {
  environment?: Record<string, string>
  peer?: string
  metrics?: Metrics
  checks?: Record<string, ReadinessCheck>
  db?: TestDatabase['db']
  logger?: Services['logger']
}) {
  const config = readConfig(options.environment ?? {})
  const metrics = options.metrics ?? createMetrics()
  const db = options.db ?? database.db
  const logger = options.logger ?? collect().logger
  return createHttpApp({
    services: { config, db, logger } as Services,
    routes: [fail],
    authenticate: () => Promise.reject(new Error('not used')),
    observe: metrics.observeRequest,
    peerAddress: () => options.peer,
    mounts: operationsMounts({
      config,
      db,
      metrics,
      ...(options.checks && { checks: options.checks }),
    }),
  })
}

test('secrets and people’s words are redacted wherever they are put', () => {
  const { lines, logger } = collect()
  const dirty = {
    authorization: 'SECRET',
    cookie: 'SECRET',
    api_key: 'SECRET',
    text: 'SECRET',
    token: 'SECRET',
  }
  logger.info(
    {
      ...dirty,
      headers: { ...dirty, 'set-cookie': 'SECRET' },
      a: { b: dirty },
      document_id: 'doc_1',
    },
    'x',
  )
  logger.child({ key: 'SECRET' }).warn({}, 'y')
  assert.doesNotMatch(JSON.stringify(lines), /SECRET/)
  assert.equal(lines[0]!.document_id, 'doc_1')
  assert.equal(lines[1]!.level, 'warn')
})

test('errors are told without the data that their messages quote', () => {
  const { lines, logger } = collect()
  const cause = Object.assign(new Error('Key (email)=(ada@example.com) exists'), { code: '23505' })
  logger.error({ error: new Error('Failed query … params: ada@example.com', { cause }) }, 'a')
  logger.error({ error: new NotFoundError(codes.NOTE_UNKNOWN, { noteId: 'note_1' }) }, 'b')
  logger.error({ error: new SyntaxError('Unexpected token in "ada@example.com"') }, 'c')
  assert.doesNotMatch(JSON.stringify(lines), /ada@/)
  const [first, second] = lines as { error: Record<string, Record<string, string>> }[]
  assert.equal(first!.error.cause!.code, '23505')
  assert.match(String(first!.error.stack), /telemetry\.test\.ts/)
  assert.equal(second!.error.message, 'There is no note note_1.')
})

test('a request leaves one line: pattern, status, time and id, nothing the caller sent', async () => {
  const { lines, logger } = collect()
  const app = makeApp({ logger })
  await app.request('/api/v1/fail/ada-private?q=ada-private', {
    headers: { 'x-request-id': 'r-1', 'user-agent': 'ada-private' },
  })
  const request = lines.find(({ msg }) => msg === 'request')!
  const { time: _, ms, level, ...rest } = request
  assert.equal(typeof ms, 'number')
  assert.equal(level, 'info')
  assert.deepEqual(rest, {
    msg: 'request',
    method: 'GET',
    route: '/fail/{name}',
    status: 500,
    request_id: 'r-1',
  })
  const failure = lines.find(({ msg }) => msg === 'request failed')!
  assert.equal(failure.request_id, 'r-1')
  assert.doesNotMatch(JSON.stringify(lines), /ada/)
})

test('metrics: counted by pattern and class; read with the token, or on this machine only', async () => {
  const metrics = createMetrics()
  metrics.observeJob({ name: 'article', status: 'succeeded' })
  metrics.observeModelCall({
    provider: 'acme',
    model: 'acme:one',
    status: 'ok',
    inputTokens: 10,
    outputTokens: null,
    costMicros: 7,
    latencyMs: 20,
  })
  metrics.watchPool('app', () => ({ total: 3, idle: 2, waiting: 0 }))
  const local = makeApp({ metrics, peer: '::ffff:127.0.0.1' })
  await local.request('/api/v1/fail/a')
  await local.request('/api/v1/fail/b')
  await local.request('/api/v1/fail/c', { method: 'BREW' })
  const text = await (await local.request('/metrics')).text()
  assert.match(
    text,
    /galley_http_request_seconds_count\{method="GET",route="\/fail\/\{name\}",status="5xx"\} 2/,
  )
  assert.match(text, /method="other",route="\/fail\/\{name\}",status="4xx"/)
  assert.match(text, /galley_jobs_total\{name="article",status="succeeded"\} 1/)
  assert.match(
    text,
    /galley_model_tokens_total\{provider="acme",model="acme:one",direction="input"\} 10/,
  )
  assert.match(text, /galley_model_cost_micros_total\{provider="acme",model="acme:one"\} 7/)
  assert.match(text, /galley_database_connections\{pool="app",state="idle"\} 2/)
  assert.match(text, /nodejs_eventloop_lag_seconds/)

  const status = async (app: typeof local, headers = {}) =>
    (await app.request('/metrics', { headers })).status
  assert.equal(await status(local, { 'x-forwarded-for': '198.51.100.1' }), 403)
  assert.equal(await status(makeApp({ peer: '198.51.100.1' })), 403)
  assert.equal(await status(makeApp({})), 403)
  const guarded = makeApp({
    environment: { GALLEY_METRICS_TOKEN: 'open-sesame' },
    peer: '198.51.100.1',
  })
  assert.equal(await status(guarded), 401)
  assert.equal(await status(guarded, { authorization: 'Bearer open-sesame' }), 200)
})

test('alive is not ready: each check tells by its name, without its reason', async () => {
  const ready = await makeApp({ checks: { worker: async () => undefined } }).request('/readyz')
  assert.equal(ready.status, 200)
  assert.deepEqual(await ready.json(), {
    status: 'ready',
    checks: { database: 'ok', migrations: 'ok', worker: 'ok' },
  })
  const broken = makeApp({ checks: { worker: () => Promise.reject(new Error('secret host')) } })
  const answer = await broken.request('/readyz')
  assert.equal(answer.status, 503)
  const text = await answer.text()
  assert.match(text, /"worker":"failed"/)
  assert.doesNotMatch(text, /secret/)
  assert.equal((await broken.request('/healthz')).status, 200)
})

test('traces: only when configured, continued from the caller, sent on stop', async (t) => {
  assert.equal(await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined }), null)
  const sdk: string = '@opentelemetry/sdk-node' // optional: npm leaves it out under Node 20
  if (!(await import(sdk).catch(() => null))) {
    const starting = startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
    await assert.rejects(starting, { code: 'tracing_package_missing' })
    return t.skip('@opentelemetry/sdk-node is not installed')
  }
  const received: string[] = []
  const sink = createServer(async (request, response) => {
    received.push(`${request.url} ${Buffer.concat(await request.toArray()).toString()}`)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  const { port } = sink.address() as AddressInfo
  const tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` })
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const headers = new Headers({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  assert.equal(await tracing!.trace('GET /notes', headers, async () => 7), 7)
  await assert.rejects(tracing!.trace('GET /fail', headers, () => Promise.reject(new Error('x'))))
  await tracing!.stop()
  const sent = received.join('\n')
  assert.match(sent, /^\/v1\/traces /)
  assert.match(sent, /GET \/notes/)
  assert.match(sent, /GET \/fail/)
  assert.match(sent, new RegExp(traceId))
  sink.closeAllConnections()
  sink.close()
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { startModelServer } from '../../fakes/models/index.ts'
import type { ModelServer } from '../../fakes/models/index.ts'
import { readStep } from '../../test/read-step.ts'
import { createTestApp, sampleTalk } from '../../test/test-app.ts'
import type { TestApp } from '../../test/test-app.ts'
import { createApp } from '../app.ts'
import { createDatabase } from '../platform/db/index.ts'
import { createMetrics } from '../platform/telemetry/drivers/metrics.ts'

describe('a step that is told as it happens', () => {
  let test: TestApp
  let models: ModelServer
  before(async () => {
    models = await startModelServer({ protocol: 'openai', answer: () => ({ text: ' and so on.' }) })
    test = await createTestApp({
      hasWorker: false,
      environment: {
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: models.url,
        GALLEY_MODEL: 'embedded:extractive',
      },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  it('comes to its result also when the worker is another process', async () => {
    const { db, url } = test.database
    const other = createDatabase({ url })
    assert.notEqual(other, db)
    const { config } = test.app.services
    const elsewhere = createApp(config, {
      ...test.app.services,
      db: other,
      metrics: createMetrics(),
    })
    const stream = await readStep(test.app, test.key, 'outline.generate', { text: sampleTalk })
    const job = await stream.next()
    assert.equal(job!.event, 'job')
    const worker = await elsewhere.startWorker()
    const events = await stream.rest()
    assert.equal(events.at(-1)!.event, 'result')
    const { json } = await test.call('GET', `/jobs/${job!.data.job_id}`)
    assert.deepEqual(events.at(-1)!.data, json.output)
    await worker.stop({ graceMs: 0 })
    await elsewhere.close()
    await other.close()
  })

  it('ends over a socket that is closed: the provider is told, and what came is settled', async () => {
    const server = createServer(getRequestListener(test.app.fetch))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    models.enqueue({ kind: 'stream-slow', everyMs: 100 })
    const asking = httpRequest({
      port: (server.address() as AddressInfo).port,
      path: '/api/v1/steps/text.complete',
      method: 'POST',
      headers: {
        authorization: `Bearer ${test.key}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
    })
    asking.on('error', () => undefined)
    asking.end(JSON.stringify({ before: 'Bees fly', model: 'openai:gpt-6-luna' }))
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    const [first] = (await once(answer, 'data')) as [Buffer]
    assert.match(first.toString(), /^event: delta\ndata: \{"text":/)
    asking.destroy()
    await until(async () => models.requests.at(-1)!.isAbandoned)
    await until(async () => (await test.call('GET', '/usage')).json.items[0]?.status === 'aborted')
    server.close()
  })

  it('is refused like any request before it has begun', async () => {
    const unknown = await readStep(test.app, 'galley_sk_wrong', 'outline.generate', {})
    assert.equal(unknown.status, 401)
    const invalid = await readStep(test.app, test.key, 'outline.generate', { tone: 7 })
    assert.equal(invalid.status, 422)
    assert.equal(invalid.headers.get('content-type'), 'application/problem+json')
  })
})

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}

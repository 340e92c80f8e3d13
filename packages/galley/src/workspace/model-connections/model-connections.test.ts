import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelServer } from '../../../fakes/models/index.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Client, TestApp } from '../../../test/test-app.ts'

const KEY = 'sk-of-this-workspace-9f3c'

interface Shown {
  provider: string
  is_connected: boolean
  is_default: boolean
  status: string | null
  key_hint: string | null
  problem_code: string | null
}

describe('connections to models', () => {
  let models: ModelServer
  let test: TestApp
  before(async () => {
    models = await startModelServer({
      protocol: 'openai',
      answer: ({ schema }) =>
        Object.hasOwn((schema?.['properties'] ?? {}) as object, 'text')
          ? { text: ' and go on.' }
          : { answer: 'yes' },
    })
    test = await createTestApp({
      hasWorker: false,
      environment: { GALLEY_ALLOW_PRIVATE_NETWORK: '1' },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  const connect = (client: Client, provider: string, body: object) =>
    client.call('PUT', `/model-connections/${provider}`, body)
  const local = () => ({ base_url: models.url, model: 'llama3:8b', api_key: KEY })
  const list = async (client: Client): Promise<Shown[]> =>
    (await client.call('GET', '/model-connections')).json.items
  const find = async (client: Client, provider: string) =>
    (await list(client)).find((one) => one.provider === provider)!
  const check = (client: Client, provider: string) =>
    client.call('POST', `/model-connections/${provider}/test`)
  const complete = (client: Client, model?: string) =>
    client.call('POST', '/steps/text.complete', { before: 'Worms eat leaves', model })

  it('are offered before there are any', async () => {
    const client = await test.addWorkspace()
    const items = await list(client)
    assert.deepEqual(
      items.map(({ provider, is_connected }) => [provider, is_connected]),
      [
        ['openai', false],
        ['anthropic', false],
        ['compatible', false],
      ],
    )
    assert.equal((await complete(client)).json.code, 'model_required')
  })

  it('are connected, tested and used: by the workspace, and by no other', async () => {
    const [ours, theirs] = [await test.addWorkspace(), await test.addWorkspace()]
    const made = await connect(ours, 'compatible', local())
    assert.equal(made.status, 200, made.text)
    assert.deepEqual(
      [made.json.is_default, made.json.status, made.json.key_hint],
      [true, 'untested', KEY.slice(-4)],
    )
    const tested = await check(ours, 'compatible')
    assert.equal(tested.status, 200, tested.text)
    assert.equal(tested.json.is_working, true)
    assert.equal(tested.json.model, 'compatible:llama3:8b')
    assert.equal(tested.json.connection.status, 'working')
    assert.equal(models.requests.at(-1)!.headers['authorization'], `Bearer ${KEY}`)

    // Nobody names a model: it is the one.
    const done = await complete(ours)
    assert.equal(done.status, 200, done.text)
    assert.equal(done.json.writer.model, 'compatible:llama3:8b')
    const listed = (await ours.call('GET', '/models')).json.items
    assert.deepEqual(
      [listed[0].id, listed[0].is_default, listed[0].is_own],
      ['compatible:llama3:8b', true, true],
    )
    assert.equal((await find(theirs, 'compatible')).is_connected, false)
    assert.equal((await complete(theirs)).json.code, 'model_required')
    assert.equal((await check(theirs, 'compatible')).status, 404)
  })

  it('keep their key sealed, and show it nowhere', async () => {
    const client = await test.addWorkspace()
    const { text } = await connect(client, 'compatible', local())
    await check(client, 'compatible')
    const everywhere = [
      text,
      (await client.call('GET', '/model-connections')).text,
      (await client.call('GET', '/audit')).text,
      (await client.call('GET', '/usage')).text,
    ]
    for (const one of everywhere) assert.ok(!one.includes(KEY))
    const { rows } = await test.database.db.system.execute<{ api_key: string }>(
      sql`select api_key from galley.model_connections`,
    )
    for (const row of rows) assert.match(row.api_key, /^v1\./)
  })

  it('pay what the workspace says a model costs', async () => {
    const client = await test.addWorkspace()
    const prices = [{ model: 'llama3:8b', input_micros: 1_000_000, output_micros: 4_000_000 }]
    await connect(client, 'compatible', { ...local(), prices })
    await complete(client)
    const [event] = (await client.call('GET', '/usage')).json.items
    const cost = Math.ceil(event.input_tokens * 1 + event.output_tokens * 4)
    assert.equal(event.cost_micros, cost)
    assert.equal(event.model, 'compatible:llama3:8b')
  })

  it('believe a test only of the key that it was of', async () => {
    const client = await test.addWorkspace()
    await connect(client, 'compatible', local())
    models.enqueue({ kind: 'slow', firstByteMs: 300 })
    const asked = models.requests.length
    const testing = check(client, 'compatible')
    while (models.requests.length === asked) await new Promise((resolve) => setTimeout(resolve, 5))
    await connect(client, 'compatible', { ...local(), api_key: 'another-key' })
    assert.equal((await testing).json.is_working, true)
    assert.equal((await find(client, 'compatible')).status, 'untested')
  })

  it('say what is wrong, tell who can mend it, and notice when it is mended', async () => {
    const client = await test.addWorkspace()
    await connect(client, 'compatible', local())
    models.enqueue({ kind: 'status', status: 401 })
    const { json } = await check(client, 'compatible')
    assert.equal(json.is_working, false)
    assert.equal(json.connection.status, 'failing')
    assert.equal(json.connection.problem_code, 'model_credentials_refused')
    assert.match(json.connection.problem, /Check the key of the connection\./)
    assert.equal((await complete(client)).status, 200)
    assert.equal((await find(client, 'compatible')).status, 'working')
    // Found out by the work itself, not by a test.
    models.enqueue({ kind: 'status', status: 401 })
    assert.notEqual((await complete(client)).status, 200)
    assert.equal((await find(client, 'compatible')).status, 'failing')
  })

  it('ask for what is missing, one thing at a time', async () => {
    const client = await test.addWorkspace()
    const codes: [string, object, string][] = [
      ['openai', {}, 'model_connection_key_needed'],
      ['compatible', { model: 'x' }, 'model_connection_address_needed'],
      ['compatible', { base_url: models.url }, 'model_connection_model_needed'],
      ['openai', { api_key: 'two words' }, 'request_invalid'],
      ['compatible', { base_url: 'file:///etc/passwd', model: 'x' }, 'request_invalid'],
      ['nobody', { api_key: 'k' }, 'request_invalid'],
    ]
    for (const [provider, body, code] of codes) {
      const { json, status } = await connect(client, provider, body)
      assert.equal(status, 422, JSON.stringify(json))
      assert.equal(json.code, code)
    }
    assert.deepEqual(
      (await list(client)).filter((one) => one.is_connected),
      [],
    )
  })

  it('do not carry a kept key to another address', async () => {
    const client = await test.addWorkspace()
    await connect(client, 'compatible', local())
    const moved = await connect(client, 'compatible', { base_url: 'https://evil.example/v1' })
    assert.equal(moved.json.code, 'model_connection_key_elsewhere')
    const kept = await connect(client, 'compatible', { model: 'llama3:70b' })
    assert.equal(kept.json.model, 'llama3:70b')
    assert.equal((await check(client, 'compatible')).json.model, 'compatible:llama3:70b')
  })

  it('have one default at most, and end when they are given up', async () => {
    const client = await test.addWorkspace()
    await connect(client, 'compatible', local())
    const second = await connect(client, 'openai', { api_key: KEY, base_url: models.url })
    assert.equal(second.json.is_default, false)
    await connect(client, 'openai', { is_default: true })
    assert.deepEqual(
      (await list(client)).filter((one) => one.is_default).map(({ provider }) => provider),
      ['openai'],
    )
    for (const provider of ['openai', 'compatible']) {
      assert.equal((await client.call('DELETE', `/model-connections/${provider}`)).status, 204)
    }
    assert.equal((await complete(client)).json.code, 'model_required')
    assert.equal((await client.call('DELETE', '/model-connections/openai')).status, 404)
  })

  it('are for who may write them', async () => {
    const writer = await test.addWorkspace(['articles.generate'])
    assert.equal((await writer.call('GET', '/model-connections')).status, 403)
    const reader = await test.addWorkspace(['models.read'])
    assert.equal((await reader.call('GET', '/model-connections')).status, 200)
    assert.equal((await connect(reader, 'compatible', local())).status, 403)
  })
})

describe('connections to models, on a server that is not one’s own', () => {
  it('reach no private network', async () => {
    const test = await createTestApp({ hasWorker: false, isGuarded: true })
    try {
      const client = await test.addWorkspace()
      const open = await client.call('PUT', '/model-connections/compatible', {
        base_url: 'http://127.0.0.1:11434/v1',
        model: 'x',
      })
      assert.equal(open.json.code, 'model_connection_insecure')
      await client.call('PUT', '/model-connections/compatible', {
        base_url: 'https://127.0.0.1:11434/v1',
        model: 'x',
      })
      const { json } = await client.call('POST', '/model-connections/compatible/test')
      assert.equal(json.is_working, false)
      assert.match(json.connection.problem, /private network/)
    } finally {
      await test.close()
    }
  })
})

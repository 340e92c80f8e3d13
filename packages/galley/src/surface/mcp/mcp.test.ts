import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { modules } from '../../modules.ts'

const address = new URL('http://localhost:3000/mcp')

interface Result {
  isError?: boolean
  content: { type: string; text: string }[]
  structuredContent?: Record<string, unknown>
}

describe('the MCP server', () => {
  let test: TestApp
  let client: Client

  before(async () => {
    test = await createTestApp()
    client = await connect(test.key)
  })
  after(async () => {
    await client?.close()
    await test?.close()
  })

  async function connect(key: string): Promise<Client> {
    const connected = new Client({ name: 'test', version: '1' })
    const transport = new StreamableHTTPClientTransport(address, {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
      fetch: async (input, init) => test.app.fetch(new Request(input, init)),
    })
    await connected.connect(transport as never)
    return connected
  }

  const call = async (
    name: string,
    input: Record<string, unknown>,
    options?: Parameters<Client['callTool']>[2],
    using = client,
  ) => (await using.callTool({ name, arguments: input }, undefined, options)) as Result

  const send = (headers: Record<string, string>, body: unknown = {}) =>
    test.app.fetch(
      new Request(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    )

  it('lists every step that is a job, and every pipeline, as a tool, with names that every client takes', async () => {
    const { tools } = await client.listTools()
    const names = tools.map(({ name }) => name)
    const wanted = [
      'sources_create',
      'sources_get',
      'documents_get',
      'documents_edit',
      'documents_export',
      'jobs_get',
      'jobs_cancel',
      'proposals_accept',
      ...modules
        .flatMap(({ steps, pipelines }) => [
          ...steps.filter((step) => !step.isInline),
          ...pipelines,
        ])
        .map(({ id }) => id),
    ].map((name) => name.replaceAll('.', '_'))
    assert.deepEqual([...names].sort(), wanted.sort())
    assert.ok(names.every((name) => /^[a-z][a-zA-Z0-9_]{0,63}$/.test(name)))
    const byName = new Map(tools.map((tool) => [tool.name, tool]))
    assert.equal(byName.get('documents_get')?.annotations?.readOnlyHint, true)
    assert.equal(byName.get('outline_generate')?.annotations?.readOnlyHint, false)
    assert.equal(byName.get('generate_blog')?.annotations?.readOnlyHint, false)
    assert.ok(!('file' in byName.get('sources_create')!.inputSchema.properties!))
  })

  it('makes an article, telling how far it is, and gives it out as text', async () => {
    const source = await call('sources_create', { text: sampleTalk, title: 'Worms' })
    const sourceId = source.structuredContent!.id
    const heard: number[] = []
    const made = await call(
      'generate_blog',
      { source_ids: [sourceId], sections: 2 },
      { onprogress: ({ progress }) => heard.push(progress) },
    )
    assert.equal(made.isError, undefined, made.content[0]?.text)
    const job = made.structuredContent as { status: string; output: { document_id: string } }
    assert.equal(job.status, 'succeeded')
    assert.deepEqual(
      [...heard].sort((a, b) => a - b),
      heard,
    )
    const { document_id } = job.output
    const file = await call('documents_export', { document_id, format: 'markdown' })
    assert.match(file.content[0]!.text, /worms/i)
  })

  it('answers a step with its output, as text and as structure', async () => {
    const { content, structuredContent } = await call('transcript_fetch', { text: captions })
    assert.deepEqual(JSON.parse(content[0]!.text), structuredContent)
    assert.match(String(structuredContent!.text), /worms are welcome/)
  })

  it('says what is wrong so that an agent can put it right', async () => {
    const unknown = await call('documents_get', { document_id: 'doc_none' })
    assert.equal(unknown.isError, true)
    assert.match(unknown.content[0]!.text, /doc_none/)
    const wrong = await call('generate_blog', { source_ids: [], colour: 'red' })
    assert.equal(wrong.isError, true)
    assert.match(wrong.content[0]!.text, /\n\/colour: [^]*\n\/source_ids: /)
    const failed = await call('generate_blog', { source_ids: ['src_none'] })
    assert.match(failed.content[0]!.text, /src_none/)
    await assert.rejects(call('no_such_tool', {}), /There is no tool "no_such_tool"/)
  })

  it('stops the job of a call that is taken back', async () => {
    const idle = await createTestApp({ hasWorker: false })
    after(() => idle.close())
    const own = test
    test = idle
    const patient = await connect(idle.key)
    const stop = new AbortController()
    const taken = call('outline_generate', { text: sampleTalk }, { signal: stop.signal }, patient)
    const job = await firstJob(idle)
    stop.abort('no longer wanted')
    await assert.rejects(taken)
    const { json } = await idle.finish(job)
    assert.equal(json.status, 'cancelled')
    await patient.close()
    test = own
  })

  it('lets a key do what it may, and nothing else', async () => {
    const reader = await test.addWorkspace(['sources.read'])
    const limited = await connect(reader.key)
    const refused = await call('sources_create', { text: 'x' }, {}, limited)
    assert.equal(refused.isError, true)
    assert.match(refused.content[0]!.text, /sources\.write/)
    await limited.close()
  })

  it('asks for credentials, and refuses names and pages that are not ours', async () => {
    const anonymous = await send({})
    assert.equal(anonymous.status, 401)
    assert.match(anonymous.headers.get('www-authenticate')!, /^Bearer/)
    const authorization = `Bearer ${test.key}`
    assert.equal((await send({ authorization, host: 'evil.example' })).status, 403)
    assert.equal((await send({ authorization, origin: 'https://evil.example' })).status, 403)
    assert.equal((await send({ host: 'evil.example' })).status, 403)
  })

  it('keeps a conversation to the key that began it, and answers those it does not know', async () => {
    const stranger = await test.addWorkspace()
    const started = await send({ authorization: `Bearer ${test.key}` }, initialize)
    const session = { 'mcp-session-id': started.headers.get('mcp-session-id')! }
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' }
    const own = await send({ ...session, authorization: `Bearer ${test.key}` }, list)
    assert.equal(own.status, 200)
    const stolen = await send({ ...session, authorization: `Bearer ${stranger.key}` }, list)
    assert.equal(stolen.status, 404)
    const elsewhere = { 'mcp-session-id': crypto.randomUUID() }
    const moved = await send({ ...elsewhere, authorization: `Bearer ${test.key}` }, list)
    assert.match(await moved.text(), /outline_generate/)
  })
})

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
}

const captions = `WEBVTT

00:00:00.000 --> 00:00:04.000
Good morning, and welcome to the garden talk.

00:00:04.000 --> 00:00:09.000
Today we will see why worms are welcome in every bed.
`

async function firstJob(test: TestApp): Promise<string> {
  for (;;) {
    const { json } = await test.call('GET', '/jobs')
    if (json.items.length > 0) return json.items[0].id as string
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

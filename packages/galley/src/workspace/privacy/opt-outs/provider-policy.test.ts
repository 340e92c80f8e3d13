import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startModelServer } from '../../../../fakes/models/index.ts'
import type { ModelServer } from '../../../../fakes/models/index.ts'
import { createPerson, join } from '../../../../test/people.ts'
import { createTestApp, sampleTalk } from '../../../../test/test-app.ts'
import type { Client, TestApp } from '../../../../test/test-app.ts'

let server: ModelServer
let test: TestApp
before(async () => {
  server = await startModelServer({ protocol: 'openai' })
  test = await createTestApp({
    environment: {
      MODEL_BASE_URL: server.url,
      GALLEY_MODEL: 'compatible:test',
      GALLEY_MODEL_FALLBACKS: 'embedded:extractive',
      GALLEY_ALLOW_PRIVATE_NETWORK: '1',
    },
  })
})
after(async () => {
  await test.close()
  await server.close()
})

const allow = async (client: Client, contentToModelProviders: boolean) => {
  const body = { content_to_model_providers: contentToModelProviders }
  const { status, json, text } = await client.call('PATCH', '/privacy/settings', body)
  assert.equal(status, 200, text)
  assert.deepEqual(json, body)
  await setTimeout(1000) // what was said before is believed for a second
}
const outline = (client: Client, model?: string) =>
  client.call('POST', '/steps/outline.generate', { text: sampleTalk, ...(model && { model }) })

describe('content and model providers', () => {
  it('goes to them as long as nobody said otherwise', async () => {
    const client = await test.addWorkspace()
    const { json } = await client.call('GET', '/privacy/settings')
    assert.deepEqual(json, { content_to_model_providers: true })
    const before = server.requests.length
    await outline(client)
    assert.ok(server.requests.length > before)
  })

  it('stays here once an owner said so: refused with the way out, embedded models still work', async () => {
    const [client, other] = [await test.addWorkspace(), await test.addWorkspace()]
    await allow(client, false)
    const before = server.requests.length
    for (const model of [undefined, 'compatible:test']) {
      const refused = await outline(client, model)
      assert.equal(refused.status, 403, refused.text)
      assert.equal(refused.json.code, 'content_stays_here')
      assert.match(refused.json.detail, /\/privacy\/settings/)
    }
    const embedded = await outline(client, 'embedded:extractive')
    assert.equal(embedded.status, 200, embedded.text)
    assert.equal(server.requests.length, before)
    await outline(other)
    assert.ok(server.requests.length > before)
    await allow(client, true)
    const again = server.requests.length
    await outline(client)
    assert.ok(server.requests.length > again)
    const { json } = await client.call('GET', '/audit?action=privacy.update')
    assert.deepEqual(
      json.items.map(({ after }: { after: object }) => after),
      [{ contentToModelProviders: true }, { contentToModelProviders: false }],
    )
  })

  it('is decided by owners, and seen by admins', async () => {
    const { workspaceId } = await test.addWorkspace()
    const there = { 'galley-workspace': workspaceId }
    const admin = await createPerson(test)
    await join(test, admin, workspaceId, 'admin')
    const ask = (method: string, body?: object) =>
      admin.call(method, '/privacy/settings', body, there)
    assert.equal((await ask('GET')).status, 200)
    assert.equal((await ask('PATCH', { content_to_model_providers: false })).status, 403)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, sampleTalk } from './test-app.ts'
import type { TestApp } from './test-app.ts'

describe('hostile input', () => {
  let test: TestApp
  let sourceId: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    sourceId = (await test.call('POST', '/sources', { text: sampleTalk })).json.id
  })
  after(() => test.close())

  const nulCursor = Buffer.from('["documents","\\u0000"]').toString('base64url')
  const requests: [method: string, path: string, body?: object][] = [
    ['GET', '/documents/doc_%00'],
    ['GET', '/sources/%00'],
    ['GET', '/jobs/%F0%9F%98%80'],
    ['GET', `/documents?cursor=${nulCursor}`],
    ['GET', '/documents?cursor=%00'],
    ['GET', '/sources?limit=99999999999999999999'],
    ['GET', '/documents/x?version=99999999999'],
    ['GET', '/events?after=-1'],
    ['POST', '/sources', { text: '\u0000' }],
    ['POST', '/sources', { text: '\ud800' }],
    ['POST', '/uploads', { file_name: 'a\u0000', media_type: 'text/plain', size: 5 }],
    ['POST', '/uploads', { file_name: 'a', media_type: 'text/plain', size: 1e15 }],
    [
      'PATCH',
      '/documents/x',
      { base_version: 99_999_999_999, operations: [{ op: 'remove', part_id: '\u0000' }] },
    ],
    ['POST', '/pipelines/generate_blog', { source_ids: ['a'], dedupe_key: 'a\u0000' }],
    ['POST', '/pipelines/generate_blog', { source_ids: ['a'], priority: 1e9 }],
    ['POST', '/pipelines/generate_blog', { source_ids: ['a'], run_at: 'never' }],
    [
      'POST',
      '/pipelines/generate_blog',
      { source_ids: ['a'], __proto__: { x: 1 }, constructor: 1 },
    ],
    ['PUT', '/budget', { limit_micros: 1e18 }],
    ['DELETE', '/sources/%2e%2e%2f%2e%2e'],
  ]
  for (const [method, path, body] of requests) {
    it(`${method} ${path} ${JSON.stringify(body) ?? ''} is refused with a reason`, async () => {
      const answer = await test.call(method, path, body)
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`)
      assert.match(answer.headers.get('content-type')!, /application\/problem\+json/)
      assert.ok(answer.json.code && answer.json.detail && answer.json.request_id)
    })
  }

  it('does no harm to what is there', async () => {
    assert.equal((await test.call('GET', `/sources/${sourceId}`)).status, 200)
    assert.equal((await test.call('GET', '/jobs')).json.items.length, 0)
  })
})

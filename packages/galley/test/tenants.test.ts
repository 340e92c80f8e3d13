import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, sampleTalk } from './test-app.ts'
import type { Client, TestApp } from './test-app.ts'

describe('two workspaces', () => {
  let test: TestApp
  let mine: Client
  let theirs: Client
  let sourceId: string
  let documentId: string
  let jobId: string
  before(async () => {
    test = await createTestApp()
    mine = test
    theirs = await test.addWorkspace()
    sourceId = (await mine.call('POST', '/sources', { text: sampleTalk })).json.id
    jobId = (await mine.call('POST', '/pipelines/generate_blog', { source_ids: [sourceId] })).json
      .job_id
    documentId = (await mine.finish(jobId)).json.output.document_id
  })
  after(() => test.close())

  it('never see each other through the API', async () => {
    const requests: [string, string, object?][] = [
      ['GET', `/sources/${sourceId}`],
      ['DELETE', `/sources/${sourceId}`],
      ['GET', `/documents/${documentId}`],
      ['GET', `/documents/${documentId}/versions`],
      ['GET', `/documents/${documentId}/versions/1/diff`],
      ['PATCH', `/documents/${documentId}/versions/1`, { name: 'x' }],
      ['GET', `/documents/${documentId}/export`],
      ['POST', `/documents/${documentId}/versions/1/restore`],
      [
        'PATCH',
        `/documents/${documentId}`,
        { base_version: 1, operations: [{ op: 'set', value: { title: 'x' } }] },
      ],
      ['GET', `/jobs/${jobId}`],
      ['GET', `/jobs/${jobId}/events`],
      ['GET', `/jobs/${jobId}/log`],
      ['POST', `/jobs/${jobId}/cancel`],
      ['POST', `/jobs/${jobId}/redrive`],
    ]
    for (const [method, path, body] of requests) {
      const answer = await theirs.call(method, path, body)
      assert.equal(answer.status, 404, `${method} ${path}: ${answer.text}`)
    }
    for (const path of ['/sources', '/documents', '/jobs', '/usage']) {
      const answer = await theirs.call('GET', path)
      assert.deepEqual([path, answer.json?.items], [path, []])
    }
  })

  it("cannot use each other's sources in a pipeline, and the same content is two sources", async () => {
    const started = await theirs.call('POST', '/pipelines/generate_blog', {
      source_ids: [sourceId],
    })
    assert.deepEqual([started.status, started.json.code], [404, 'source_not_found'])
    const twin = await theirs.call('POST', '/sources', { text: sampleTalk })
    assert.notEqual(twin.json.id, sourceId)
  })

  it('a key without the permission is told which one it needs', async () => {
    const reader = await test.addWorkspace(['sources.read'])
    assert.equal((await reader.call('GET', '/sources')).status, 200)
    const refused = await reader.call('POST', '/sources', {
      text: 'Hello there, this is some text.',
    })
    assert.deepEqual([refused.status, refused.json.details.permission], [403, 'sources.write'])
    const anonymous = await reader.call('GET', '/sources', undefined, {
      authorization: 'Bearer galley_sk_wrong',
    })
    assert.equal(anonymous.status, 401)
  })
})

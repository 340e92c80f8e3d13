import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
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
      ['GET', `/documents/${documentId}/export`],
      ['POST', `/documents/${documentId}/versions/1/restore`],
      [
        'PATCH',
        `/documents/${documentId}`,
        { base_version: 1, operations: [{ op: 'set', value: { title: 'x' } }] },
      ],
      ['GET', `/jobs/${jobId}`],
      ['GET', `/jobs/${jobId}/events`],
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

  it('are kept apart by the database alone, in every table that has a workspace', async () => {
    const { db } = test.database
    const { rows: tables } = await db.system.execute<{ name: string }>(sql`
      select table_name as name from information_schema.columns
      where table_schema = 'galley' and column_name = 'workspace_id' order by 1`)
    assert.ok(tables.length >= 12)
    let filled = 0
    for (const { name } of tables) {
      const table = sql.raw(`galley.${name}`)
      const count = sql`select count(*)::int as count from ${table} where workspace_id = ${mine.workspaceId}`
      const there = (await db.system.execute<{ count: number }>(count)).rows[0]!.count
      const seen = await db.tenant(theirs.workspaceId, (tx) => tx.execute<{ count: number }>(count))
      assert.equal(seen.rows[0]!.count, 0, `${name} shows ${seen.rows[0]!.count} of ${there} rows`)
      if (there > 0) filled += 1
      const steal = sql`update ${table} set workspace_id = ${theirs.workspaceId} where workspace_id = ${mine.workspaceId}`
      await db.tenant(theirs.workspaceId, (tx) => tx.execute(steal)).catch(() => undefined)
      assert.equal((await db.system.execute<{ count: number }>(count)).rows[0]!.count, there, name)
    }
    assert.ok(filled >= 8, `${filled} tables had rows to hide`)
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

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { newId } from '../src/platform/id.ts'
import { createTestApp, sampleTalk } from './test-app.ts'
import type { Client, TestApp } from './test-app.ts'

describe('a project', () => {
  let test: TestApp
  let garden: string
  let kitchen: string
  let gardener: Client
  let cook: Client
  let both: Client
  before(async () => {
    test = await createTestApp()
    const { db } = test.database
    const makeProject = async (name: string) => {
      const id = newId('prj')
      await db.tenant(test.workspaceId, (tx) =>
        tx.execute(
          sql`insert into galley.projects (id, workspace_id, name) values (${id}, ${test.workspaceId}, ${name})`,
        ),
      )
      return id
    }
    garden = await makeProject('Garden')
    kitchen = await makeProject('Kitchen')
    gardener = await test.addKey({ projectIds: [garden] })
    cook = await test.addKey({ projectIds: [kitchen] })
    both = await test.addKey({ projectIds: [garden, kitchen] })
  })
  after(() => test.close())

  it('is where everything goes that is made by somebody who is narrowed to it', async () => {
    const source = (await gardener.call('POST', '/sources', { text: sampleTalk })).json
    assert.equal(source.project_id, garden)
    const started = await gardener.call('POST', '/pipelines/generate_blog', {
      source_ids: [source.id],
    })
    const job = (await gardener.finish(started.json.job_id)).json
    assert.deepEqual([job.status, job.project_id], ['succeeded', garden])
    const document = await gardener.call('GET', `/documents/${job.output.document_id}`)
    assert.equal(document.json.project_id, garden)

    const usage = await gardener.call('GET', '/usage')
    assert.ok(usage.json.items.length > 0)
    assert.ok(usage.json.items.every((one: { project_id: string }) => one.project_id === garden))
    const { rows } = await test.database.db.system.execute<{ project_id: string; count: number }>(
      sql`select project_id, count(*)::int from galley.events where workspace_id = ${test.workspaceId} group by 1`,
    )
    assert.deepEqual(
      rows.map((row) => row.project_id),
      [garden],
      'events too',
    )
  })

  it('is all that they see: of sources, documents, jobs, events and usage', async () => {
    const [source] = (await gardener.call('GET', '/sources')).json.items
    const [document] = (await gardener.call('GET', '/documents')).json.items
    const [job] = (await gardener.call('GET', '/jobs')).json.items
    for (const path of ['/sources', '/documents', '/jobs', '/usage']) {
      assert.deepEqual([path, (await cook.call('GET', path)).json.items], [path, []])
      assert.ok((await both.call('GET', path)).json.items.length > 0, path)
      assert.ok((await test.call('GET', path)).json.items.length > 0, path)
    }
    const attempts: [string, string, object?][] = [
      ['GET', `/sources/${source.id}`],
      ['DELETE', `/sources/${source.id}`],
      ['GET', `/documents/${document.id}`],
      ['GET', `/documents/${document.id}/versions`],
      ['GET', `/documents/${document.id}/export`],
      ['DELETE', `/documents/${document.id}`],
      ['GET', `/jobs/${job.id}`],
      ['GET', `/jobs/${job.id}/events`],
      ['POST', `/jobs/${job.id}/cancel`],
      ['POST', '/pipelines/generate_blog', { source_ids: [source.id] }],
    ]
    for (const [method, path, body] of attempts) {
      const { status, text } = await cook.call(method, path, body)
      assert.equal(status, 404, `${method} ${path}: ${text}`)
    }
    const summary = (await cook.call('GET', '/usage/summary')).json
    assert.equal(summary.total.calls, 0)
  })

  it('keeps its own copy of what another project has too', async () => {
    const own = (await gardener.call('POST', '/sources', { text: sampleTalk })).json
    const other = (await cook.call('POST', '/sources', { text: sampleTalk })).json
    const everybodys = (await test.call('POST', '/sources', { text: sampleTalk })).json
    assert.equal(new Set([own.id, other.id, everybodys.id]).size, 3)
    assert.deepEqual([other.project_id, everybodys.project_id], [kitchen, null])
    const again = (await cook.call('POST', '/sources', { text: sampleTalk })).json
    assert.equal(again.id, other.id)
  })

  it('has to be named by those who work in several, and can be by those who see all', async () => {
    const text = 'A text that nobody had before, about soup.'
    const unclear = await both.call('POST', '/sources', { text })
    assert.deepEqual([unclear.status, unclear.json.code], [422, 'project_required'])
    const clear = await both.call('POST', '/sources', { text, project_id: kitchen })
    assert.equal(clear.json.project_id, kitchen)
    const named = await test.call('POST', '/sources', { text: `${text} Hot.`, project_id: kitchen })
    assert.equal(named.json.project_id, kitchen)
    const filtered = await test.call('GET', `/sources?project_id=${kitchen}`)
    assert.ok(
      filtered.json.items.every((one: { project_id: string }) => one.project_id === kitchen),
    )
    const foreign = await cook.call('POST', '/sources', { text, project_id: garden })
    assert.deepEqual([foreign.status, foreign.json.code], [404, 'project_not_found'])
    const unknown = await test.call('POST', '/sources', { text, project_id: newId('prj') })
    assert.equal(unknown.status, 404)
  })

  it('has dedupe keys of its own, so nobody waits for a job that they cannot see', async () => {
    const start = async (who: Client) => {
      const source = (await who.call('POST', '/sources', { text: sampleTalk })).json
      return who.call('POST', '/pipelines/generate_blog', {
        source_ids: [source.id],
        dedupe_key: 'same',
        run_at: new Date(Date.now() + 60_000),
      })
    }
    const [one, other, again] = [await start(gardener), await start(cook), await start(gardener)]
    assert.notEqual(one.json.job_id, other.json.job_id)
    assert.equal(one.json.job_id, again.json.job_id)
  })

  it('holds in the database alone', async () => {
    const { db } = test.database
    const scope = { projectIds: [kitchen] }
    const seen = await db.tenant(
      test.workspaceId,
      (tx) =>
        tx.execute<{ id: string }>(
          sql`select id from galley.sources where project_id <> ${kitchen}`,
        ),
      scope,
    )
    assert.equal(seen.rows.length, 0)
    const smuggle = sql`update galley.sources set project_id = ${garden}`
    await assert.rejects(db.tenant(test.workspaceId, (tx) => tx.execute(smuggle), scope))
    const nothing = await db.tenant(
      test.workspaceId,
      (tx) => tx.execute<{ id: string }>(sql`select id from galley.sources`),
      { projectIds: [] },
    )
    assert.equal(nothing.rows.length, 0, 'no project is nothing, not everything')
  })
})

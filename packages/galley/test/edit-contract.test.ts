import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, sampleTalk } from './test-app.ts'
import type { TestApp } from './test-app.ts'

describe('the edit contract', () => {
  let test: TestApp
  let documentId: string
  before(async () => {
    test = await createTestApp()
    const source = await test.call('POST', '/sources', { text: sampleTalk, kind: 'markdown' })
    const started = await test.call('POST', '/pipelines/generate_blog', {
      source_ids: [source.json.id],
      sections: 3,
    })
    const job = await test.finish(started.json.job_id)
    documentId = job.json.output.document_id
  })
  after(() => test.close())

  const read = async () => (await test.call('GET', `/documents/${documentId}`)).json
  const edit = (base_version: number, operations: object[], more: object = {}) =>
    test.call('PATCH', `/documents/${documentId}`, { base_version, operations, ...more })

  it('previews without storing anything', async () => {
    const before = await read()
    const [part] = before.content.parts
    const answer = await edit(
      before.version,
      [{ op: 'replace', part_id: part.id, value: { heading: 'Another heading' } }],
      { preview: true },
    )
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.json.document, null)
    assert.deepEqual(
      answer.json.diff.changes.map((change: { part_id: string }) => change.part_id),
      [part.id],
    )
    assert.deepEqual(await read(), before)
  })

  it('changes the named part only, keeps the citations of kept sentences, and marks it as edited', async () => {
    const before = await read()
    const [first, ...others] = before.content.parts
    const markdown = `${first.markdown}\n\nA sentence by hand.`
    const answer = await edit(before.version, [
      { op: 'replace', part_id: first.id, value: { markdown } },
    ])
    assert.equal(answer.status, 200, answer.text)
    const { document } = answer.json
    assert.equal(document.version, before.version + 1)
    assert.equal(document.parent, before.version)
    assert.equal(document.cause, 'edited')
    assert.deepEqual(document.content.parts.slice(1), others)
    assert.deepEqual(document.content.fields, before.content.fields)
    const [edited] = document.content.parts
    assert.ok(edited.is_edited)
    assert.deepEqual(edited.sentences.slice(0, -1), first.sentences)
    const last = edited.sentences.at(-1)
    assert.equal(edited.markdown.slice(last.start, last.end), 'A sentence by hand.')
    assert.deepEqual([last.citations, last.support], [[], 'unchecked'])
  })

  it('answers 409 with both sides when somebody was quicker, and loses neither', async () => {
    const { version, content } = await read()
    const [one, two] = content.parts
    const mine = await edit(version, [
      { op: 'replace', part_id: one.id, value: { heading: 'Mine' } },
    ])
    assert.equal(mine.status, 200)
    const late = await edit(version, [
      { op: 'replace', part_id: two.id, value: { heading: 'Theirs' } },
    ])
    assert.equal(late.status, 409)
    assert.equal(late.json.code, 'version_conflict')
    const { details } = late.json
    assert.equal(details.current_version, version + 1)
    assert.equal(details.theirs.content.parts[0].heading, 'Mine')
    assert.equal(details.mine.content.parts[1].heading, 'Theirs')
    assert.equal((await read()).content.parts[1].heading, two.heading)
  })

  it('lets exactly one of many parallel edits of a version through', async () => {
    const { version, content } = await read()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        edit(version, [
          { op: 'replace', part_id: content.parts[0].id, value: { heading: `Try ${index}` } },
        ]),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [
      200,
      ...Array<number>(9).fill(409),
    ])
    assert.equal((await read()).version, version + 1)
  })

  it('inserts, moves and removes parts, and says so in the diff', async () => {
    const { version, content } = await read()
    const last = content.parts.at(-1)
    const answer = await edit(version, [
      {
        op: 'insert',
        after: null,
        value: { heading: 'First of all', markdown: 'Hello there, gardener.' },
      },
      { op: 'move', part_id: last.id, after: null },
      { op: 'remove', part_id: content.parts[0].id },
    ])
    assert.equal(answer.status, 200, answer.text)
    const kinds = new Set(
      answer.json.diff.changes.map((change: { change: string }) => change.change),
    )
    assert.ok(kinds.has('added') && kinds.has('removed'))
    assert.equal(answer.json.document.content.parts[0].id, last.id)
  })

  it('restores an earlier version as a new one', async () => {
    const first = await test.call('GET', `/documents/${documentId}?version=1`)
    const { version } = await read()
    const restored = await test.call('POST', `/documents/${documentId}/versions/1/restore`)
    assert.equal(restored.status, 201, restored.text)
    assert.equal(restored.json.version, version + 1)
    assert.deepEqual(restored.json.content, first.json.content)
    assert.equal(restored.json.content_hash, first.json.content_hash)
    const versions = await test.call('GET', `/documents/${documentId}/versions?limit=2`)
    assert.equal(versions.json.items[0].cause, 'restored')
    assert.equal(versions.json.items.length, 2)
    const more = await test.call(
      'GET',
      `/documents/${documentId}/versions?limit=2&cursor=${versions.json.next_cursor}`,
    )
    assert.equal(more.json.items[0].version, versions.json.items[1].version - 1)
    const diff = await test.call(
      'GET',
      `/documents/${documentId}/versions/${version + 1}/diff?against=1`,
    )
    assert.deepEqual(diff.json.changes, [])
  })

  it('refuses what it cannot do with a clear message and changes nothing', async () => {
    const { version, content } = await read()
    const [part] = content.parts
    const unknown = await edit(version, [{ op: 'remove', part_id: 'part_nowhere' }])
    assert.deepEqual([unknown.status, unknown.json.code], [404, 'part_not_found'])
    const same = await edit(
      version,
      [{ op: 'replace', part_id: part.id, value: { markdown: part.markdown } }],
      {},
    )
    assert.deepEqual([same.status, same.json.code], [422, 'edit_empty'])
    const wrong = await edit(version, [
      { op: 'replace', part_id: part.id, value: { colour: 'red' } },
    ])
    assert.equal(wrong.status, 422, wrong.text)
    const stale = await test.call(
      'PATCH',
      `/documents/${documentId}`,
      { base_version: version, operations: [{ op: 'remove', part_id: part.id }] },
      { 'if-match': `"${documentId}-1"` },
    )
    assert.equal(stale.status, 412)
  })

  it('takes a document out of sight', async () => {
    const copy = await test.call('POST', '/steps/document.persist', { text: sampleTalk })
    assert.equal(copy.status, 200, copy.text)
    const path = `/documents/${copy.json.document_id}`
    assert.equal((await test.call('GET', path)).status, 200)
    assert.equal((await test.call('DELETE', path)).status, 204)
    assert.equal((await test.call('GET', path)).status, 404)
    assert.equal((await test.call('DELETE', path)).status, 404)
    const { items } = (await test.call('GET', '/documents')).json
    assert.ok(!items.some(({ id }: { id: string }) => id === copy.json.document_id))
  })

  it('honours ETag and If-None-Match', async () => {
    const answer = await test.call('GET', `/documents/${documentId}`)
    const etag = answer.headers.get('etag')!
    const fresh = await test.call('GET', `/documents/${documentId}`, undefined, {
      'if-none-match': etag,
    })
    assert.equal(fresh.status, 304)
  })
})

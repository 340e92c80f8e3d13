import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

describe('the audit log over HTTP', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  it('shows, exports and verifies what was written, and by whom', async () => {
    const source = await test.call('POST', '/sources', { text: 'Worms dig channels in the soil.' })
    const { json } = await test.call('GET', '/audit?action=source.*&actor_kind=api_key&limit=1')
    const [entry] = json.items
    assert.deepEqual(
      [entry.action, entry.subject, entry.actor.kind, entry.before, entry.after],
      ['source.create', source.json.id, 'api_key', null, { kind: 'text' }],
    )
    assert.equal(entry.request_id, source.headers.get('x-request-id'))
    const since = encodeURIComponent(entry.created_at)
    const later = await test.call('GET', `/audit?until=${since}&subject=${source.json.id}`)
    assert.deepEqual(later.json.items, [])

    const lines = await test.call('GET', `/audit/export?subject=${source.json.id}`)
    assert.equal(lines.headers.get('content-disposition'), 'attachment; filename="audit.jsonl"')
    assert.deepEqual(JSON.parse(lines.text), entry)
    const csv = await test.call('GET', '/audit/export?format=csv')
    assert.equal(csv.headers.get('content-type'), 'text/csv')
    assert.match(csv.text, /^seq,created_at,/)

    const { json: found } = await test.call('GET', '/audit/verification')
    assert.deepEqual([found.is_intact, found.head_seq, found.reason], [true, found.entries, null])
    const { head_seq: seq, head_hash: hash } = found
    const anchored = (anchor: string) =>
      test.call('GET', `/audit/verification?anchor_seq=${seq}&anchor_hash=${anchor}`)
    assert.equal((await anchored(hash)).json.is_intact, true)
    assert.equal((await anchored('0'.repeat(64))).json.reason, 'anchor_mismatch')
  })

  it('refuses what it cannot ask the database', async () => {
    const paths = [
      '/audit?subject=%00',
      '/audit?action=%25',
      '/audit?from=yesterday',
      '/audit?cursor=x',
      '/audit?actor_kind=nobody',
      '/audit/export?format=xml',
      '/audit/verification?anchor_seq=1',
      '/audit/verification?anchor_seq=1&anchor_hash=x',
      '/audit/verification?anchor_seq=99999999999999999999&anchor_hash=' + 'a'.repeat(64),
    ]
    for (const path of paths) assert.equal((await test.call('GET', path)).status, 422, path)
  })

  it('is for those who hold the permission', async () => {
    const writer = await test.addWorkspace(['sources.write'])
    for (const path of ['/audit', '/audit/export', '/audit/verification']) {
      const refused = await writer.call('GET', path)
      assert.deepEqual([refused.status, refused.json.details.permission], [403, 'audit.read'])
    }
  })
})

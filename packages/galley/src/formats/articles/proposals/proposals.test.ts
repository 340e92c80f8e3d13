import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { makeWormArticle, readArticle } from '../testing/worm-article.ts'
import type { ShownArticle } from '../testing/worm-article.ts'

describe('proposals', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp()
  })
  after(() => test.close())

  const propose = async (document: ShownArticle, action = 'shorten') => {
    const { json, status } = await test.call('POST', '/steps/section.rewrite', {
      document_id: document.id,
      section_id: document.content.parts[0]!.id,
      include_edited: true,
      action,
    })
    assert.equal(status, 200, JSON.stringify(json))
    return json.proposals[0]
  }
  const edit = (document: ShownArticle, base_version: number, markdown: string) =>
    test.call('PATCH', `/documents/${document.id}`, {
      base_version,
      operations: [{ op: 'replace', part_id: document.content.parts[0]!.id, value: { markdown } }],
    })
  const accept = (proposal: { id: string }, input: Record<string, unknown>) =>
    test.call('POST', `/proposals/${proposal.id}/accept`, input)

  it('become the section, with what they cite, as a version that says where it is from', async () => {
    const document = await makeWormArticle(test)
    const proposal = await propose(document)
    const { json, status, headers } = await accept(proposal, { base_version: 1 })
    assert.equal(status, 200, JSON.stringify(json))
    assert.ok(headers.get('etag'))
    const [section] = json.content.parts
    assert.equal(json.version, 2)
    assert.equal(json.cause, 'generated')
    assert.equal(section.markdown, proposal.markdown)
    assert.deepEqual(section.sentences, proposal.sentences)
    assert.equal(section.is_edited, false)
    const versions = await test.call('GET', `/documents/${document.id}/versions`)
    assert.equal(
      versions.json.items[0].summary,
      `Shortened “${section.heading}” with embedded:extractive`,
    )
    const listed = await test.call('GET', `/documents/${document.id}/proposals?status=accepted`)
    assert.deepEqual(
      listed.json.items.map(({ id }: { id: string }) => id),
      [proposal.id],
    )
    const audit = await test.call('GET', '/audit?limit=5')
    const actions = audit.json.items.map(({ action }: { action: string }) => action)
    assert.ok(actions.includes('proposal.accept'), actions.join())
  })

  it('are taken in part, and say whether anybody wrote something of their own', async () => {
    const document = await makeWormArticle(test)
    const [section] = document.content.parts
    const proposal = await propose(document, 'lengthen')
    const both = `${proposal.markdown}\n\n${section!.markdown}`
    const mixed = await accept(proposal, { base_version: 1, markdown: both })
    assert.equal(mixed.json.content.parts[0].is_edited, false)
    assert.ok(
      mixed.json.content.parts[0].sentences.every(
        ({ citations }: { citations: [] }) => citations.length > 0,
      ),
    )
    const markdown = `${both}\n\nMy own words.`
    const own = await accept(proposal, { base_version: 2, markdown })
    assert.equal(own.json.content.parts[0].is_edited, true)
    assert.deepEqual(own.json.content.parts[0].sentences.at(-1).citations, [])
    const versions = await test.call('GET', `/documents/${document.id}/versions`)
    assert.match(versions.json.items[0].summary, /, in part$/)
  })

  it('overwrite nobody: a stale version shows both sides, a changed section wants a look', async () => {
    const document = await makeWormArticle(test)
    const proposal = await propose(document)
    const mine = document.content.parts[0]!.markdown
    await edit(document, 1, `${mine}\n\nBy hand.`)

    const stale = await accept(proposal, { base_version: 1 })
    assert.equal(stale.status, 409)
    assert.equal(stale.json.code, 'version_conflict')
    assert.ok(stale.json.details.mine && stale.json.details.theirs)
    const outdated = await accept(proposal, { base_version: 2 })
    assert.equal(`${outdated.status} ${outdated.json.code}`, '409 proposal_outdated')
    const open = await test.call('GET', `/documents/${document.id}/proposals`)
    assert.equal(open.json.items[0].status, 'open', 'a refused acceptance leaves no trace')

    const merged = `${proposal.markdown}\n\nBy hand.`
    const { json } = await accept(proposal, { base_version: 2, markdown: merged })
    assert.equal(json.content.parts[0].is_edited, true)
    const again = await accept(proposal, { base_version: 3, markdown: merged })
    assert.equal(`${again.status} ${again.json.code}`, '422 proposal_empty')
  })

  it('are a history: marked, put away, brought back, listed page by page', async () => {
    const document = await makeWormArticle(test)
    const made = [await propose(document), await propose(document, 'lengthen')]
    const third = await propose(document, 'regenerate')
    const patch = (id: string, body: object) => test.call('PATCH', `/proposals/${id}`, body)
    assert.equal((await patch(third.id, { is_favourite: true })).json.is_favourite, true)
    assert.equal((await patch(made[0].id, { status: 'discarded' })).json.status, 'discarded')

    const list = async (query: string) => {
      const { json } = await test.call('GET', `/documents/${document.id}/proposals?${query}`)
      return {
        ids: json.items.map(({ id }: { id: string }) => id),
        next: json.next_cursor as string | null,
      }
    }
    assert.deepEqual((await list('is_favourite=true')).ids, [third.id])
    assert.deepEqual((await list('status=discarded')).ids, [made[0].id])
    assert.deepEqual((await list('section_id=gone')).ids, [])
    const first = await list('limit=2')
    assert.deepEqual(first.ids, [third.id, made[1].id])
    assert.deepEqual((await list(`limit=2&cursor=${first.next}`)).ids, [made[0].id])

    assert.equal((await patch(made[0].id, { status: 'open' })).json.status, 'open')
    await accept(made[0], { base_version: 1 })
    const late = await patch(made[0].id, { status: 'discarded' })
    assert.equal(`${late.status} ${late.json.code}`, '409 proposal_accepted')
  })

  it('are of their workspace, and of those who may', async () => {
    const document = await makeWormArticle(test)
    const proposal = await propose(document)
    const other = await test.addWorkspace()
    const strange = await other.call('POST', `/proposals/${proposal.id}/accept`, {
      base_version: 1,
    })
    assert.equal(`${strange.status} ${strange.json.code}`, '404 proposal_not_found')
    assert.equal((await other.call('GET', `/documents/${document.id}/proposals`)).status, 404)
    const reader = await test.addKey({ permissions: ['documents.read'] })
    assert.equal((await reader.call('GET', `/documents/${document.id}/proposals`)).status, 200)
    const refused = await reader.call('PATCH', `/proposals/${proposal.id}`, { is_favourite: true })
    assert.equal(refused.status, 403)
    assert.equal((await readArticle(test, document.id)).version, 1)
  })

  it('end with their document', async () => {
    const document = await makeWormArticle(test)
    await propose(document)
    const rows = async () => {
      const query = sql`select id from galley.section_proposals where document_id = ${document.id}`
      const { rows: found } = await test.database.db.system.execute<{ id: string }>(query)
      return found.length
    }
    await test.call('DELETE', `/documents/${document.id}`)
    assert.equal((await test.call('GET', `/documents/${document.id}/proposals`)).status, 404)
    assert.equal(await rows(), 1)
    await test.database.db.system.execute(
      sql`update galley.documents set deleted_at = now() - interval '400 days' where id = ${document.id}`,
    )
    const { retentionRules } = await import('../../../workspace/privacy/index.ts')
    const rule = test.app.services.extensions
      .get(retentionRules)
      .find(({ kind }) => kind === 'deletedDocuments')!
    const ctx = { ...test.app.services, workspaceId: test.workspaceId }
    assert.equal(await rule.remove(ctx as never, new Date()), 1)
    assert.equal(await rows(), 0)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { createTestApp } from '../../../test/test-app.ts'
import type { Client, TestApp } from '../../../test/test-app.ts'
import { makeJpeg, makePng } from '../../platform/images/images.fixture.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import type { DocumentBelongings } from '../documents/format.ts'
import { retainMedia } from './retain-media.ts'
import { sweepMedia } from './sweep-media.ts'
import { media } from './tables.ts'

let width = 10

describe('media', () => {
  let test: TestApp
  let documentId: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    documentId = await makeArticle('Worms')
  })
  after(() => test.close())

  async function makeArticle(title: string): Promise<string> {
    const { json, text } = await test.call('POST', '/documents', {
      format: 'article',
      markdown: `# ${title}\n\n## One\n\nThey dig.`,
    })
    assert.ok(json.id, text)
    return json.id
  }
  function upload(
    fields: Record<string, string> = {},
    options: { client?: Client; bytes?: Uint8Array<ArrayBuffer>; name?: string } = {},
  ) {
    const form = new FormData()
    const bytes = options.bytes ?? makePng((width += 1), 20)
    form.set('file', new File([bytes], options.name ?? 'worm.png', { type: 'image/png' }))
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return (options.client ?? test).call('POST', '/media', form)
  }
  const ask = (path: string, headers: Record<string, string> = {}) =>
    test.app.fetch(
      new Request(`http://localhost:3000${path}`, {
        headers: { authorization: `Bearer ${test.key}`, ...headers },
      }),
    )
  const keys = async () => {
    const own = scopedStorage(test.app.services.storage, test.workspaceId)
    return (await own.list('media/')).objects.map(({ key }) => key)
  }

  it('are found out by their bytes, kept, and served for ever as what they are', async () => {
    const bytes = makePng(64, 48)
    const place = { document_id: documentId, section_id: 'sec_1' }
    const { status, json } = await upload({ ...place, alt_text: '  A\nworm ' }, { bytes })
    assert.equal(status, 201)
    assert.deepEqual(
      [json.kind, json.width, json.height, json.alt_text, json.origin, json.focal_x],
      ['png', 64, 48, 'A worm', 'upload', 0.5],
    )
    assert.deepEqual([json.document_id, json.section_id], [documentId, 'sec_1'])
    assert.equal('storage_key' in json, false)

    const answer = await ask(json.url)
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes)
    const { headers } = answer
    assert.equal(headers.get('content-type'), 'image/png')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('cache-control')!, /private.*immutable/)
    assert.match(headers.get('content-disposition')!, /^inline; filename="med_\w+\.png"$/)
    assert.match(headers.get('content-security-policy')!, /sandbox/)
    const fresh = await ask(json.url, { 'if-none-match': headers.get('etag')! })
    assert.equal(fresh.status, 304)
  })

  it('that twins upload at once for one section are one; for another they are their own', async () => {
    const bytes = makeJpeg(30, 20)
    const place = { document_id: documentId, section_id: 'sec_2' }
    const before = (await keys()).length
    const made = await Promise.all(Array.from({ length: 6 }, () => upload(place, { bytes })))
    assert.equal(new Set(made.map(({ json }) => json.id)).size, 1)
    assert.equal((await keys()).length, before + 1)
    const other = await upload({ ...place, section_id: 'sec_3' }, { bytes })
    assert.notEqual(other.json.id, made[0]!.json.id)
    const { json } = await test.call('GET', `/media?document_id=${documentId}&section_id=sec_2`)
    assert.deepEqual(
      json.items.map(({ id }: { id: string }) => id),
      [made[0]!.json.id],
    )
  })

  it('are described, and listed page by page, newest first', async () => {
    const { json } = await upload({ document_id: documentId, section_id: 'sec_4' })
    const second = await upload({ document_id: documentId, section_id: 'sec_4' })
    const changed = await test.call('PATCH', `/media/${json.id}`, {
      alt_text: 'Soil',
      focal_x: 0.2,
    })
    assert.deepEqual(
      [changed.json.alt_text, changed.json.focal_x, changed.json.focal_y],
      ['Soil', 0.2, 0.5],
    )
    assert.equal((await test.call('PATCH', `/media/${json.id}`, { focal_y: 1.1 })).status, 422)
    const list = `/media?document_id=${documentId}&section_id=sec_4&limit=1`
    const first = await test.call('GET', list)
    const rest = await test.call('GET', `${list}&cursor=${first.json.next_cursor}`)
    assert.deepEqual([first.json.items[0].id, rest.json.items[0].id], [second.json.id, json.id])
    assert.equal(rest.json.next_cursor, null)
  })

  it('stay while a current text names them, and go with their bytes when none does', async () => {
    const { json } = await upload({ document_id: documentId })
    const { json: article } = await test.call('GET', `/documents/${documentId}`)
    const markdown = `They dig.\n\n![A worm](${json.url})`
    const edit = (base_version: number, body: string) =>
      test.call('PATCH', `/documents/${documentId}`, {
        base_version,
        operations: [
          { op: 'replace', part_id: article.content.parts[0].id, value: { markdown: body } },
        ],
      })
    const set = await edit(article.version, markdown)
    assert.equal(set.status, 200, set.text)
    const refused = await test.call('DELETE', `/media/${json.id}`)
    assert.deepEqual([refused.status, refused.json.code], [409, 'media_in_use'])
    assert.equal(refused.json.details.documents[0].id, documentId)
    await edit(set.json.document.version, 'They dig.')
    const before = (await keys()).length
    assert.equal((await test.call('DELETE', `/media/${json.id}`)).status, 204)
    assert.equal((await keys()).length, before - 1)
    assert.equal((await ask(json.url)).status, 404)
  })

  it('go along in a page, and are named by whole addresses elsewhere', async () => {
    const bytes = makePng(33, 22)
    const { json } = await upload({ document_id: documentId }, { bytes })
    await test.call('PATCH', `/media/${json.id}`, { focal_x: 0.25, focal_y: 1 })
    const foreign = 'https://elsewhere.example/api/v1/media/med_01M8E8ZGTFE5JTSKN3VDNK2SJA/content'
    const gone = '/api/v1/media/med_01M8E8ZGTFE5JTSKN3VDNK2SJA/content'
    const words = '`<img src="/api/v1/media/med_01M8E8ZGTFE5JTSKN3VDNK2SJA/content"`'
    const { json: article } = await test.call('POST', '/documents', {
      markdown: `# T\n\n## One\n\n![A](${json.url}) ![B](${foreign}) ![C](${gone}) ${words}`,
    })
    const exported = (format: string) =>
      test.call('GET', `/documents/${article.id}/export?format=${format}`)
    const { text: html } = await exported('html')
    const data = `data:image/png;base64,${bytes.toString('base64')}`
    const size = 'width="33" height="22" style="object-position: 25% 100%"'
    assert.ok(html.includes(`<img src="${data}" ${size} alt="A" />`), html)
    assert.ok(html.includes(`<img src="${foreign}" alt="B" />`))
    assert.ok(html.includes(`<img src="http://localhost:3000${gone}" alt="C" />`))
    assert.ok(html.includes('<code>&lt;img'))
    const { text: markdown } = await exported('markdown')
    assert.ok(markdown.includes(`![A](http://localhost:3000${json.url}) ![B](${foreign})`))

    await test.database.db.systemTransaction((tx) =>
      tx.update(media).set({ size: 25_000_000 }).where(eq(media.id, json.id)),
    )
    assert.equal((await exported('html')).status, 200, 'up to 24 MB')
    await test.database.db.systemTransaction((tx) =>
      tx.update(media).set({ size: 26_000_000 }).where(eq(media.id, json.id)),
    )
    assert.equal((await exported('html')).json.code, 'export_images_too_large')
  })

  it('are refused when they are no image, or belong to nothing of theirs', async () => {
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    const svg = await upload({}, { bytes: page, name: 'fine.png' })
    assert.deepEqual([svg.status, svg.json.code], [415, 'image_unsupported'])
    const huge = await upload({}, { bytes: makePng(4_000_000_000, 4_000_000_000) })
    assert.deepEqual([huge.status, huge.json.code], [413, 'image_too_many_pixels'])
    const cut = await upload({}, { bytes: makePng(10, 10).subarray(0, 50) })
    assert.deepEqual([cut.status, cut.json.code], [422, 'image_broken'])
    assert.equal((await test.call('POST', '/media', {})).json.code, 'media_file_missing')
    assert.equal((await upload({ section_id: 'sec_1' })).json.code, 'media_section_alone')
    assert.equal((await upload({ document_id: 'doc_none' })).status, 404)
  })

  it('cut off a page that hides behind an image', async () => {
    const bytes = Buffer.concat([makePng(5, 5), Buffer.from('<script>alert(1)</script>')])
    const { json } = await upload({}, { bytes })
    const kept = Buffer.from(await (await ask(json.url)).arrayBuffer())
    assert.ok(!kept.includes('script'))
  })

  it('are nobody else’s, and need their permission', async () => {
    const { json } = await upload()
    const stranger = await test.addWorkspace()
    for (const [method, path, body] of [
      ['GET', `/media/${json.id}`],
      ['GET', `/media/${json.id}/content`],
      ['PATCH', `/media/${json.id}`, { alt_text: 'Mine' }],
      ['DELETE', `/media/${json.id}`],
    ] as const) {
      assert.equal((await stranger.call(method, path, body)).status, 404, `${method} ${path}`)
    }
    assert.deepEqual((await stranger.call('GET', '/media')).json.items, [])
    const reader = await test.addKey({ permissions: ['media.read'] })
    assert.equal((await reader.call('GET', `/media/${json.id}`)).status, 200)
    assert.equal((await upload({}, { client: reader })).status, 403)
  })

  it('end with their document, but for those that another text names', async () => {
    const ending = await makeArticle('Ending')
    const gone = (await upload({ document_id: ending })).json
    const used = (await upload({ document_id: ending, section_id: 'sec_1' })).json
    await test.call('POST', '/documents', {
      format: 'article',
      markdown: `# Other\n\n## One\n\n![](${used.url})`,
    })
    const { db } = test.database
    const belongings = retainMedia.value as DocumentBelongings
    await test.call('DELETE', `/documents/${ending}`)
    await db.systemTransaction((tx) => belongings.remove(tx, [ending]))
    assert.equal((await test.call('GET', `/media/${gone.id}`)).status, 404)
    assert.equal((await test.call('GET', `/media/${used.id}`)).status, 200)
    await sweepMedia(test.app.services)
    const rows = await db.systemTransaction((tx) =>
      tx.select({ id: media.id }).from(media).where(eq(media.documentId, ending)),
    )
    assert.deepEqual(rows, [{ id: used.id }])
    assert.ok(!(await keys()).includes(`media/${gone.id}`))
  })

  it('leave no bytes that no row knows, a day later', async () => {
    const own = scopedStorage(test.app.services.storage, test.workspaceId)
    await own.put('media/med_lost', new Uint8Array([1]))
    await sweepMedia(test.app.services)
    assert.ok((await keys()).includes('media/med_lost'), 'it may belong to a request under way')
    const kept = (await keys()).length - 1
    await sweepMedia(test.app.services, Date.now() + 25 * 3600 * 1000)
    assert.equal((await keys()).length, kept)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Client, TestApp } from '../../../test/test-app.ts'
import { newId } from '../../platform/id.ts'
import { scopedStorage } from '../../platform/storage/index.ts'
import { sweepObjects } from '../../flow/sources/sweep-objects.ts'
import { contrastRatio } from './color.ts'
import { makeJpeg, makePng, makeWebp } from '../../platform/images/images.fixture.ts'
import { brandOfHost, mailSender } from './index.ts'
import { sweepLogos } from './sweep-logos.ts'

const DAY = 24 * 3600 * 1000
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><title>x</title><g/></svg>',
)

describe('branding', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({
      hasWorker: false,
      environment: { PUBLIC_URL: 'https://galley.example/' },
    })
  })
  after(() => test.close())

  const put = async (
    client: Client,
    slot: string,
    bytes: Uint8Array<ArrayBuffer> | ReadableStream,
    type = 'image/png',
  ) => {
    const response = await test.app.fetch(
      new Request(`http://localhost:3000/api/v1/branding/logo/${slot}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${client.key}`, 'content-type': type },
        body: bytes,
        duplex: 'half',
      } as RequestInit),
    )
    return { status: response.status, json: (await response.json()) as never as Answered }
  }
  interface Answered {
    code: string
    logos: Record<string, { url: string; size: number; media_type: string; width: number } | null>
  }
  const open = async (url: string, headers: Record<string, string> = {}, method = 'GET') => {
    const local = url.replace('https://galley.example', 'http://localhost:3000')
    const answer = await test.app.fetch(new Request(local, { method, headers }))
    // Read to the end, as a server's client would: the file behind it is closed then.
    const bytes = await answer.arrayBuffer()
    return new Response(bytes.byteLength > 0 ? bytes : null, answer)
  }
  const read = async (client: Client, slot: string, headers: Record<string, string> = {}) =>
    open(`http://localhost:3000/api/v1/branding/logo/${slot}`, {
      authorization: `Bearer ${client.key}`,
      ...headers,
    })
  const storedKeys = async ({ workspaceId }: Client) => {
    const { objects } = await scopedStorage(test.app.services.storage, workspaceId).list(
      'branding/',
    )
    return objects.map(({ key }) => key)
  }
  /** A domain as if it had been verified. */
  const own = (client: Client, name: string, purposes: string, verified = true) =>
    test.database.db.system.execute(sql`
      insert into galley.domains (id, workspace_id, name, purposes, token, verified_at)
      values (${newId('dom')}, ${client.workspaceId}, ${name}, ${purposes}::text[], 'x',
              ${verified ? new Date().toISOString() : null})`)
  const loseDomain = (name: string) =>
    test.database.db.system.execute(
      sql`update galley.domains set verified_at = null where name = ${name}`,
    )

  it('is as Galley looks until something is set', async () => {
    const fresh = await test.addWorkspace()
    const { status, json } = await fresh.call('GET', '/branding')
    assert.equal(status, 200)
    assert.deepEqual(
      [json.product_name, json.logos, json.mail_sender, json.custom_domain, json.updated_at],
      [
        'Galley',
        { light: null, dark: null, icon: null },
        { name: null, reply_to: null, address: null },
        null,
        null,
      ],
    )
    const { colors } = json
    for (const name of ['primary', 'accent', 'background']) {
      assert.ok(contrastRatio(colors[name], colors[`on_${name}`]) >= 4.5)
    }
    assert.deepEqual(await mailSender(test.app.services, fresh.workspaceId), {
      name: 'Galley',
      replyTo: null,
      address: null,
      logoUrl: null,
      color: colors.primary,
    })
  })

  it('changes what is named, sets back what is null, and leaves the rest', async () => {
    const mine = await test.addWorkspace()
    const first = await mine.call('PATCH', '/branding', {
      product_name: ' The Worm Post ',
      colors: { primary: '#FC0', accent: '#123456' },
      mail_sender: { name: 'Würmer', reply_to: 'worms@elsewhere.example' },
    })
    assert.equal(first.status, 200, first.text)
    const { colors } = first.json
    assert.deepEqual(
      [first.json.product_name, colors.primary, colors.on_primary, colors.accent, colors.on_accent],
      ['The Worm Post', '#ffcc00', '#000000', '#123456', '#ffffff'],
    )
    const second = await mine.call('PATCH', '/branding', {
      product_name: null,
      colors: { accent: null },
      mail_sender: { name: null },
    })
    assert.deepEqual(
      [second.json.product_name, second.json.colors.primary, second.json.mail_sender],
      ['Galley', '#ffcc00', { name: null, reply_to: 'worms@elsewhere.example', address: null }],
    )
    assert.notEqual(second.json.colors.accent, '#123456')
    assert.deepEqual((await mine.call('GET', '/branding')).json, second.json)
    // Nothing changed, so nothing is written down.
    await mine.call('PATCH', '/branding', { product_name: null })
    await mine.call('PATCH', '/branding', {})
    const { json: log } = await mine.call('GET', '/audit?action=branding.*')
    assert.deepEqual(
      log.items.map(({ before, after }: { before: object; after: object }) => [before, after]),
      [
        [
          { productName: 'The Worm Post', accentColor: '#123456', senderName: 'Würmer' },
          { productName: null, accentColor: null, senderName: null },
        ],
        [
          {
            productName: null,
            primaryColor: null,
            accentColor: null,
            senderName: null,
            senderReplyTo: null,
          },
          {
            productName: 'The Worm Post',
            primaryColor: '#ffcc00',
            accentColor: '#123456',
            senderName: 'Würmer',
            senderReplyTo: 'worms@elsewhere.example',
          },
        ],
      ],
    )
  })

  it('refuses what could break out of a header, a style or a page', async () => {
    const bodies = [
      { product_name: 'a\r\nBcc: all@example.org' },
      { product_name: 'a\u2028b' },
      { product_name: 'a\u202eb' },
      { product_name: 'x'.repeat(81) },
      { product_name: '  ' },
      { product_name: '\u0000' },
      { colors: { primary: 'red' } },
      { colors: { primary: '#fff;background:url(//evil.example)' } },
      { colors: { secondary: '#fff' } },
      { mail_sender: { name: 'a\nb' } },
      { mail_sender: { reply_to: 'a@b.example, c@d.example' } },
      { mail_sender: { reply_to: 'Anna <a@b.example>' } },
      { mail_sender: { reply_to: 'a@b.example\r\nBcc: x@y.example' } },
    ]
    for (const body of bodies) {
      const answer = await test.call('PATCH', '/branding', body)
      assert.equal(answer.status, 422, JSON.stringify(body))
    }
  })

  it('speaks only in the name of domains that are its own, and as long as they are', async () => {
    const [mine, other] = [await test.addWorkspace(), await test.addWorkspace()]
    await own(mine, 'mail.own.example', '{email}')
    await own(mine, 'site.own.example', '{site}')
    await own(mine, 'pending.example', '{email,site}', false)
    await own(other, 'other.example', '{email,site}')
    const address = (text: string) => ({ mail_sender: { address: text } })
    const refused = [
      address('news@site.own.example'), // for another purpose
      address('news@pending.example'),
      address('news@other.example'),
      address('news@own.example'),
      address('news@a.mail.own.example'),
      { custom_domain: 'mail.own.example' },
      { custom_domain: 'pending.example' },
      { custom_domain: 'other.example' },
      { custom_domain: 'galley.example' },
      { custom_domain: '../..' },
      { custom_domain: '' },
    ]
    for (const body of refused) {
      const { status, json } = await mine.call('PATCH', '/branding', body)
      assert.deepEqual(
        [status, json.code],
        [409, 'branding_domain_unverified'],
        JSON.stringify(body),
      )
    }
    const { status, json } = await mine.call('PATCH', '/branding', {
      ...address('News@Mail.Own.example'),
      custom_domain: 'Site.OWN.example.',
    })
    assert.deepEqual(
      [status, json.mail_sender.address, json.custom_domain],
      [200, 'News@mail.own.example', 'site.own.example'],
    )
    const services = test.app.services
    const sender = () => mailSender(services, mine.workspaceId)
    assert.equal((await sender()).address, 'News@mail.own.example')
    const shown = await brandOfHost(services, 'SITE.own.example:8443')
    assert.deepEqual(
      [shown?.workspaceId, shown?.branding.customDomain],
      [mine.workspaceId, 'site.own.example'],
    )
    for (const host of ['own.example', 'mail.own.example', 'other.example', 'x', '[::1]:80', '']) {
      assert.equal(await brandOfHost(services, host), null, host)
    }

    await loseDomain('mail.own.example')
    await loseDomain('site.own.example')
    assert.equal((await sender()).address, null)
    assert.equal(await brandOfHost(services, 'site.own.example'), null)
    // Whoever verifies it next does not inherit the brand.
    await own(other, 'site.own.example', '{site}')
    assert.equal(await brandOfHost(services, 'site.own.example'), null)
  })

  describe('logos', () => {
    it('are served as what they are, and do nothing else', async () => {
      const mine = await test.addWorkspace()
      const png = makePng(64, 16)
      const { status, json } = await put(mine, 'light', png)
      assert.deepEqual([status, json.logos.light?.width, json.logos.dark], [200, 64, null])
      assert.equal((await put(mine, 'dark', makeWebp('VP8L', 8, 8), 'image/webp')).status, 200)
      assert.equal((await put(mine, 'icon', svg, 'image/svg+xml; charset=utf-8')).status, 200)

      const answer = await read(mine, 'light')
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png)
      const vector = await read(mine, 'icon')
      assert.equal(
        await vector.text(),
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><g/></svg>',
      )
      for (const { headers } of [answer, vector]) {
        assert.match(headers.get('content-security-policy')!, /default-src 'none'.*sandbox/)
        assert.equal(headers.get('x-content-type-options'), 'nosniff')
        assert.match(headers.get('content-disposition')!, /^inline; filename="logo\.(png|svg)"$/)
      }
      assert.deepEqual(
        [answer.headers.get('content-type'), vector.headers.get('content-type')],
        ['image/png', 'image/svg+xml'],
      )
      const etag = answer.headers.get('etag')!
      const fresh = await read(mine, 'light', { 'if-none-match': etag })
      assert.deepEqual([fresh.status, await fresh.text()], [304, ''])
      assert.equal((await read(mine, 'light', { 'if-none-match': '"x"' })).status, 200)
    })

    it('are there for everybody under an address that changes with them', async () => {
      const mine = await test.addWorkspace()
      const first = (await put(mine, 'light', makePng(10, 10))).json.logos.light!.url
      assert.match(first, /^https:\/\/galley\.example\/brands\/ws_\w+\/light\?v=[\da-f]{16}$/)
      assert.equal((await mailSender(test.app.services, mine.workspaceId)).logoUrl, first)
      const shown = await open(first)
      assert.deepEqual(
        [shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')],
        [200, 'image/png', 'public, max-age=31536000, immutable'],
      )
      assert.match(shown.headers.get('content-security-policy')!, /sandbox/)
      const head = await open(first, {}, 'HEAD')
      assert.deepEqual([head.status, await head.text()], [200, ''])
      assert.equal((await open(first, {}, 'POST')).status, 405)

      const second = (await put(mine, 'light', makePng(11, 11))).json.logos.light!.url
      assert.notEqual(second, first)
      assert.equal((await open(first)).headers.get('cache-control'), 'public, max-age=300')

      const base = `https://galley.example/brands/${mine.workspaceId}`
      for (const path of ['', '/', '/dark', '/light/x', '/../light', '/%2e%2e/light', '/LIGHT']) {
        assert.equal((await open(base + path)).status, 404, path)
      }
      for (const id of ['ws_x', "ws_'; drop table galley.users", newId('ws')]) {
        assert.equal((await open(`https://galley.example/brands/${id}/light`)).status, 404, id)
      }
      await test.database.db.system.execute(
        sql`update galley.workspaces set deleted_at = now() where id = ${mine.workspaceId}`,
      )
      assert.equal((await open(second)).status, 404)
    })

    it('are in mail only where mail programs show them', async () => {
      const mine = await test.addWorkspace()
      const sender = async () => (await mailSender(test.app.services, mine.workspaceId)).logoUrl
      await put(mine, 'light', svg, 'image/svg+xml')
      assert.equal(await sender(), null)
      const { json } = await put(mine, 'icon', makeJpeg(9, 9), 'image/jpeg')
      assert.equal(await sender(), json.logos.icon!.url)
    })

    it('replace each other without leaving anything behind', async () => {
      const mine = await test.addWorkspace()
      await put(mine, 'light', makePng(1, 1))
      await Promise.all(
        [2, 3, 4, 5].flatMap((side) => [
          put(mine, 'light', makePng(side, side)),
          put(mine, 'dark', makePng(side, side)),
        ]),
      )
      assert.equal((await storedKeys(mine)).length, 2)
      for (const slot of ['light', 'dark']) {
        const { json } = await mine.call('GET', '/branding')
        const answer = await read(mine, slot)
        assert.equal((await answer.arrayBuffer()).byteLength, json.logos[slot].size)
        assert.equal((await mine.call('DELETE', `/branding/logo/${slot}`)).status, 204)
        assert.equal((await read(mine, slot)).status, 404)
        assert.equal((await mine.call('DELETE', `/branding/logo/${slot}`)).status, 404)
      }
      assert.deepEqual(await storedKeys(mine), [])
      const { json } = await mine.call('GET', '/audit?action=branding.delete_logo')
      assert.equal(json.items.length, 2)
      assert.equal(json.items[0].before.logo.mediaType, 'image/png')
    })

    it('that are refused leave nothing behind either', async () => {
      const mine = await test.addWorkspace()
      const script = Buffer.from('<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>')
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
      })
      const refused: [Uint8Array<ArrayBuffer> | ReadableStream, string, number, string][] = [
        [script, 'image/svg+xml', 422, 'logo_svg_refused'],
        [script, 'image/png', 422, 'logo_mislabelled'],
        [makePng(5000, 1), 'image/png', 422, 'logo_dimensions'],
        [Buffer.alloc(0), 'image/png', 422, 'logo_empty'],
        [makePng(1, 1), 'image/gif', 415, 'content_type_unsupported'],
        [makePng(1, 1), 'text/html', 415, 'content_type_unsupported'],
        [Buffer.from('GIF89a'), 'image/png', 415, 'logo_unsupported'],
        [Buffer.alloc(1024 * 1024 + 1, makePng(1, 1)), 'image/png', 413, 'body_too_large'],
        [endless, 'image/png', 413, 'body_too_large'],
      ]
      for (const [bytes, type, status, code] of refused) {
        const answer = await put(mine, 'light', bytes, type)
        assert.deepEqual([answer.status, answer.json.code], [status, code], type)
      }
      assert.equal((await put(mine, 'other', makePng(1, 1))).status, 422)
      assert.equal((await put(mine, '..%2flight', makePng(1, 1))).status, 422)
      assert.deepEqual(await storedKeys(mine), [])
      assert.equal((await mine.call('GET', '/branding')).json.updated_at, null)
    })

    it('survive every sweep, and what no row names does not', async () => {
      const mine = await test.addWorkspace()
      await mine.call('POST', '/sources', { text: 'Worms dig channels in the soil.' })
      await put(mine, 'light', makePng(7, 7))
      const storage = scopedStorage(test.app.services.storage, mine.workspaceId)
      await storage.put('branding/logo_left', new Uint8Array([1]))
      await sweepLogos(test.app.services)
      assert.equal((await storedKeys(mine)).length, 2, 'young bytes may belong to a request')
      const later = Date.now() + 2 * DAY
      await sweepObjects(test.app.services, later)
      assert.equal((await storedKeys(mine)).length, 2, 'the sweep of sources leaves them alone')
      await sweepLogos(test.app.services, later)
      assert.equal((await storedKeys(mine)).length, 1)
      assert.equal((await read(mine, 'light')).status, 200)
    })
  })

  it('is seen by everybody of the workspace, changed by admins, and by nobody else', async () => {
    const [mine, other] = [await test.addWorkspace(), await test.addWorkspace()]
    await mine.call('PATCH', '/branding', { product_name: 'Mine' })
    await put(mine, 'light', makePng(3, 3))
    assert.equal((await other.call('GET', '/branding')).json.product_name, 'Galley')
    assert.equal((await read(other, 'light')).status, 404)
    assert.equal((await other.call('DELETE', '/branding/logo/light')).status, 404)
    assert.equal((await read(mine, 'light')).status, 200)
    for (const role of ['viewer', 'reviewer', 'editor', 'admin', 'owner'] as const) {
      const person = await createPerson(test)
      await join(test, person, mine.workspaceId, role)
      assert.equal((await person.call('GET', '/branding')).json.product_name, 'Mine')
      const { status } = await person.call('PATCH', '/branding', { colors: { accent: '#000' } })
      assert.equal(status, role === 'admin' || role === 'owner' ? 200 : 403, role)
    }
    const key = { workspaceId: mine.workspaceId, projectIds: [newId('prj')] }
    const narrowed = await test.addKey(key)
    assert.equal((await narrowed.call('GET', '/branding')).status, 200)
    const refused = await narrowed.call('PATCH', '/branding', { product_name: 'x' })
    assert.deepEqual([refused.status, refused.json.code], [403, 'branding_needs_workspace'])
    assert.equal(
      (await put(narrowed, 'light', makePng(2, 2))).json.code,
      'branding_needs_workspace',
    )
  })
})

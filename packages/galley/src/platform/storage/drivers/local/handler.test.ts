import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { bytesOf, streamInPieces, textOf } from '../../suite/material.ts'
import { createLocalStorage, createLocalStorageHandler } from '../local.ts'
import type { LocalStorage } from '../local.ts'
import { parseRangeHeader } from './range-header.ts'

const OLD = 'the old secret, long enough to be one'
const NEW = 'the new secret, long enough to be one'
const publicUrl = 'https://galley.example/app/storage/'

describe('the handler for signed links', () => {
  let folder = ''
  let storage: LocalStorage
  const open = (secrets: string[]) =>
    createLocalStorage({ kind: 'local', folder, secrets, publicUrl })
  const handle = async (
    url: string,
    init?: RequestInit & { duplex?: 'half' },
    secrets = [NEW, OLD],
  ) =>
    createLocalStorageHandler(storage, { secrets, publicUrl, maxUploadBytes: 100_000 })(
      new Request(url, init),
    )
  const get = async (key: string) =>
    (await storage.signedUrl(key, { method: 'GET', expiresInSeconds: 60 })).url
  const put = async (key: string) =>
    (await storage.signedUrl(key, { method: 'PUT', expiresInSeconds: 60 })).url

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-handler-'))
    storage = open([NEW, OLD])
    await storage.put('ws/page.html', textOf('<script>1</script>'), { contentType: 'text/html' })
  })
  after(async () => rm(folder, { recursive: true, maxRetries: 5 }))

  it('answers HEAD, and 304 to a client that has it already', async () => {
    const url = await get('ws/page.html')
    const head = await handle(url, { method: 'HEAD' })
    assert.equal(head.headers.get('content-length'), '18')
    assert.equal(await head.text(), '')
    const etag = head.headers.get('etag')!
    assert.match(etag, /^"[^"]+"$/)
    for (const value of [etag, `"other", W/${etag}`, '*']) {
      const response = await handle(url, { headers: { 'if-none-match': value } })
      assert.equal(response.status, 304)
      assert.equal(response.headers.get('etag'), etag)
    }
    const changed = await handle(url, { headers: { 'if-none-match': '"other"' } })
    assert.equal(changed.status, 200)
    assert.equal((await handle(await get('ws/none'), { method: 'HEAD' })).status, 404)
  })

  it('sends everything when the part a client wants is of another version', async () => {
    const url = await get('ws/page.html')
    const range = 'bytes=0-3'
    const stale = await handle(url, { headers: { range, 'if-range': '"old"' } })
    assert.equal(stale.status, 200)
    const fresh = await handle(url, { headers: { range, 'if-range': stale.headers.get('etag')! } })
    assert.equal(fresh.status, 206)
    assert.equal(await fresh.text(), '<scr')
    const past = await handle(url, { headers: { range: 'bytes=18-' } })
    assert.equal(past.status, 416)
    assert.equal(past.headers.get('content-range'), 'bytes */18')
  })

  it('does not let stored pages run as Galley', async () => {
    const { headers } = await handle(await get('ws/page.html'))
    assert.equal(headers.get('content-security-policy'), 'sandbox')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
  })

  it('stops an upload at the limit, while it streams', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 10_000
        controller.enqueue(new Uint8Array(10_000))
      },
    })
    const url = await put('ws/endless')
    const response = await handle(url, { method: 'PUT', body: endless, duplex: 'half' })
    assert.equal(response.status, 413)
    assert.equal(((await response.json()) as { code: string }).code, 'object_too_large')
    assert.ok(sent < 300_000, `${sent} bytes were taken`)
    assert.equal(await storage.head('ws/endless'), null)
    const body = streamInPieces(bytesOf(100_000), 999)
    assert.equal((await handle(url, { method: 'PUT', body, duplex: 'half' })).status, 200)
  })

  it('accepts links of a rotated secret until it is dropped', async () => {
    const options = { method: 'GET', expiresInSeconds: 60 } as const
    const { url } = await open([OLD]).signedUrl('ws/page.html', options)
    assert.equal((await handle(url, {}, [NEW, OLD])).status, 200)
    assert.equal((await handle(url, {}, [NEW])).status, 403)
  })

  it('turns every problem into an answer that says what to do', async () => {
    const url = await get('ws/page.html')
    for (const wrong of [
      'https://galley.example/app/storage/ws/page.html',
      'https://galley.example/elsewhere',
      'https://galley.example/app/storage/%',
      'https://galley.example/app/storage/..%2f..%2fetc/passwd?signature=AA',
      `${url}&extra=1`,
      url.replace('method=GET', 'method=PUT'),
    ]) {
      const response = await handle(wrong)
      assert.equal(response.status, 403, wrong)
      assert.equal(response.headers.get('content-type'), 'application/problem+json')
      assert.match(((await response.json()) as { detail: string }).detail, /Ask for a new link/)
    }
  })
})

it('reads Range headers as RFC 9110 does', () => {
  for (const [header, range] of [
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90 }],
    ['bytes=-30', { start: 70 }],
    ['bytes=-300', { start: 0 }],
    ['bytes=-0', { start: 100 }],
    ['bytes=9-0', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
    [null, undefined],
  ] as const) {
    assert.deepEqual(parseRangeHeader(header, 100), range, String(header))
  }
})

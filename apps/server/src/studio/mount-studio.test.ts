import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { HttpError } from '@galley/galley/node'
import type { Mount } from '@galley/galley/node'
import { compressFiles } from '../../../studio/build/compress-files.ts'
import { mountStudio } from './mount-studio.ts'

const PAGE = `<!doctype html><title>Studio</title>${'<!-- a page -->'.repeat(60)}`
const SCRIPT = `export const words = '${'one two three '.repeat(60)}'`

describe('serving the built studio', () => {
  let parent: string
  let mount: Mount
  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'galley-mount-'))
    const folder = join(parent, 'built')
    await mkdir(join(folder, 'assets'), { recursive: true })
    await mkdir(join(folder, '.vite'))
    await Promise.all([
      writeFile(join(parent, 'secret.json'), '"not to be had"'),
      writeFile(join(folder, '.vite/manifest.json'), '{}'),
      writeFile(join(folder, 'index.html'), PAGE),
      writeFile(join(folder, 'assets/main-Ab12.js'), SCRIPT),
      writeFile(join(folder, 'assets/small-Cd34.css'), 'p{margin:0}'),
      writeFile(join(folder, 'assets/notes.txt'), 'of no kind that is served'),
    ])
    await compressFiles(folder)
    mount = await mountStudio(folder)
  })
  after(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }))

  /** Asks without what `fetch` would tidy up on the way. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    mount.handler(new Request(`http://localhost${path}`, { method, headers }), {} as never)
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
  const refuses = (status: number, ...asked: Parameters<typeof ask>) =>
    assert.rejects(
      async () => ask(...asked),
      (error) => error instanceof HttpError && error.status === status,
      `${asked[0]} is to be refused with ${status}`,
    )

  it('keeps assets for ever, and asks for the page each time', async () => {
    const script = await ask('/assets/main-Ab12.js')
    assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8')
    const page = await ask('/')
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.equal((await bytesOf(page)).toString(), PAGE)
  })

  it('has a policy that allows our own files and nothing inline', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy')!
    for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'"]) {
      assert.ok(policy.split('; ').includes(part), `${part} in ${policy}`)
    }
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
  })

  const negotiated: [accepted: string, encoding: string | null][] = [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0.000, gzip;q=0', null],
    ['', null],
    ['identity', null],
    ['brotli-of-another-kind', null],
  ]
  for (const [accepted, encoding] of negotiated) {
    it(`answers "${accepted}" with ${encoding ?? 'the plain file'}`, async () => {
      const response = await ask('/assets/main-Ab12.js', { 'accept-encoding': accepted })
      const bytes = await bytesOf(response)
      assert.equal(response.headers.get('content-encoding'), encoding)
      assert.equal(response.headers.get('content-length'), String(bytes.length))
      assert.equal(response.headers.get('vary'), 'accept-encoding')
      const open = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? '']
      assert.equal((open ? open(bytes) : bytes).toString(), SCRIPT)
    })
  }

  it('leaves alone what compression would not make smaller', async () => {
    const response = await ask('/assets/small-Cd34.css', { 'accept-encoding': 'br, gzip' })
    assert.equal(response.headers.get('content-encoding'), null)
  })

  it('says 304 to who has it, in the form that they have', async () => {
    const gzip = await ask('/', { 'accept-encoding': 'gzip' })
    const tag = gzip.headers.get('etag')!
    const again = await ask('/', { 'accept-encoding': 'gzip', 'if-none-match': `"x", W/${tag}` })
    assert.equal(again.status, 304)
    assert.equal(again.body, null)
    assert.equal(again.headers.get('etag'), tag)
    const other = await ask('/', { 'accept-encoding': 'br', 'if-none-match': tag })
    assert.equal(other.status, 200)
  })

  it('gives the page to whoever opens an address, and a problem to programs', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    for (const path of ['/articles/doc_1', '/settings/members?q=a.b', '//evil.example/x']) {
      const response = await ask(path, browser)
      assert.equal((await bytesOf(response)).toString(), PAGE)
      assert.equal(response.headers.get('vary'), 'accept, accept-encoding, cookie')
    }
    await refuses(404, '/articles/doc_1', { accept: 'application/json' })
    await refuses(404, '/articles/doc_1', { accept: '*/*' })
  })

  it('never gives the page for a file or a call that is not there', async () => {
    const browser = { accept: 'text/html' }
    for (const path of ['/assets/gone-Ef56.js', '/assets/gone', '/robots.txt', '/api/v2/jobs']) {
      await refuses(404, path, browser)
    }
  })

  it('serves nothing but the files of the build', async () => {
    const paths = [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/..%5c..%5csecret.json',
      '/assets/%00.js',
      '/.vite/manifest.json',
      '/assets/notes.txt',
      '/assets/main-Ab12.js.br',
      '/constructor',
      '/__proto__',
    ]
    for (const path of paths) await refuses(404, path)
  })

  it('is read, and nothing else', async () => {
    assert.equal((await ask('/', {}, 'HEAD')).status, 200)
    await refuses(405, '/', {}, 'POST')
    await refuses(405, '/assets/main-Ab12.js', {}, 'DELETE')
    await refuses(404, '/articles', { accept: 'text/html' }, 'POST')
  })

  it('says what is missing when a folder holds no studio', async () => {
    await assert.rejects(mountStudio(join(parent, 'built/assets')), /index\.html is missing/)
  })
})

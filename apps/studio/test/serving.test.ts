import assert from 'node:assert/strict'
import { request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { createStudioSite, openPage } from './studio-site.ts'
import type { StudioPerson, StudioSite } from './studio-site.ts'

const browser = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' }

/** What a browser and a program meet on one address, with everything that answers there. */
describe('where the studio is served', { skip: noBrowser, timeout: 60_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    site = await createStudioSite()
    anna = await site.person()
  })
  after(() => site.close())

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(site.origin + path, { method, headers, redirect: 'manual' })
  const isPage = async (response: Response) => /<div id="root">/.test(await response.text())

  it('gives everything that the page loads, compressed and to be kept', async () => {
    const page = await (await ask('/')).text()
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!)
    assert.ok(
      assets.some((path) => path.endsWith('.js')) && assets.some((path) => path.endsWith('.css')),
    )
    for (const path of assets) {
      const { status, headers } = await ask(path, { 'accept-encoding': 'br' })
      assert.equal(status, 200, path)
      assert.match(headers.get('cache-control')!, /immutable/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      const isSmall = Number(headers.get('content-length')) < 512
      assert.ok(isSmall || headers.get('content-encoding') === 'br', `${path} is compressed`)
    }
  })

  it('says 304 to who has the page, and answers HEAD without it', async () => {
    const page = await ask('/jobs', browser)
    const etag = page.headers.get('etag')!
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.equal((await ask('/jobs', { ...browser, 'if-none-match': etag })).status, 304)
    const head = await ask('/jobs', browser, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(head.headers.get('etag'), etag)
    assert.equal(await head.text(), '')
  })

  it('tells a page that nobody is signed in, which then asks for nobody', async () => {
    const { headers } = await ask('/jobs', browser)
    assert.equal(headers.get('server-timing'), 'signed-out')
    const cookie = 'galley.session_token=x'
    const known = await ask('/jobs', { ...browser, cookie })
    assert.equal(known.headers.get('server-timing'), null)
    assert.notEqual(known.headers.get('etag'), headers.get('etag'))

    const context = await site.browser.newContext({ baseURL: site.origin, locale: 'en-GB' })
    const asked: string[] = []
    context.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const page = await openPage({ context }, '/jobs')
    await page.getByLabel('E-mail address').fill(anna.email)
    assert.ok(!asked.includes('/api/v1/whoami'), asked.join(' '))
    await page.getByLabel('Password', { exact: true }).fill(anna.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(`${site.origin}/jobs`)
    await page.reload()
    await page.getByRole('button', { name: 'Account of Anna Berg' }).waitFor()
    await context.close()
  })

  it('leaves to others what is theirs, whoever asks', async () => {
    for (const path of ['/healthz', '/readyz', '/docs', '/openapi.json', '/device', '/mcp']) {
      const response = await ask(path, browser)
      assert.ok(response.status < 500 && !(await isPage(response)), path)
    }
    const { status, headers } = await ask('/api/v1/documents', browser)
    assert.equal(status, 401)
    assert.equal(headers.get('content-type'), 'application/problem+json')
  })

  it('answers what the API does not have with a problem, also to a browser', async () => {
    for (const path of ['/api/v1/nothing', '/api/v2/documents', '/assets/gone.js']) {
      const response = await ask(path, browser)
      assert.equal(response.status, 404, path)
      assert.equal(response.headers.get('content-type'), 'application/problem+json')
    }
    const program = await ask('/articles/art_1', { accept: 'application/json' })
    assert.equal(program.status, 404)
    assert.ok(await isPage(await ask('/articles/art_1', browser)))
  })

  it('has the addresses that mail leads to, and none of the pages that stood in for them', async () => {
    const addresses = [
      '/sign-in',
      '/sign-up',
      '/sign-out',
      '/verify-email',
      '/forgot-password',
      '/reset-password',
      '/join',
      '/account',
      '/account/security',
    ]
    for (const path of addresses) assert.ok(await isPage(await ask(path, browser)), path)
    assert.equal((await ask('/pages/style.css')).status, 404)
  })

  it('reads no path as one of the disk', async () => {
    for (const path of ['/../package.json', '/assets/../../package.json', '/%2e%2e/package.json']) {
      assert.equal(await statusOfRawPath(site.origin, path), 404, path)
    }
  })

  it('has a policy under which no word of a page runs', async () => {
    const page = await openPage(anna, '/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    // A string that the page evaluates needs what the policy keeps from it: a blessing.
    const injected = await page.evaluate(async () => {
      const refused = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          resolve(effectiveDirective),
        )
      })
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">')
      } catch {
        // Refused before it is even an element.
      }
      return { directive: await refused, ran: 'ran' in window }
    })
    assert.deepEqual(injected, { directive: 'require-trusted-types-for', ran: false })
    page.mistakes.length = 0 // that was the point
    await page.close()
  })
})

/** `fetch` would resolve the dots before it asks. */
async function statusOfRawPath(origin: string, path: string): Promise<number> {
  const { hostname, port } = new URL(origin)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sendRequest({ hostname, port, path, headers: browser }, resolve).on('error', reject).end()
  })
  response.resume()
  return response.statusCode!
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createPerson } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

const paths = [
  '/sign-in',
  '/sign-up',
  '/verify-email',
  '/forgot-password',
  '/reset-password',
  '/join',
]

const visit = async ({ app }: Pick<TestApp, 'app'>, path: string, init: RequestInit = {}) => {
  const response = await app.fetch(new Request(`http://localhost:3000${path}`, init))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the pages for people', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  it('invite the first person to make the first account, until there is one', async () => {
    assert.match((await visit(test, '/')).text, /href="\/sign-up">Make the first account</)
    assert.match((await visit(test, '/sign-up')).text, /Make the first account/)
    await createPerson(test)
    const { text } = await visit(test, '/')
    assert.match(text, /href="\/sign-in">Sign in</)
    assert.doesNotMatch(text, /first account/)
    assert.match((await visit(test, '/sign-up')).text, /Make an account/)
  })

  it('load nothing from elsewhere, have nothing inline, and are kept by nobody', async () => {
    for (const path of paths) {
      const { status, headers, text } = await visit(test, path)
      assert.equal(status, 200, path)
      const policy = headers.get('content-security-policy')!.split('; ').sort()
      assert.deepEqual(policy, [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
      ])
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(headers.get('referrer-policy'), 'no-referrer')
      assert.doesNotMatch(
        text,
        /<script(?![^>]*\ssrc="\/)|<style|\sstyle=|\son\w+=|<form(?! id="[\w-]+" method="post")/,
      )
      assert.match(text, /<noscript\b/)
    }
  })

  it('load files that browsers keep for good, as long as they are these files', async () => {
    const { text } = await visit(test, '/sign-in')
    const addresses = [...text.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)].map(([, it]) => it!)
    assert.equal(addresses.length, 2)
    for (const address of addresses) {
      const { status, headers } = await visit(test, address)
      assert.equal(status, 200)
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable')
      const another = await visit(test, address.replace(/[0-9a-f]{16}/, '0123456789abcdef'))
      assert.deepEqual([another.status, another.headers.get('cache-control')], [200, 'no-store'])
    }
    const folder = addresses[0]!.replace(/[^/]+$/, '')
    for (const name of ['sign-in.ts', '__proto__', 'constructor', 'a/sign-in.js', '']) {
      assert.equal((await visit(test, folder + name)).status, 404, name)
    }
  })

  it('have scripts that import what is served, and carry no types', async () => {
    const { text } = await visit(test, '/sign-in')
    const folder = /\/pages\/[0-9a-f]{16}\//.exec(text)![0]
    const waiting = ['sign-in', 'sign-up', 'verify-email', 'forgot-password']
    waiting.push('reset-password', 'join', 'account', 'sign-out')
    const seen = new Set(waiting)
    for (const name of waiting) {
      const script = await visit(test, `${folder}${name}.js`)
      assert.equal(script.status, 200, name)
      assert.match(script.headers.get('content-type')!, /^text\/javascript/)
      for (const [, imported] of script.text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
        const next = /^\.\/([\w-]+)\.js$/.exec(imported!)?.[1]
        assert.ok(next, `${name} imports ${imported}`)
        if (!seen.has(next)) waiting.push(next)
        seen.add(next)
      }
    }
    assert.ok(seen.has('uqr'))
  })

  it('answer a form that came by itself without reading it', async () => {
    for (const path of paths) {
      const body = new URLSearchParams({ email: 'a@example.org', password: 'a secret of mine' })
      const { status, text, headers } = await visit(test, path, { method: 'POST', body })
      assert.equal(status, 405)
      assert.equal(headers.get('allow'), 'GET, HEAD')
      assert.match(text, /nothing was done/)
      assert.doesNotMatch(text, /a secret of mine|a@example/)
    }
  })

  it('offer the ways in that there are', async () => {
    const bare = (await visit(test, '/sign-in')).text
    assert.match(bare, /id="passkey"/)
    assert.doesNotMatch(bare, /GitHub|Google|>Work account</)
    const environment = { GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' }
    const other = await createTestApp({ hasWorker: false, environment })
    try {
      const { text } = await visit(other, '/sign-in')
      assert.match(text, /data-provider="github"/)
      assert.doesNotMatch(text, /data-provider="google"/)
    } finally {
      await other.close()
    }
  })

  it('say who may make an account', async () => {
    for (const [signUp, said] of [
      ['closed', /No new accounts/],
      ['invited', /By invitation/],
    ] as const) {
      const environment = { GALLEY_SIGN_UP: signUp }
      const other = await createTestApp({ hasWorker: false, environment })
      try {
        await createPerson(other)
        assert.match((await visit(other, '/sign-up')).text, said)
        const { text } = await visit(other, '/sign-in')
        assert.doesNotMatch(text, /No account yet/)
      } finally {
        await other.close()
      }
    }
  })

  it('show names as text, and no word of a stranger', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const anna = await createPerson(test, { name: hostile })
    const query = `next=${encodeURIComponent(hostile)}&error=${encodeURIComponent(hostile)}`
    for (const path of [`/sign-in?${query}`, '/sign-up', '/sign-out', '/account', '/join']) {
      for (const cookie of [anna.cookie, 'galley.session_token=forged']) {
        const { text } = await visit(test, path, { headers: { cookie } })
        assert.doesNotMatch(text, /<script>|<img|alert\(1\)<\/script>/)
      }
    }
    assert.match((await visit(test, `/sign-in?${query}`)).text, /Signing in there did not work/)
  })

  it('go on to places of this site only', async () => {
    const { cookie } = await createPerson(test)
    const goesTo = async (next: string) => {
      const path = `/sign-in?next=${encodeURIComponent(next)}`
      return /class="button" href="([^"]*)"/.exec(
        (await visit(test, path, { headers: { cookie } })).text,
      )?.[1]
    }
    assert.equal(await goesTo('/docs?a=b&c=d'), '/docs?a=b&amp;c=d')
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/.//evil.example',
    ]) {
      assert.equal(await goesTo(next), '/account')
    }
  })

  it('send who is not signed in to sign in, and the link of a notice to its place', async () => {
    const account = await visit(test, '/account')
    assert.deepEqual(
      [account.status, account.headers.get('location')],
      [303, '/sign-in?next=/account'],
    )
    const security = await visit(test, '/account/security')
    assert.equal(security.headers.get('location'), '/account#security')
  })
})

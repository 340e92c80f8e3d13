import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { authenticate, headers, problem, route, useTestApp } from './http-app.fixture.ts'
import type { Route } from './index.ts'

const { makeApp, call } = await useTestApp()

test('the client address: forwarding headers count only from trusted proxies', async () => {
  const addresses: string[] = []
  const secure: (string | null)[] = []
  const ask = async (proxies: string, peer: string, forwarded: Record<string, string>) => {
    const proxied = makeApp(
      { GALLEY_TRUSTED_PROXIES: proxies },
      {
        peerAddress: () => peer,
        authenticate: (request, address) => {
          addresses.push(address)
          return authenticate(request)
        },
      },
    )
    const response = await call('/made', { headers: { ...headers, ...forwarded } }, proxied)
    secure.push(response.headers.get('strict-transport-security'))
  }
  const forged = {
    'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.2',
    'x-forwarded-proto': 'https',
  }
  await ask('', '::ffff:198.51.100.7', forged)
  await ask('10.0.0.0/8', '::ffff:10.0.0.1', forged)
  await ask('10.0.0.0/8', '10.0.0.1', { 'x-forwarded-for': '8.8.8.8, nonsense' })
  assert.deepEqual(addresses, ['198.51.100.7', '203.0.113.9', '10.0.0.1'])
  assert.deepEqual(secure.map(Boolean), [false, true, false])
  assert.throws(() => makeApp({ GALLEY_TRUSTED_PROXIES: 'nginx' }), /GALLEY_TRUSTED_PROXIES/)
})

test('a page of another site cannot use the visitor’s cookie to change something', async () => {
  const post = (more: Record<string, string>) =>
    call('/notes', { method: 'POST', headers: { cookie: 's=1', ...more } })
  assert.equal((await problem(post({ 'sec-fetch-site': 'cross-site' }))).code, 'cross_site_refused')
  assert.equal((await problem(post({ origin: 'https://evil.example' }))).status, 403)
  assert.equal((await post({ 'sec-fetch-site': 'same-origin' })).status, 202)
  assert.equal(
    (await post({ authorization: 'Bearer x', 'sec-fetch-site': 'cross-site' })).status,
    202,
  )
})

test('mounts answer beside the API, keep their own policy, and never below it', async () => {
  const mounted = makeApp(
    {},
    {
      mounts: [
        {
          path: '/docs',
          handler: () =>
            new Response('page', { headers: { 'content-security-policy': "default-src 'self'" } }),
        },
        {
          path: '/*',
          handler: (request) => {
            if (request.url.endsWith('boom')) throw new Error('secret')
            return new Response('studio')
          },
        },
      ],
    },
  )
  const docs = await mounted.request('/docs')
  assert.equal(docs.headers.get('content-security-policy'), "default-src 'self'")
  assert.equal(docs.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(await (await mounted.request('/any/where')).text(), 'studio')
  assert.equal((await problem(mounted.request('/boom'))).status, 500)
  assert.equal((await problem(call('/nothing', {}, mounted))).status, 404)
})

test('a HEAD lets go of the body, so that a stream does not wait for ever', async () => {
  const gone = Promise.withResolvers<void>()
  const body = new ReadableStream({ cancel: () => gone.resolve() })
  const mounted = makeApp({}, { mounts: [{ path: '/stream', handler: () => new Response(body) }] })
  const response = await mounted.request('/stream', { method: 'HEAD' })
  assert.equal(response.status, 200)
  await gone.promise
})

test('routes that are the same, or name what their input lacks, are refused at start', () => {
  const make = (list: Route[]) => makeApp({}, { routes: list })
  assert.throws(() => make([route({ path: '/a/{x}' }), route({ path: '/a/{y}' })]), /two routes/)
  assert.throws(
    () => make([route({ path: '/a/{x}', input: z.object({ y: z.string() }) })]),
    /no "x"/,
  )
})

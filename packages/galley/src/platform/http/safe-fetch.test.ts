import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createGuardedFetch, createPinnedDialer } from './drivers/pinned-dialer.ts'
import { isPublicAddress } from './public-address.ts'
import { createSafeFetch } from './safe-fetch.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(listener: RequestListener, host = '127.0.0.1', port = 0) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

const open = createSafeFetch({ allowPrivateNetwork: true, dialer: createPinnedDialer() })
const guarded = createSafeFetch({ allowPrivateNetwork: false, dialer: createPinnedDialer() })

test('every kind of address that is not the public internet is told apart', () => {
  const inside = `127.0.0.1 127.255.0.9 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
    100.64.0.1 0.0.0.0 0.1.2.3 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.1.1.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:8.8.8.8
    ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 2002:7f00:1::1 2001:db8::1 2001::1 2001:10::1
    100::1 fec0::1 3fff::1 nonsense 1.2.3 0x7f.0.0.1 fe80::1%eth0`
  for (const address of inside.split(/\s+/)) assert.equal(isPublicAddress(address), false, address)
  for (const address of [
    '8.8.8.8',
    '93.184.215.14',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ]) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('what may not be asked for is refused before anything is sent', async () => {
  let hits = 0
  const port = await listen((_, response) => {
    hits += 1
    response.end()
  })
  const allowedPorts = [port]
  const refusals: [string, string][] = [
    ['not a url', 'url_refused'],
    ['file:///etc/passwd', 'url_refused'],
    ['ftp://example.com/', 'url_refused'],
    ['https://user:secret@example.com/', 'url_refused'],
    ['https://example.com:22/', 'url_refused'],
    ...[
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
    ].map((host): [string, string] => [`http://${host}:${port}/`, 'address_refused']),
  ]
  for (const [url, code] of refusals) {
    await assert.rejects(guarded(url, { allowedPorts }), { code }, url)
  }
  assert.equal(hits, 0)
})

test('a guarded fetch reaches no private address, by name, number or redirect', async () => {
  const port = await listen((_, response) => response.end('inside'))
  const guardedFetch = createGuardedFetch({ allowPrivateNetwork: false })
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    await assert.rejects(guardedFetch(`http://${host}:${port}/`), (error: Error) => {
      assert.equal((error.cause as { code: string }).code, 'address_refused')
      return true
    })
  }
  const openFetch = createGuardedFetch({ allowPrivateNetwork: true })
  assert.equal(await (await openFetch(`http://127.0.0.1:${port}/`)).text(), 'inside')
})

test('a name that changes its mind gains nothing', async () => {
  const hits = { public: 0, private: 0 }
  const count =
    (kind: keyof typeof hits): RequestListener =>
    (_, response) => {
      hits[kind] += 1
      response.setHeader('connection', 'close')
      response.end(kind)
    }
  // 127.0.0.2 plays the public internet here.
  const port = await listen(count('public'), '127.0.0.2')
  await listen(count('private'), '127.0.0.1', port)
  const answers = [['127.0.0.2'], ['127.0.0.1'], ['127.0.0.2', '127.0.0.1'], []]
  let lookups = 0
  const fetchRebound = createSafeFetch({
    allowPrivateNetwork: false,
    isAllowedAddress: (address) => address === '127.0.0.2',
    dialer: createPinnedDialer(async () => answers[lookups++]!),
  })
  const ask = () => fetchRebound(`http://rebind.example:${port}/`, { allowedPorts: [port] })
  assert.equal(await (await ask()).text(), 'public')
  assert.equal(lookups, 1)
  for (let again = 0; again < 3; again++) await assert.rejects(ask(), { code: 'address_refused' })
  assert.deepEqual(hits, { public: 1, private: 0 })
})

test('redirects: each target is checked, secrets stay home, POST becomes GET, and it ends', async () => {
  const seen: { method: string; secret: string | undefined; body: string }[] = []
  const record: RequestListener = async (request, response) => {
    const body = (await request.toArray()).join('')
    seen.push({ method: request.method!, secret: request.headers.authorization, body })
    response.end('there')
  }
  const target = await listen(record)
  const port = await listen((request, response) => {
    const [, status, where] = request.url!.split('/')
    const location = {
      away: `http://127.0.0.1:${target}/x`,
      loop: request.url!,
      meta: 'http://169.254.169.254/',
    }[where!]
    response.writeHead(Number(status), { location }).end()
  })
  const ask = (path: string, method = 'POST') =>
    open(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: 'secret', 'content-type': 'text/plain' },
      ...(method === 'POST' ? { body: 'x' } : {}),
    })
  const answer = await ask('/302/away')
  assert.equal(answer.url, `http://127.0.0.1:${target}/x`)
  assert.equal(await answer.text(), 'there')
  await (await ask('/307/away')).text()
  assert.deepEqual(seen, [
    { method: 'GET', secret: undefined, body: '' },
    { method: 'POST', secret: undefined, body: 'x' },
  ])
  await assert.rejects(ask('/301/loop', 'GET'), { code: 'too_many_redirects' })
  const kept = await open(`http://127.0.0.1:${port}/301/loop`, { maximumRedirects: 0 })
  assert.equal(kept.status, 301)
  await kept.body.cancel()

  const local = createSafeFetch({
    allowPrivateNetwork: false,
    isAllowedAddress: (address) => address === '127.0.0.1',
    dialer: createPinnedDialer(),
  })
  await assert.rejects(local(`http://127.0.0.1:${port}/302/meta`, { allowedPorts: [port] }), {
    code: 'address_refused',
  })
})

test('size is counted after decompression, while it streams', async () => {
  const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
  const port = await listen((request, response) => {
    if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    else if (request.url === '/endless') {
      const write = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', write)
      }
      write()
    } else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('small'))
  })
  const ask = (path: string) => open(`http://127.0.0.1:${port}${path}`, { maximumBytes: 1_000_000 })
  await assert.rejects((await ask('/bomb')).bytes(), { code: 'fetch_too_large' })
  await assert.rejects((await ask('/endless')).bytes(), { code: 'fetch_too_large' })
  const small = await ask('/small')
  assert.equal(small.headers.get('content-encoding'), null)
  assert.equal(await small.text(), 'small')
})

test('time is bounded as a whole, between pieces, and by the caller', async () => {
  const port = await listen((request, response) => {
    if (request.url === '/drip') {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    } else if (request.url === '/stall') response.write('one piece')
  })
  const ask = (path: string, limits: object) => open(`http://127.0.0.1:${port}${path}`, limits)
  await assert.rejects(ask('/never', { totalMs: 50 }), { code: 'fetch_timed_out' })
  await assert.rejects(ask('/never', { idleMs: 50 }), { code: 'fetch_timed_out' })
  await assert.rejects((await ask('/stall', { idleMs: 50 })).text(), { code: 'fetch_timed_out' })
  await assert.rejects((await ask('/drip', { totalMs: 200, idleMs: 190 })).text(), {
    code: 'fetch_timed_out',
  })
  await assert.rejects(ask('/never', { signal: AbortSignal.timeout(50) }), {
    code: 'fetch_cancelled',
  })
})

test('a host that is not there is a failure of its own kind', async () => {
  const port = await listen(() => undefined)
  const server = servers.pop()!
  await new Promise((resolve) => server.close(resolve))
  await assert.rejects(open(`http://127.0.0.1:${port}/`), {
    code: 'fetch_failed',
    kind: 'unavailable',
  })
})

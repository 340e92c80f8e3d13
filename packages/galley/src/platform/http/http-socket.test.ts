import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { headers, route, useTestApp } from './http-app.fixture.ts'
import { defineRoute } from './index.ts'

const { makeApp } = await useTestApp()
const aborted = Promise.withResolvers<unknown>()
const addresses: string[] = []
const app = makeApp(
  {},
  {
    routes: [
      defineRoute({
        ...route({ method: 'POST', name: 'create', maximumBodyBytes: 1000 }),
        input: z.object({ text: z.string() }),
        output: z.object({ length: z.int() }),
        handle: async ({ input }) => ({ length: input.text.length }),
      }),
      defineRoute({
        ...route({ method: 'POST', path: '/raw', name: 'raw', body: 'raw' }),
        maximumBodyBytes: 100_000,
        output: z.object({ size: z.int() }),
        async handle({ request }) {
          const bytes = await new Response(request.body).arrayBuffer()
          return { size: bytes.byteLength }
        },
      }),
      defineRoute({
        ...route({ path: '/slow', name: 'slow' }),
        async handle({ ctx }) {
          await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve))
          aborted.resolve(ctx.signal.reason)
          ctx.signal.throwIfAborted()
        },
      }),
    ],
    mounts: [
      {
        path: '/where',
        handler: (_, { address }) => {
          addresses.push(address)
          return new Response(address)
        },
      },
    ],
  },
)
const server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
after(() => {
  server.closeAllConnections()
  server.close()
})

/** Writes a chunked body until the server answers; returns the start of its answer. */
async function pour(path: string, limit: number): Promise<{ answer: string; sent: number }> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  let answer = ''
  socket.on('data', (data) => (answer += data))
  socket.write(
    `POST /api/v1${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer one\r\n` +
      `content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  let sent = 0
  const over = Promise.race([once(socket, 'data'), once(socket, 'close')])
  while (answer === '' && sent < limit && !socket.destroyed) {
    const isTaken = socket.write(`1000\r\n${' '.repeat(0x1000)}\r\n`)
    sent += 0x1000
    const turn = isTaken ? new Promise((resolve) => setImmediate(resolve)) : once(socket, 'drain')
    await Promise.race([turn, over])
  }
  await over
  socket.destroy()
  return { answer, sent }
}

test('an endless body is cut off at its limit, as JSON and as a stream', async () => {
  for (const path of ['/notes', '/raw']) {
    const { answer, sent } = await pour(path, 50_000_000)
    assert.match(answer, /^HTTP\/1\.1 413/, path)
    assert.ok(sent < 20_000_000, `${path}: ${sent} bytes were taken`)
  }
})

test('the same connection goes on after refusals, and HEAD has no body', async () => {
  const url = `http://127.0.0.1:${port}/api/v1/notes`
  const json = { ...headers, 'content-type': 'application/json' }
  const post = (body: string) => fetch(url, { method: 'POST', body, headers: json })
  assert.equal((await post(`{"text":"${'x'.repeat(2000)}"}`)).status, 413)
  assert.equal((await post('{"text":')).status, 400)
  assert.deepEqual(await (await post('{"text":"four"}')).json(), { length: 4 })
  const head = await fetch(url, { method: 'HEAD', headers })
  assert.equal(head.status, 405)
  assert.equal(await head.text(), '')
})

test('a caller who goes away ends the work', async () => {
  const abort = new AbortController()
  const asking = fetch(`http://127.0.0.1:${port}/api/v1/slow`, { headers, signal: abort.signal })
  setTimeout(() => abort.abort(), 50)
  await assert.rejects(asking, { name: 'AbortError' })
  await aborted.promise
})

test('the address is the socket’s, whatever the caller claims', async () => {
  await fetch(`http://127.0.0.1:${port}/where`, { headers: { 'x-forwarded-for': '8.8.8.8' } })
  assert.deepEqual(addresses, ['127.0.0.1'])
})

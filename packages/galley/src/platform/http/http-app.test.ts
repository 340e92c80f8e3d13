import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headers, json, problem, seen, useTestApp } from './http-app.fixture.ts'

const { makeApp, call } = await useTestApp()

test('an answer has wire names, only declared fields, and the security headers', async () => {
  const response = await call('/notes/note_7')
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), {
    note_id: 'note_7',
    version: 3,
    created_at: '1970-01-01T00:00:00.000Z',
    labels: { camelCase: 'x' },
  })
  assert.match(response.headers.get('content-security-policy')!, /default-src 'none'/)
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(response.headers.get('x-frame-options'), 'DENY')
  assert.equal(response.headers.get('strict-transport-security'), null)
  assert.match(response.headers.get('x-request-id')!, /^req_/)
})

test('query text becomes what the schema wants', async () => {
  const answer = await call('/notes?limit=7&is_open=true&tag_name=1&tag_name=b')
  const { input } = (await answer.json()) as { input: unknown }
  assert.deepEqual(input, { limit: 7, isOpen: true, tagName: ['1', 'b'] })
  const wrong = await problem(call('/notes?limit=1000&page_size=3'))
  assert.deepEqual(
    wrong.errors!.map(({ pointer }) => pointer),
    ['/page_size', '/limit'],
  )
})

test('entity tags: 304, 412, 428 and HEAD', async () => {
  const first = await call('/notes/note_1')
  const etag = first.headers.get('etag')!
  assert.equal(etag, '"note_1-3"')
  const again = await call('/notes/note_1', {
    headers: { ...headers, 'if-none-match': `"x", W/${etag}` },
  })
  assert.equal(again.status, 304)
  assert.equal(await again.text(), '')
  const head = await call('/notes/note_1', { method: 'HEAD' })
  assert.equal(head.status, 200)
  assert.equal(head.headers.get('etag'), etag)
  assert.equal(await head.text(), '')
  const change = (match?: string) =>
    call('/notes/note_1', {
      method: 'PATCH',
      body: '{"body_text":"x"}',
      headers: match ? { ...json, 'if-match': match } : json,
    })
  assert.equal((await problem(change())).code, 'precondition_required')
  assert.equal((await problem(change('"note_1-2"'))).status, 412)
  assert.equal((await problem(change(`W/${etag}`))).code, 'edit_tag_stale')
  assert.equal((await change(etag)).status, 200)
})

test('wrong bodies: every field by pointer in wire names', async () => {
  const send = (body: string, more: object = {}) =>
    problem(call('/notes/note_1', { method: 'PATCH', body, headers: { ...json, ...more } }))
  assert.equal((await send('{"body_text":')).status, 400)
  assert.equal((await send('{}', { 'content-type': 'text/plain' })).status, 415)
  assert.equal((await send('{}', { 'content-encoding': 'gzip' })).status, 415)
  const fields = await send(
    '{"body_text":"too long","bodyText":"x","note_id":"y","parts":[{"part_id":1},{"partId":"x"}]}',
  )
  assert.equal(fields.status, 422)
  assert.deepEqual(
    fields.errors!.map(({ pointer }) => pointer),
    [
      '/note_id',
      '/bodyText',
      '/parts/1/partId',
      '/body_text',
      '/parts/0/part_id',
      '/parts/1/part_id',
    ],
  )
  assert.match(fields.errors!.at(-1)!.message, /^Required/)
  const strict = await problem(
    call('/settings', { method: 'PUT', headers: json, body: '{"model_name":"a","size":1}' }),
  )
  assert.deepEqual(
    strict.errors!.map(({ pointer }) => pointer),
    ['/size'], // said once, although the schema says it too
  )
  const list = await send('[1]')
  assert.equal(list.status, 422)
  assert.equal((await send(`{"__proto__":{"body_text":"x"}}`)).errors![0]!.pointer, '/__proto__')
})

test('bodies over the limit are refused, announced or not', async () => {
  const big = JSON.stringify({ body_text: 'x'.repeat(1024 * 1024) })
  assert.equal(
    (await problem(call('/notes', { method: 'POST', body: big, headers: json }))).status,
    413,
  )
  const chunked = (bytes: number) =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(100).fill(32))
        bytes -= 100
        if (bytes <= 0) controller.close()
      },
    })
  const post = (path: string, bytes: number) =>
    call(path, {
      method: 'POST',
      body: chunked(bytes),
      headers: json,
      duplex: 'half',
    } as RequestInit)
  assert.equal((await problem(post('/notes', 1024 * 1024 + 100))).code, 'body_too_large')
  assert.equal((await problem(post('/notes/upload', 1100))).code, 'body_too_large')
  assert.deepEqual(await (await post('/notes/upload', 1000)).json(), { size: 1000 })
})

test('a form is read like parameters, and repeated it is the same request', async () => {
  const send = (text: string) => {
    const body = new FormData()
    body.set('page_count', '7')
    body.set('file', new File([text], 'a.txt', { type: 'text/plain' }))
    return call('/notes/form', {
      method: 'POST',
      body, // with a boundary of its own each time
      headers: { ...headers, 'idempotency-key': 'form' },
    })
  }
  assert.deepEqual(await (await send('hello')).json(), { size: 5, page_count: 7 })
  const count = seen.length
  assert.equal((await send('hello')).headers.get('idempotency-replayed'), 'true')
  assert.equal((await problem(send('other'))).code, 'idempotency_key_reused')
  assert.equal(seen.length, count)
})

test('202 points at its job; a POST without a body is an empty one; 204 has none', async () => {
  const response = await call('/notes', { method: 'POST' })
  assert.equal(response.status, 202)
  assert.equal(response.headers.get('location'), '/api/v1/jobs/job_1')
  assert.deepEqual(seen.at(-1), { bodyText: '' })
  const made = await call('/made')
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), '/x')
})

test('who may not, what is not there, and what cannot be done here', async () => {
  const unknown = await problem(call('/notes', { headers: {} }))
  assert.equal(unknown.status, 401)
  const forbidden = await problem(call('/notes/note_1', { method: 'DELETE' }))
  assert.equal(forbidden.code, 'permission_missing')
  assert.match(forbidden.detail, /notes\.write/)
  assert.equal((await problem(call('/nothing'))).code, 'route_unknown')
  assert.equal((await problem(makeApp().request('/nothing'))).status, 404)
  const wrong = await call('/notes/note_1', { method: 'PUT' })
  assert.equal(wrong.status, 405)
  assert.deepEqual(wrong.headers.get('allow')!.split(', ').sort(), [
    'DELETE',
    'GET',
    'HEAD',
    'OPTIONS',
    'PATCH',
  ])
  // A fixed path beside it is no note of that name.
  const fixed = await call('/notes/form', { method: 'DELETE' })
  assert.deepEqual([fixed.status, fixed.headers.get('allow')], [405, 'POST, OPTIONS'])
  assert.deepEqual(await (await call('/open', { headers: {} })).json(), { actor: 'anonymous' })
})

test('failures: statuses by kind, and nothing of the inside at 500 and above', async () => {
  assert.deepEqual((await problem(call('/fail/missing'))).details, { note_id: 'note_9' })
  assert.equal((await problem(call('/fail/budget'))).status, 402)
  const down = await call('/fail/down')
  assert.equal(down.headers.get('retry-after'), '7')
  const text = await down.clone().text()
  assert.equal((await problem(down)).status, 504)
  assert.doesNotMatch(text, /secret/)
  for (const path of ['/fail/bug', '/mismatch']) {
    const bug = await call(path)
    assert.equal(bug.status, 500)
    assert.doesNotMatch(await bug.text(), /secret|10\.0/)
  }
  assert.equal((await problem(call('/fail/zod'))).errors![0]!.pointer, '/partId')
})

test('request ids: a sane one is kept, another is replaced', async () => {
  const ask = async (id: string) =>
    (await call('/made', { headers: { ...headers, 'x-request-id': id } })).headers.get(
      'x-request-id',
    )
  assert.equal(await ask('trace-1:2.3'), 'trace-1:2.3')
  assert.match((await ask('a b"<script>'))!, /^req_/)
})

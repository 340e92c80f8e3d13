import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import type { Services } from '../context.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import {
  BudgetError,
  defineCodes,
  NotFoundError,
  UnauthenticatedError,
  UnavailableError,
} from '../error.ts'
import { newId } from '../id.ts'
import { silentLogger } from '../telemetry/contract.ts'
import {
  createHttpApp,
  defineRoute,
  editTag,
  Page,
  pageInput,
  Reply,
  requireMatch,
} from './index.ts'
import type { Caller, HttpAppOptions, Route } from './index.ts'

const codes = defineCodes({
  KEY_WRONG: 'This key is not known.',
  NOTE_UNKNOWN: 'There is no note {noteId}.',
  BUDGET_SPENT: 'The budget is spent.',
  MODEL_DOWN: 'The model does not answer.',
})

const Note = z.object({
  noteId: z.string(),
  version: z.int(),
  createdAt: z.date(),
  labels: z.record(z.string(), z.string()),
})
const note = {
  noteId: 'note_1',
  version: 3,
  createdAt: new Date(0),
  labels: { camelCase: 'x' },
  secret: 'leak',
}

const route = (part: Partial<Route>): Route =>
  ({
    method: 'GET',
    path: '/notes',
    tag: 'notes',
    name: 'list',
    summary: '',
    permission: 'notes.read',
    input: z.object({}),
    output: z.unknown(),
    handle: async () => ({}),
    ...part,
  }) as Route

const seen: unknown[] = []
const failures: Record<string, () => unknown> = {
  missing: () => new NotFoundError(codes.NOTE_UNKNOWN, { noteId: 'note_9' }),
  budget: () => new BudgetError(codes.BUDGET_SPENT, { leftMicros: 3 }),
  down: () =>
    new UnavailableError(codes.MODEL_DOWN, {
      status: 504,
      retryAfterSeconds: 7,
      inside: 'secret host',
    }),
  bug: () => new TypeError('secret host 10.0.0.3'),
  zod: () => z.object({ partId: z.string() }).safeParse({}).error,
}

const routes: Route[] = [
  defineRoute({
    ...route({ name: 'list' }),
    input: z.object({
      ...pageInput,
      isOpen: z.boolean().optional(),
      tagName: z.array(z.string()).optional(),
    }),
    output: z.unknown(),
    handle: async ({ input }) => ({ items: [], nextCursor: null, input }),
  }),
  defineRoute({
    ...route({ path: '/notes/{note_id}', name: 'get' }),
    input: z.object({ noteId: z.string() }),
    output: Note,
    etag: (output) => editTag(output.noteId, output.version),
    handle: async ({ input }) => ({ ...note, noteId: input.noteId }),
  }),
  defineRoute({
    ...route({ method: 'PATCH', path: '/notes/{note_id}', name: 'update' }),
    input: z.object({
      noteId: z.string(),
      bodyText: z.string().max(5),
      parts: z.array(z.object({ partId: z.string() })).optional(),
    }),
    output: Note,
    handle: async ({ input, request }) => {
      requireMatch(request.headers, editTag(input.noteId, 3), { isRequired: true })
      return note
    },
  }),
  defineRoute({
    ...route({ method: 'POST', name: 'create' }),
    input: z.object({ bodyText: z.string().default('') }),
    output: z.object({ jobId: z.string() }),
    status: 202,
    handle: async ({ input }) => {
      seen.push(input)
      return { jobId: 'job_1' }
    },
  }),
  defineRoute({
    ...route({
      method: 'POST',
      path: '/notes/upload',
      name: 'upload',
      body: 'raw',
      maximumBodyBytes: 1000,
    }),
    input: z.object({ fileName: z.string().optional() }),
    output: z.object({ size: z.int() }),
    handle: async ({ request }) => ({
      size: (await new Response(request.body).arrayBuffer()).byteLength,
    }),
  }),
  defineRoute({
    ...route({
      method: 'DELETE',
      path: '/notes/{note_id}',
      name: 'delete',
      permission: 'notes.write',
    }),
    input: z.object({ noteId: z.string() }),
    output: z.void(),
    status: 204,
    handle: async () => undefined,
  }),
  defineRoute({
    ...route({ path: '/fail/{kind}', name: 'fail' }),
    input: z.object({ kind: z.string() }),
    output: z.unknown(),
    handle: async ({ input }) => {
      throw failures[input.kind]!()
    },
  }),
  defineRoute({
    ...route({ path: '/mismatch', name: 'mismatch' }),
    output: z.object({ count: z.int() }),
    handle: async () => ({ count: 'secret' }) as never,
  }),
  defineRoute({
    ...route({ path: '/open', name: 'open', permission: null }),
    handle: async ({ ctx }) => ({ actor: ctx.actor.id }),
  }),
  defineRoute({
    ...route({ path: '/made', name: 'made' }),
    handle: async () => new Reply({}, { status: 201, headers: { Location: '/x' } }),
  }),
]

const workspaceId = newId('ws')
const authenticate = async (request: Request): Promise<Caller> => {
  const key = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!key && !request.headers.has('cookie')) throw new UnauthenticatedError(codes.KEY_WRONG)
  return {
    workspaceId,
    actor: { kind: 'api_key', id: 'key_1', name: 'test' },
    permissions: new Set(['notes.read']),
    principal: `api_key:${key}`,
  }
}

let database: TestDatabase
let app: Hono
before(async () => {
  database = await createTestDatabase()
  app = makeApp({})
})
after(() => database.close())

function makeApp(environment: Record<string, string>, more: Partial<HttpAppOptions> = {}): Hono {
  const config = readConfig(environment)
  const services = { config, db: database.db, logger: silentLogger } as Services
  return createHttpApp({ services, routes, authenticate, ...more })
}

const headers = { authorization: 'Bearer one' }
const json = { ...headers, 'content-type': 'application/json' }
const call = (path: string, init: RequestInit = {}, on = app) =>
  on.request(`/api/v1${path}`, { headers, ...init })
const problem = async (response: Response | Promise<Response>) => {
  const answer = await response
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  const body = (await answer.json()) as Record<string, never>
  assert.equal(body.status, answer.status)
  assert.equal(body.request_id, answer.headers.get('x-request-id'))
  assert.equal(body.type, `urn:galley:problem:${body.code}`)
  return body as unknown as {
    status: number
    code: string
    detail: string
    errors?: { pointer: string; message: string }[]
    details?: object
  }
}

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
  assert.equal((await problem(app.request('/nothing'))).status, 404)
  const wrong = await call('/notes/note_1', { method: 'PUT' })
  assert.equal(wrong.status, 405)
  assert.deepEqual(wrong.headers.get('allow')!.split(', ').sort(), [
    'DELETE',
    'GET',
    'HEAD',
    'OPTIONS',
    'PATCH',
  ])
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

test('routes that are the same, or name what their input lacks, are refused at start', () => {
  const make = (list: Route[]) => makeApp({}, { routes: list })
  assert.throws(() => make([route({ path: '/a/{x}' }), route({ path: '/a/{y}' })]), /two routes/)
  assert.throws(
    () => make([route({ path: '/a/{x}', input: z.object({ y: z.string() }) })]),
    /no "x"/,
  )
})

test('a page schema travels with its cursor', () => {
  assert.deepEqual(Object.keys(Page(Note).shape), ['items', 'nextCursor'])
})

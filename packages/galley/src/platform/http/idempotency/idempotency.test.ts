import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { readConfig } from '../../config.ts'
import type { Services } from '../../context.ts'
import { createDatabase } from '../../db/index.ts'
import type { Database } from '../../db/index.ts'
import { createTestDatabase } from '../../db/testing.ts'
import type { TestDatabase } from '../../db/testing.ts'
import { ConflictError, defineCodes } from '../../error.ts'
import { newId } from '../../id.ts'
import { createSecrets } from '../../secrets/index.ts'
import { silentLogger } from '../../telemetry/contract.ts'
import { masterKeyOfTests } from '../http-app.fixture.ts'
import { createHttpApp, defineRoute } from '../index.ts'
import type { Route } from '../index.ts'
import type { IdempotencyOptions } from './idempotency.ts'
import { sweepIdempotencyKeys } from './store.ts'
import { idempotencyKeys } from './tables.ts'

const codes = defineCodes({ NOTE_LOCKED: 'The note is locked.' })
const workspaceId = newId('ws')

/** What the handlers did, in order. */
let done: string[] = []
let behave: (text: string) => Promise<unknown> = async () => undefined

const routes: Route[] = ['/notes', '/other', '/notes/{note_id}/copies'].map((path) =>
  defineRoute({
    method: 'POST',
    path,
    tag: 'notes',
    name: path,
    summary: '',
    permission: 'notes.write',
    input: z.object({ text: z.string(), noteId: z.string().optional() }),
    output: z.object({ count: z.int(), padding: z.string().optional() }),
    status: 201,
    async handle({ input }) {
      const padding = await behave(input.text)
      done.push(input.text)
      return { count: done.length, ...(typeof padding === 'string' ? { padding } : {}) }
    },
  }),
)

let database: TestDatabase
before(async () => {
  database = await createTestDatabase({ poolSize: 20 })
})
after(() => database.close())

const secretsOf = (db: Database) => createSecrets({ db, masterKeys: [masterKeyOfTests] })

function makeApp(idempotency: IdempotencyOptions = {}, db = database.db) {
  const config = readConfig({ GALLEY_RATE_LIMIT_PER_MINUTE: '0' })
  return createHttpApp({
    services: { config, db, logger: silentLogger, secrets: secretsOf(db) } as Services,
    routes,
    idempotency,
    authenticate: async (request) => ({
      workspaceId,
      actor: { kind: 'system', id: 'test' },
      permissions: new Set(['*']),
      principal: request.headers.get('authorization') ?? 'one',
    }),
  })
}

const post = (
  app: ReturnType<typeof makeApp>,
  key: string,
  text: string,
  more: { path?: string; authorization?: string } = {},
) =>
  app.request(`/api/v1${more.path ?? '/notes'}`, {
    method: 'POST',
    body: JSON.stringify({ text }),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(more.authorization ? { authorization: more.authorization } : {}),
    },
  })

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const reset = (next: typeof behave = async () => undefined) => {
  done = []
  behave = next
}

test('50 twins at once, over two processes’ worth of pools: done once, one answer for all', async () => {
  reset(() => new Promise((resolve) => setTimeout(resolve, 100)))
  const second = createDatabase({ url: database.url, poolSize: 10 })
  const apps = [makeApp({ waitMs: 20_000 }), makeApp({ waitMs: 20_000 }, second)]
  const responses = await Promise.all(
    Array.from({ length: 50 }, (_, index) => post(apps[index % 2]!, 'twins', 'a')),
  )
  const bodies = await Promise.all(responses.map((response) => response.text()))
  assert.deepEqual(done, ['a'])
  assert.deepEqual(new Set(bodies), new Set(['{"count":1}']))
  assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([201]))
  const replayed = responses.filter(
    (response) => response.headers.get('idempotency-replayed') === 'true',
  )
  assert.equal(replayed.length, 49)
  await second.close()
})

test('a twin that has waited long enough is sent away with a time to come back', async () => {
  const gate = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  reset(() => {
    started.resolve()
    return gate.promise
  })
  const app = makeApp({ waitMs: 30 })
  const first = post(app, 'slow', 'a')
  await started.promise
  const twin = await post(app, 'slow', 'a')
  assert.equal(twin.status, 409)
  assert.ok(Number(twin.headers.get('retry-after')) >= 1)
  assert.equal(await codeOf(twin), 'idempotency_in_progress')
  gate.resolve()
  assert.equal((await first).status, 201)
  assert.equal((await post(app, 'slow', 'a')).headers.get('idempotency-replayed'), 'true')
  assert.deepEqual(done, ['a'])
})

test('a key stands for one request of one caller on one route', async () => {
  reset()
  const app = makeApp()
  assert.equal((await post(app, 'scope', 'a')).status, 201)
  const other = await post(app, 'scope', 'b')
  assert.equal(other.status, 422)
  assert.equal(await codeOf(other), 'idempotency_key_reused')
  await post(app, 'scope', 'c', { path: '/other' })
  await post(app, 'scope', 'd', { authorization: 'two' })
  assert.deepEqual(done, ['a', 'c', 'd'])
  await post(app, 'path', 'e', { path: '/notes/one/copies' })
  assert.equal((await post(app, 'path', 'e', { path: '/notes/two/copies' })).status, 422)
  assert.equal(await codeOf(await post(app, 'x'.repeat(256), 'a')), 'idempotency_key_invalid')
})

test('a refusal is an answer and repeats; a failure is not, and may be tried again', async () => {
  let tries = 0
  const app = makeApp()
  reset(async () => {
    tries += 1
    throw new ConflictError(codes.NOTE_LOCKED)
  })
  assert.equal((await post(app, 'refused', 'a')).status, 409)
  reset()
  const again = await post(app, 'refused', 'a')
  assert.equal(await codeOf(again), 'note_locked')
  assert.equal(again.headers.get('content-type'), 'application/problem+json')
  assert.equal(tries, 1)

  reset(async () => {
    throw new TypeError('bug')
  })
  assert.equal((await post(app, 'failed', 'a')).status, 500)
  reset()
  assert.equal((await post(app, 'failed', 'a')).status, 201)
  assert.deepEqual(done, ['a'])

  reset(async () => AbortSignal.abort().throwIfAborted())
  assert.equal((await post(app, 'given up', 'a')).status, 499)
  reset()
  assert.equal((await post(app, 'given up', 'a')).status, 201)
})

test('after a crash the claim runs out and the request may be done again, by one of many', async () => {
  const child = fork(new URL('./crash.fixture.ts', import.meta.url), [database.url, workspaceId])
  await once(child, 'message') // the child has claimed the key and is working
  child.kill('SIGKILL')
  await once(child, 'exit')
  reset()
  const app = makeApp({ waitMs: 20_000, leaseSeconds: 60 })
  const early = await post(makeApp({ waitMs: 30 }), 'crash', 'a')
  assert.equal(early.status, 409)
  await database.db.system.execute(
    sql`update galley.idempotency_keys set lease_until = now() where key = 'crash'`,
  )
  const responses = await Promise.all(Array.from({ length: 20 }, () => post(app, 'crash', 'a')))
  assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([201]))
  assert.deepEqual(done, ['a'])
})

test('a slow request keeps its claim while its process lives', async () => {
  reset(() => new Promise((resolve) => setTimeout(resolve, 700)))
  const app = makeApp({ leaseSeconds: 0.3, waitMs: 20_000 })
  const first = post(app, 'long', 'a')
  await new Promise((resolve) => setTimeout(resolve, 450))
  const twin = await post(app, 'long', 'a')
  assert.equal((await first).status, 201)
  assert.equal(twin.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual(done, ['a'])
})

test('an answer that is too large to keep is still never done twice', async () => {
  reset(async () => 'x'.repeat(300 * 1024))
  const app = makeApp()
  const first = await post(app, 'large', 'a')
  assert.equal(first.status, 201)
  assert.ok((await first.text()).length > 300 * 1024)
  assert.equal(await codeOf(await post(app, 'large', 'a')), 'idempotency_answer_not_kept')
  assert.deepEqual(done, ['a'])
})

test('keys are forgotten after their time, and only bodies of answers are ever stored', async () => {
  reset()
  const app = makeApp()
  await post(app, 'old', 'the request text')
  const stored = JSON.stringify(await database.db.system.select().from(idempotencyKeys))
  assert.doesNotMatch(stored, /the request text/)
  const age = (interval: string) =>
    database.db.system
      .update(idempotencyKeys)
      .set({ expiresAt: sql`now() - ${interval}::interval` as never })
      .where(eq(idempotencyKeys.key, 'old'))
  await age('1 second')
  await post(app, 'old', 'the request text')
  assert.equal(done.length, 2)
  await age('1 second')
  await sweepIdempotencyKeys(database)
  const left = await database.db.system.select().from(idempotencyKeys)
  assert.ok(left.length > 0)
  assert.ok(left.every(({ key }) => key !== 'old'))
})

test('what is stored of a request cannot be guessed at without the key of the installation', async () => {
  reset()
  assert.equal((await post(makeApp(), 'guessed', 'a password')).status, 201)
  const [row] = await database.db.system
    .select()
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.key, 'guessed'))
  const about = ['POST', '/api/v1/notes', '', 'application/json', '']
  const guess = `${JSON.stringify(about)}\n${JSON.stringify({ text: 'a password' })}`
  const plain = createHash('sha256').update(guess).digest('hex')
  assert.match(row!.requestHash, /^[0-9a-f]{64}$/)
  assert.notEqual(row!.requestHash, plain)
  const key = await secretsOf(database.db).installationKey('requests')
  assert.equal(row!.requestHash, createHmac('sha256', key).update(guess).digest('hex'))
})

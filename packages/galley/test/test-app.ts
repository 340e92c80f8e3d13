import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../src/app.ts'
import type { App } from '../src/app.ts'
import { readConfig } from '../src/platform/config.ts'
import { createTestDatabase } from '../src/platform/db/testing.ts'
import type { TestDatabase } from '../src/platform/db/testing.ts'
import { createNodeDns } from '../src/platform/dns/drivers/node.ts'
import { createLogMail } from '../src/platform/mail/drivers/log.ts'
import type { Mail } from '../src/platform/mail/contract.ts'
import { createIsolation } from '../src/platform/isolation/index.ts'
import type { Worker } from '../src/platform/jobs/index.ts'
import { openStorage } from '../src/platform/storage/open-storage.ts'
import { createMetrics } from '../src/platform/telemetry/drivers/metrics.ts'
import { createPinnedDialer } from '../src/platform/http/drivers/pinned-dialer.ts'
import { createSafeFetch } from '../src/platform/http/index.ts'
import { createSecrets } from '../src/platform/secrets/index.ts'
import { silentLogger } from '../src/platform/telemetry/contract.ts'
import type { Logger } from '../src/platform/telemetry/contract.ts'
import { createApiKey } from '../src/workspace/identity/index.ts'
import type { NewApiKey } from '../src/workspace/identity/index.ts'
import { createWorkspace } from '../src/workspace/tenancy/index.ts'

/** An answer of the API, its JSON read. */
export interface Answer {
  status: number
  headers: Headers
  // Tests look into answers by hand; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
  text: string
}

export interface Client {
  workspaceId: string
  key: string
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** Polls until the job is finished. */
  finish(jobId: string): Promise<Answer>
}

export interface TestApp extends Client {
  app: App
  database: TestDatabase
  worker: Worker | null
  /** Another key of this workspace. */
  addKey(key: Partial<NewApiKey>): Promise<Client>
  /** Another workspace of the same app. */
  addWorkspace(permissions?: readonly string[]): Promise<Client>
  close(): Promise<void>
}

/** Whatever key a test connects, no test asks a model that is not on this machine. */
const fetchHere: typeof fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input)
  if (hostname === 'localhost' || hostname === '127.0.0.1') return fetch(input, init)
  throw new TypeError(`${hostname} is not on this machine`)
}

/**
 * The whole product on a database of its own, with a worker, in this process.
 *
 * @example
 * const test = await createTestApp()
 * after(test.close)
 * const { json } = await test.call('POST', '/sources', { kind: 'text', text: '…' })
 */
export async function createTestApp(
  options: {
    environment?: Record<string, string>
    hasWorker?: boolean
    mail?: Mail
    logger?: Logger
    /** Reaches no private network, as servers do by default. */
    isGuarded?: boolean
  } = {},
): Promise<TestApp> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'galley-test-'))
  const config = readConfig({ GALLEY_RATE_LIMIT_PER_MINUTE: '0', ...options.environment })
  const secret = 'a secret for tests, long enough to sign'
  const { storage, mounts } = await openStorage(config, folder, secret)
  const isolation = await createIsolation({ driver: 'child-process' })
  const app = createApp(config, {
    db: database.db,
    storage,
    isolation,
    logger: options.logger ?? silentLogger,
    metrics: createMetrics(),
    mounts,
    secrets: createSecrets({ db: database.db, masterKeys: [secret] }),
    mail: options.mail ?? createLogMail({ folder: `${folder}/outbox`, logger: silentLogger }),
    // The servers of tests are on this machine.
    fetch: createSafeFetch({
      allowPrivateNetwork: !options.isGuarded,
      dialer: createPinnedDialer(),
    }),
    modelFetch: fetchHere,
    dns: createNodeDns({ servers: config.GALLEY_DNS_SERVERS, timeoutMs: 2000 }),
  })
  const worker = options.hasWorker === false ? null : await app.startWorker()
  const addWorkspace = async (permissions?: readonly string[]) => {
    return database.db.systemTransaction(async (tx) => {
      const workspaceId = await createWorkspace(tx, 'Test')
      const name = 'Test'
      const key = await createApiKey(tx, app.services, {
        workspaceId,
        name,
        ...(permissions && { permissions }),
      })
      return createClient(app, { workspaceId, key })
    })
  }
  const first = await addWorkspace()
  const addKey = (changes: Partial<NewApiKey>) =>
    database.db.systemTransaction(async (tx) => {
      const wanted = { workspaceId: first.workspaceId, name: 'Test', ...changes }
      const key = await createApiKey(tx, app.services, wanted)
      return createClient(app, { workspaceId: wanted.workspaceId, key })
    })
  return {
    ...first,
    app,
    database,
    worker,
    addKey,
    addWorkspace,
    async close() {
      await worker?.stop({ graceMs: 0 })
      await isolation.close()
      await database.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A request of the API, with a JSON body or a form. */
export async function askApi(
  app: Pick<App, 'fetch'>,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const isForm = body instanceof FormData
  const response = await app.fetch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    }),
  )
  return readAnswer(response)
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : null,
  }
}

function createClient(
  app: App,
  { workspaceId, key }: { workspaceId: string; key: string },
): Client {
  const credentials = { authorization: `Bearer ${key}` }
  const call: Client['call'] = (method, path, body, headers) =>
    askApi(app, method, path, body, { ...credentials, ...headers })
  const finish: Client['finish'] = async (jobId) => {
    for (;;) {
      const answer = await call('GET', `/jobs/${jobId}`)
      if (answer.status !== 200 || answer.json.finished_at) return answer
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { workspaceId, key, call, finish }
}

const corpus =
  process.env.GALLEY_CORPUS ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url))

/** A file of the corpus that lies beside the repository; null where it does not. */
export async function readCorpus(name: string): Promise<Buffer<ArrayBuffer> | null> {
  return readFile(join(corpus, name)).catch(() => null)
}

/** A small talk of our own, for tests that need some text and not a special one. */
export const sampleTalk = `## Why gardens need worms

Anna Berg: Today I want to talk about worms. Most gardeners walk past them every day. A handful of healthy soil holds more living things than there are people on earth, and worms do the heavy work among them.

Tom Reed: How many worms does a good garden have?

Anna Berg: A good garden has about 400 worms in every square metre of soil. They dig channels, and those channels let water and air reach the roots. Without them rain runs off the surface and takes the best soil with it.

## What to feed them

Anna Berg: Worms eat leaves, old straw and kitchen scraps. They do not like citrus, and they do not like onions. If you leave the leaves on the beds in autumn, the worms pull them into the ground during the winter, and in spring most of the mulching is done for you.

Tom Reed: Should people buy worms?

Anna Berg: Buying worms is a waste of money. Worms come to a garden that feeds them, and they leave a garden that does not. Dig less, cover the soil, and wait a year. The worms will find you.
`

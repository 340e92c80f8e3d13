import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { createApiKey } from '../../src/workspace/identity/index.ts'
import { createPerson, join } from '../people.ts'
import { createTestApp, sampleTalk } from '../test-app.ts'
import { createFuzzer } from './fuzz-api.ts'
import { Pool } from './pool.ts'
import { readApi } from './read-api.ts'
import type { ApiDocument, Operation } from './read-api.ts'

/** Always the same requests, unless asked otherwise: GALLEY_FUZZ_SEED is a number or `random`. */
const wanted = process.env.GALLEY_FUZZ_SEED ?? '20260721'
const seed = wanted === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wanted)

/** Requests of a whole run where GALLEY_FUZZ_RUNS does not say how many each operation gets. */
const REQUESTS = 1300

const test = await createTestApp()
const document = await readDocument()
const api = readApi(document)
const runs = Number(
  process.env.GALLEY_FUZZ_RUNS ?? Math.max(10, Math.round(REQUESTS / api.operations.length)),
)
const pool = new Pool()

const fuzzer = createFuzzer({
  api,
  fetch: (request) => test.app.fetch(request),
  credentials: { api_key: newKey, session: newSession },
  seed,
  runs,
  texts: [sampleTalk, 'Hello there, this is some text.', 'de', 'en', 'markdown', 'html', 'json'],
  pool,
})

async function readDocument(): Promise<ApiDocument> {
  const response = await test.app.fetch(new Request('http://localhost:3000/openapi.json'))
  assert.equal(response.status, 200)
  return (await response.json()) as ApiDocument
}

/** A key of the test's workspace that may do everything. */
async function newKey(): Promise<Record<string, string>> {
  const { workspaceId } = test
  const key = await test.database.db.systemTransaction((tx) =>
    createApiKey(tx, test.app.services, { workspaceId, name: 'Fuzzer' }),
  )
  return { authorization: `Bearer ${key}` }
}

/** Of somebody who owns a workspace of their own, and is signed in. */
async function newSession(): Promise<Record<string, string>> {
  const person = await createPerson(test)
  await join(test, person, (await test.addWorkspace()).workspaceId, 'owner')
  return { cookie: person.cookie }
}

/** Something to work on, also behind operations that delete. */
async function restock(): Promise<void> {
  const source = await test.call('POST', '/sources', { text: sampleTalk })
  pool.learn('/sources', source.json)
  // Whatever default the requests have connected meanwhile.
  const model = 'embedded:extractive'
  const made = { source_id: source.json.id, model }
  const stored = await test.call('POST', '/steps/document.persist', made)
  pool.learn('/steps/document.persist', stored.json)
  const read = await test.call('GET', `/documents/${stored.json.document_id}`)
  pool.learn('/documents', read.json)
  pool.learn('/models', (await test.call('GET', '/models')).json)
  const later = { prefer: 'respond-async' }
  const started = await test.call(
    'POST',
    '/steps/outline.generate',
    { text: sampleTalk, model },
    later,
  )
  pool.learn('/steps/outline.generate', started.json)
}

/** What makes things comes first, what takes them away last. */
const rank = ({ method, path }: Operation) =>
  method === 'DELETE' ? 3 : method === 'POST' && !path.includes('{') ? 0 : method === 'GET' ? 1 : 2

describe(`the API answers whatever is sent as its document says (seed ${seed})`, () => {
  after(() => test.close())

  for (const operation of api.operations.toSorted((a, b) => rank(a) - rank(b))) {
    it(`${operation.method} ${operation.path}`, async () => {
      await restock()
      await fuzzer.fuzzOperation(operation)
    })
  }

  it('whatever comes at the same time', async () => {
    await restock()
    await fuzzer.fuzzTogether(Math.round(runs * 1.5))
  })

  it('has reached the inside of what it has a credential for', (context) => {
    const withKey = api.operations.filter(({ security }) => security.some((one) => one.api_key))
    const outside = withKey.filter(({ id }) => {
      const statuses = [...(fuzzer.answers.get(id)?.keys() ?? [])]
      return !statuses.some((status) => status < 400)
    })
    for (const [id, statuses] of fuzzer.answers) {
      const counts = [...statuses]
        .sort(([a], [b]) => a - b)
        .map(([status, count]) => `${status}×${count}`)
      context.diagnostic(`${id}: ${counts.join(' ')}`)
    }
    const names = outside.map(({ id }) => id).join(', ')
    context.diagnostic(`never answered with success: ${names || 'none'}`)
    assert.ok(outside.length < withKey.length / 2, `never answered with success: ${names}`)
  })
})

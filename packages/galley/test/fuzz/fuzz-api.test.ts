import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFuzzer } from './fuzz-api.ts'
import { readApi } from './read-api.ts'
import { createTinyApi, tinyCredential, tinyDocument } from './tiny-api.fixture.ts'
import type { PlantedFault } from './tiny-api.fixture.ts'

const api = readApi(tinyDocument)

/** Fuzzes the tiny API and gives what was said about it; null when nothing was found. */
async function fuzz(fault: PlantedFault, seed = 1): Promise<string | null> {
  const fuzzer = createFuzzer({
    api,
    fetch: createTinyApi(fault),
    credentials: { api_key: async () => tinyCredential },
    seed,
    runs: 200,
  })
  try {
    for (const operation of api.operations) await fuzzer.fuzzOperation(operation)
    await fuzzer.fuzzTogether(20)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

describe('the fuzzer', () => {
  it('finds nothing where there is nothing', async () => {
    assert.equal(await fuzz('none'), null)
    assert.equal(await fuzz('none', 2), null)
  })

  const planted: [PlantedFault, RegExp][] = [
    ['crash', /500 is never right/],
    ['undocumented status', /204 is not documented for things\.get/],
    ['undocumented type', /things\.create answered 201 as text\/html/],
    ['extra field', /must NOT have unevaluated properties \("owner"\)/],
    ['missing field', /must have required property 'name'/],
    ['leaked stack', /the answer shows a stack/],
    ['leaked SQL', /the answer shows SQL/],
    ['leaked credential', /the problem repeats the credential/],
    ['plain error', /not as application\/problem\+json/],
    ['takes anything', /it took a body that breaks its schema/],
    ['missing header', /x-content-type-options is missing/],
    ['own request id', /x-request-id \S+ came back as req_/],
    ['wrong method', /\w+ answered 404/],
  ]
  for (const [fault, message] of planted) {
    it(`finds: ${fault}`, async () => {
      const found = await fuzz(fault)
      assert.match(found ?? 'nothing', message)
      assert.match(found!, /^curl -i -X \w+ /m)
      assert.match(found!, /GALLEY_FUZZ_SEED=1/)
      assert.ok(!found!.includes(tinyCredential.authorization) || fault === 'leaked credential')
    })
  }

  it('shows the smallest request that it could find', async () => {
    const found = await fuzz('crash')
    assert.match(found!, /--data-binary '\{"name":"e"\}'/)
  })

  it('sends the same requests for the same seed', async () => {
    const sent = async (seed: number) => {
      const urls: string[] = []
      const tiny = createTinyApi('none')
      const fuzzer = createFuzzer({
        api,
        fetch: async (request) => {
          urls.push(`${request.method} ${request.url} ${await request.clone().text()}`)
          return tiny(request)
        },
        credentials: { api_key: async () => tinyCredential },
        seed,
        runs: 30,
      })
      for (const operation of api.operations) await fuzzer.fuzzOperation(operation)
      return urls
    }
    assert.deepEqual(await sent(7), await sent(7))
    assert.notDeepEqual(await sent(7), await sent(8))
  })

  it('sends no credential where none is known, or where it would end the session', async () => {
    const document = structuredClone(tinyDocument)
    document.paths['/things']!.post!.security = [{ session: [] }]
    document.paths['/things/{thing_id}']!.get!.operationId = 'session.signOut'
    const changed = readApi(document)
    const fuzzer = createFuzzer({
      api: changed,
      fetch: createTinyApi('none'),
      credentials: { api_key: async () => tinyCredential },
      seed: 1,
      runs: 50,
    })
    for (const operation of changed.operations) {
      await fuzzer.fuzzOperation(operation)
      const statuses = [...fuzzer.answers.get(operation.id)!.keys()]
      assert.ok(
        statuses.every((status) => status === 204 || status >= 400),
        `${statuses}`,
      )
      assert.ok(statuses.includes(401))
    }
  })
})

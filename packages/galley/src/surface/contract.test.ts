import { makePng } from '../platform/images/images.fixture.ts'
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { makeSigner } from '../../fakes/identity-providers/index.ts'
import { createPerson, join } from '../../test/people.ts'
import type { Person } from '../../test/people.ts'
import { createTestApp, sampleTalk } from '../../test/test-app.ts'
import type { Answer, TestApp } from '../../test/test-app.ts'
import { modules } from '../modules.ts'
import { ACCOUNT } from '../platform/permission.ts'
import { deriveRoutes } from './index.ts'
import { describeApi } from './openapi.ts'
import { readOperations } from './sdk/index.ts'
import type { SdkOperation } from './sdk/index.ts'

type Body = Record<string, unknown>

const retitle = { op: 'set', value: { title: 'Worms at work' } }

const routes = deriveRoutes(modules)
const document = describeApi(routes)
const operations = new Map(readOperations(document).map((one) => [one.id, one]))

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ ...document, $id: 'api' })

const pointer = (...tokens: string[]) =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What the document says that such an answer looks like; fails when it says nothing. */
function validatorOf({ path, method, id }: SdkOperation, answer: Answer): ValidateFunction | null {
  const described = document.paths[path]![method.toLowerCase()] as {
    responses: Record<string, { content?: Record<string, unknown> }>
  }
  const status = described.responses[answer.status] ? String(answer.status) : 'default'
  if (status === 'default') assert.ok(answer.status >= 400, `${id} answered ${answer.status}`)
  const { content } = described.responses[status]!
  const type = answer.headers.get('content-type')?.split(';')[0]
  if (!content) {
    assert.equal(answer.text, '', `${id} answered ${answer.status} with a body`)
    return null
  }
  assert.ok(type && content[type], `${id} answered ${answer.status} as ${type}`)
  if (!type.includes('json') || operations.get(id)!.kind === 'file') return null
  const place = pointer('paths', path, method.toLowerCase(), 'responses', status, 'content', type)
  const validate = ajv.getSchema(`api#${encodeURI(place)}/schema`)
  assert.ok(validate, `${id}: there is no schema at ${place}`)
  return validate
}

/** An archive that is ready. */
async function exported({ call }: Pick<TestApp, 'call'>, path: string): Promise<string> {
  const { json } = await call('POST', path)
  for (;;) {
    const { status } = (await call('GET', `${path}/${json.id}`)).json
    if (status === 'ready') return json.id
    assert.equal(status, 'running')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

const permissionOf = ({ path, method }: SdkOperation) =>
  routes.find((route) => route.path === path && route.method === method)!.permission

/** What needs more than a path, and is asked where that is. */
const elsewhere = new Set([
  'events.stream', // never ends; its events are those of a job
  'mail.showUnsubscribe', // the token of a mail
  'sso.getTest', // somebody's way through a provider
])

describe('the API keeps what its document promises', () => {
  let test: TestApp
  /** Whoever the routes about an account are asked by. */
  let person: Person
  /** Values for path parameters, from a workspace with something in it. */
  const known: Record<string, string> = { version: '1' }
  /** The same for routes about an account, where they differ. */
  const personal: Record<string, string> = {}

  before(async () => {
    test = await createTestApp()
    person = await createPerson(test)
    await join(test, person, test.workspaceId, 'owner')
    const source = await test.call('POST', '/sources', { text: sampleTalk })
    known.source_id = source.json.id
    const input = { source_ids: [known.source_id], sections: 2 }
    const started = await test.call('POST', '/pipelines/generate_blog', input)
    const job = await test.finish(started.json.job_id)
    assert.equal(job.json.status, 'succeeded', JSON.stringify(job.json.error))
    known.job_id = job.json.id
    known.document_id = job.json.output.document_id
    const logo = await test.app.fetch(
      new Request('http://localhost:3000/api/v1/branding/logo/light', {
        method: 'PUT',
        headers: { authorization: `Bearer ${test.key}`, 'content-type': 'image/svg+xml' },
        body: '<svg viewBox="0 0 1 1"/>',
      }),
    )
    assert.equal(logo.status, 200)
    known.slot = 'light'
    const form = new FormData()
    form.set('file', new File([makePng(2, 2)], 'dot.png', { type: 'image/png' }))
    const uploaded = await test.app.fetch(
      new Request('http://localhost:3000/api/v1/media', {
        method: 'POST',
        headers: { authorization: `Bearer ${test.key}` },
        body: form,
      }),
    )
    known.media_id = ((await uploaded.json()) as { id: string }).id
    known.project_id = (await test.call('POST', '/projects', { name: 'Garden' })).json.id
    known.key_id = (await test.call('POST', '/api-keys', { name: 'Other' })).json.api_key.id
    const prompt = { name: 'Ours', content: { purpose: 'article' } }
    known.template_id = (await test.call('POST', '/prompt-templates', prompt)).json.id
    const saml = {
      entity_id: 'urn:idp',
      sso_url: 'https://idp.example/sso',
      certificates: [(await makeSigner()).certificate],
    }
    const connection = await person.call('POST', '/sso/connections', { name: 'Provider', saml })
    assert.equal(connection.status, 201, connection.text)
    known.connection_id = connection.json.id
    known.export_id = await exported(test, '/privacy/exports')
    personal.export_id = await exported(person, '/account/exports')
  })
  after(() => test?.close())

  /** Calls an operation and holds its answer against the document. */
  async function call(
    id: string,
    body?: Body,
    values: Record<string, string> = known,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    const operation = operations.get(id)
    assert.ok(operation, `there is no operation ${id}`)
    const isPersonal = permissionOf(operation) === ACCOUNT
    const given = isPersonal && values === known ? { ...known, ...personal } : values
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      assert.ok(given[name], `this test has no ${name}: give it one`)
      return given[name]!
    })
    const answer = await (isPersonal ? person : test).call(operation.method, path, body, headers)
    const validate = validatorOf(operation, answer)
    if (validate) assert.ok(validate(answer.json), `${id}: ${ajv.errorsText(validate.errors)}`)
    return answer
  }

  /** What is well-formed and not there, where `x` is not even well-formed. */
  const missing: Record<string, string> = { version: '9', slot: 'dark' }
  const gets = [...operations.values()].filter(({ method }) => method === 'GET')
  for (const { id, pathNames } of gets) {
    if (elsewhere.has(id)) continue
    it(`GET ${id}`, async () => {
      const { status } = await call(id)
      assert.equal(status, 200)
      const isOpen = permissionOf(operations.get(id)!) === null
      const stranger = await call(id, undefined, known, { authorization: 'none' })
      assert.equal(stranger.status, isOpen ? 200 : 401)
      if (pathNames.length === 0) return
      const nothing = Object.fromEntries(pathNames.map((name) => [name, missing[name] ?? 'x']))
      assert.equal((await call(id, undefined, nothing)).status, 404)
    })
  }

  it('refuses every POST, PUT and PATCH with a property that it does not know', async () => {
    const others = [...operations.values()].filter(({ bodyType }) => bodyType !== null)
    for (const { id } of others) {
      const values = new Proxy(known, { get: (own, name: string) => own[name] ?? 'x' })
      const { status, json } = await call(id, { no_such_property: 1 }, values)
      assert.equal(status, 422, id)
      assert.ok(
        json.errors.some((one: Body) => one.pointer === '/no_such_property'),
        id,
      )
    }
  })

  const calls: [string, number, Body?][] = [
    ['sources.create', 201, { text: 'A short text of its own.', title: 'Short' }],
    ['sources.create', 422, {}],
    ['sources.create', 422, { kind: 'parchment', text: 'x' }],
    ['sources.createUpload', 201, { file_name: 'a.md', size: 3 }],
    ['sources.createUpload', 422, { file_name: 'a.md', size: 0 }],
    ['sources.createUpload', 413, { file_name: 'a.md', size: 1e12 }],
    ['documents.edit', 200, { base_version: 1, preview: true, operations: [retitle] }],
    ['documents.edit', 404, { base_version: 1, operations: [{ op: 'remove', part_id: 'none' }] }],
    ['documents.edit', 422, { base_version: 1, operations: [{ op: 'fold' }] }],
    ['documents.restore', 201],
    ['documents.edit', 409, { base_version: 1, operations: [retitle] }],
    ['jobs.cancel', 200],
    ['budget.set', 200, { limit_micros: 5_000_000 }],
    ['budget.set', 422, { limit_micros: 'much' }],
    ['steps.outline.generate', 200, { text: sampleTalk, sections: 2 }],
    ['steps.outline.generate', 422, { text: sampleTalk, sections: 0 }],
    ['steps.transcript.fetch', 200, { text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n' }],
    ['pipelines.generate_blog', 404, { source_ids: ['src_none'] }],
    ['pipelines.generate_blog', 422, { source_ids: [] }],
  ]
  for (const [id, status, body] of calls) {
    const given = body ? JSON.stringify(body).slice(0, 60) : 'nothing'
    it(`${id} with ${given} answers ${status}`, async () => {
      const answer = await call(id, body)
      assert.equal(answer.status, status, answer.text)
    })
  }

  it('answers 202 when asked to, and 304 and 412 by entity tags', async () => {
    const later = { prefer: 'respond-async' }
    const accepted = await call('steps.outline.generate', { text: sampleTalk }, known, later)
    assert.equal(accepted.status, 202)
    assert.equal(accepted.headers.get('location'), `/api/v1/jobs/${accepted.json.job_id}`)
    const { headers } = await call('documents.get')
    const fresh = { 'if-none-match': headers.get('etag')! }
    assert.equal((await call('documents.get', undefined, known, fresh)).status, 304)
    const edit = { base_version: 1, operations: [retitle] }
    const stale = { 'if-match': headers.get('etag')! }
    assert.equal((await call('documents.edit', edit, known, stale)).status, 412)
  })

  it('deletes a source, and knows it no more', async () => {
    assert.equal((await call('sources.delete')).status, 204)
    assert.equal((await call('sources.delete')).status, 404)
  })
})

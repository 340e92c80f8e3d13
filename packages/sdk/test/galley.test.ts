import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createTestApp, sampleTalk } from '../../galley/test/test-app.ts'
import type { TestApp } from '../../galley/test/test-app.ts'
import { ApiError, ConnectionError, Galley, JobFailedError, TimeoutError } from '../src/index.ts'
import { serve } from './serve.ts'
import type { Served } from './serve.ts'

const busy = (seconds: number) =>
  Response.json(
    { code: 'rate_limited', detail: 'Too many requests.' },
    { status: 429, headers: { 'retry-after': String(seconds) } },
  )

describe('the SDK against a real server', () => {
  let test: TestApp
  let served: Served
  let galley: Galley

  before(async () => {
    test = await createTestApp()
    served = await serve(test)
    galley = new Galley({ apiKey: test.key, baseUrl: served.url })
  })
  after(async () => {
    await served?.stop()
    await test?.close()
  })
  beforeEach(() => {
    served.interfere = () => null
    served.requests.length = 0
  })

  it('makes an article: source, job, document, file', async () => {
    const source = await galley.sources.create({ text: sampleTalk, title: 'Worms' })
    const job = await galley.pipelines.generateBlog({ source_ids: [source.id], sections: 2 })
    const { output, status } = await galley.jobs.wait(job)
    assert.equal(status, 'succeeded')
    const document = await galley.documents.get({ document_id: output.document_id })
    assert.equal(document.version, output.version)
    assert.ok(document.content.parts.length > 0)
    const file = await galley.documents.export({ document_id: document.id, format: 'markdown' })
    assert.match(await file.text(), /worms/i)

    const section = document.content.parts[0]!
    const edited = await galley.documents.edit({
      document_id: document.id,
      base_version: document.version,
      operations: [{ op: 'move', part_id: section.id, after: document.content.parts.at(-1)!.id }],
    })
    assert.equal(edited.document?.version, document.version + 1)
  })

  it('calls a step and gives its output, also when the server makes it a job', async () => {
    const { outline } = await galley.steps.outlineGenerate({ text: sampleTalk })
    assert.ok(outline.sections.length > 0)
    const later = await galley.steps.outlineGenerate(
      { text: sampleTalk },
      { headers: { prefer: 'respond-async' } },
    )
    assert.deepEqual(later.outline.title, outline.title)
  })

  it('says what was wrong, field by field', async () => {
    const wrong = galley.sources.create({ kind: 'parchment' as 'text', text: 'x' })
    await assert.rejects(wrong, (error: unknown) => {
      assert.ok(error instanceof ApiError)
      assert.deepEqual([error.status, error.code], [422, 'request_invalid'])
      assert.equal(error.errors[0]?.pointer, '/kind')
      assert.match(error.requestId!, /^req_/)
      return true
    })
    assert.equal(served.requests.length, 1, 'a wrong request is not repeated')
    const missing = galley.jobs.get({ job_id: 'job_none' })
    await assert.rejects(missing, { name: 'ApiError', status: 404, code: 'job_not_found' })
  })

  /** A source of its own, so that no two tests share one. */
  async function newSource(): Promise<string> {
    const text = `${sampleTalk}\nA text of its own, ${crypto.randomUUID()}.`
    return (await galley.sources.create({ text })).id
  }

  it('throws what a failed job failed with', async () => {
    const source_id = await newSource()
    const run_at = new Date(Date.now() + 1000).toISOString()
    const job = await galley.pipelines.generateBlog({ source_ids: [source_id], run_at })
    await galley.sources.delete({ source_id })
    await assert.rejects(galley.jobs.wait(job), (error: unknown) => {
      assert.ok(error instanceof JobFailedError)
      assert.deepEqual([error.code, error.job.status], ['source_not_found', 'failed'])
      return true
    })
  })

  it('comes back after 429 with the same idempotency key, and acts once', async () => {
    const source_id = await newSource()
    let refusals = 2
    const before = served.requests.length
    served.interfere = () => (refusals-- > 0 ? busy(0) : null)
    const job = await galley.pipelines.generateBlog({ source_ids: [source_id] })
    const keys = served.requests
      .slice(before)
      .map((request) => request.headers.get('idempotency-key'))
    assert.equal(keys.length, 3)
    assert.equal(new Set(keys).size, 1)
    assert.ok(job.job_id)
  })

  it('gives up when it is told to come back much later', async () => {
    served.interfere = () => busy(3600)
    await assert.rejects(galley.models.list(), { status: 429, retryAfterSeconds: 3600 })
    assert.equal(served.requests.length, 1)
  })

  it('acts once when the answer was lost: the repetition gets the first answer', async () => {
    const source_id = await newSource()
    const before = served.requests.length
    const lossy: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (lost++ === 0) throw new TypeError('fetch failed')
      return answer
    }
    let lost = 0
    const unlucky = new Galley({ apiKey: test.key, baseUrl: served.url, fetch: lossy })
    const { job_id } = await unlucky.pipelines.generateBlog({ source_ids: [source_id] })
    assert.equal(served.requests.length - before, 2)
    const jobs = []
    for await (const job of galley.jobs.list({ name: 'generate_blog' })) jobs.push(job.id)
    assert.equal(jobs.filter((id) => id === job_id).length, 1)
    assert.equal(jobs[0], job_id, 'and there is no second job')
  })

  it('does not repeat an edit whose answer was lost', async () => {
    served.interfere = () => 'cut'
    const edit = galley.documents.edit({ document_id: 'doc_1', base_version: 1, operations: [] })
    await assert.rejects(edit, ConnectionError)
    assert.equal(served.requests.length, 1)
  })

  it('stops when told to, and when it takes too long', async () => {
    served.interfere = () => busy(30)
    const stop = new AbortController()
    const call = galley.models.list({ signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 50)
    await assert.rejects(call, { message: 'enough' })

    const hanging: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error))
      })
    const slow = new Galley({ apiKey: 'k', fetch: hanging, timeoutMs: 20, maxRetries: 0 })
    await assert.rejects(slow.models.list(), TimeoutError)
  })

  it('goes through all pages, and reads no page that nobody asks for', async () => {
    for (let index = 0; index < 5; index += 1) {
      await galley.sources.create({ text: `Source ${index} of five, for the list of sources.` })
    }
    served.requests.length = 0
    const first = await galley.sources.list({ limit: 2 })
    assert.equal(first.items.length, 2)
    assert.equal(served.requests.length, 1)
    const ids = new Set<string>()
    for await (const source of galley.sources.list({ limit: 2 })) ids.add(source.id)
    const { items } = await galley.sources.list({ limit: 200 })
    assert.deepEqual(
      [...ids],
      items.map(({ id }) => id),
    )
  })

  it('sends files: in a form, or straight to the storage with their hash', async () => {
    const file = new File([`# One\n\n${sampleTalk}`], 'one.md', { type: 'text/markdown' })
    const inForm = await galley.sources.create({ file, title: 'In a form' })
    assert.deepEqual([inForm.file_name, inForm.title], ['one.md', 'In a form'])

    const blob = new Blob([`# Two\n\n${sampleTalk}`], { type: 'text/markdown' })
    const local = { baseUrl: served.url, apiKey: test.key, fetch: toServer(served.url) }
    const direct = await new Galley(local).sources.upload(blob, { file_name: 'two.md' })
    assert.equal(direct.file_name, 'two.md')
    assert.match(direct.text, /worms/)
  })
})

/** Upload addresses name the port that the server would have by default. */
function toServer(url: string): typeof fetch {
  return (input, init) =>
    fetch(String(input).replace(/^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?/, url), init)
}

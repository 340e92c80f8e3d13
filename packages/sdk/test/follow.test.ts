import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Worker } from '../../galley/src/platform/jobs/index.ts'
import { createTestApp, sampleTalk } from '../../galley/test/test-app.ts'
import type { TestApp } from '../../galley/test/test-app.ts'
import { Galley } from '../src/index.ts'
import type { GalleyEvent } from '../src/index.ts'
import { serve } from './serve.ts'
import type { Served } from './serve.ts'

describe('following a job', () => {
  let test: TestApp
  let served: Served
  let galley: Galley
  let worker: Worker | undefined

  before(async () => {
    test = await createTestApp({ hasWorker: false })
    served = await serve(test)
    galley = new Galley({ apiKey: test.key, baseUrl: served.url })
  })
  after(async () => {
    await served?.stop()
    await worker?.stop({ graceMs: 0 })
    await test?.close()
  })

  async function startJob() {
    const source = await galley.sources.create({ text: sampleTalk })
    return galley.pipelines.generateBlog({ source_ids: [source.id] })
  }

  /** Every event of the job, as one unbroken reading of the log gives them. */
  async function readLog(jobId: string): Promise<string[]> {
    const { text } = await test.call('GET', `/jobs/${jobId}/events`)
    return [...text.matchAll(/^id: (\d+)\nevent: /gm)].map((match) => match[1]!)
  }

  it('goes on over a server that restarts, without gap and without repeat', async () => {
    const job = await startJob()
    const seen: GalleyEvent[] = []
    for await (const event of galley.jobs.follow(job)) {
      seen.push(event)
      if (seen.length > 1) continue
      await served.stop()
      worker = await test.app.startWorker()
      setTimeout(() => void served.start(), 300)
    }
    assert.equal(seen[0]?.type, 'job.queued')
    assert.match(seen.at(-1)!.type, /^job\.(succeeded|failed)$/)
    assert.ok(seen.every(({ job_id }) => job_id === job.job_id))
    assert.deepEqual(
      seen.map(({ id }) => id),
      await readLog(job.job_id),
    )
  })

  it('goes on when every connection breaks after a few events', async () => {
    const job = await startJob()
    await test.finish(job.job_id)
    const whole = await readLog(job.job_id)
    // Hands over an event and most of another, then the connection is gone.
    const cutting: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (!answer.headers.get('content-type')?.includes('event-stream')) return answer
      const text = await answer.text()
      const blocks = text.split('\n\n')
      const isNearlyOver = blocks.length < 4
      const end = isNearlyOver ? text.length : blocks.slice(0, 3).join('\n\n').length - 10
      return new Response(text.slice(0, end), { status: 200, headers: answer.headers })
    }
    const unlucky = new Galley({ apiKey: test.key, baseUrl: served.url, fetch: cutting })
    const ids: string[] = []
    for await (const { id } of unlucky.jobs.follow(job)) ids.push(id)
    assert.ok(whole.length > 3)
    assert.deepEqual(ids, whole)
  })

  it('starts behind an event that was seen before', async () => {
    const job = await startJob()
    await test.finish(job.job_id)
    const whole = await readLog(job.job_id)
    const ids: string[] = []
    for await (const { id } of galley.jobs.follow(job, { lastEventId: whole[2]! })) ids.push(id)
    assert.deepEqual(ids, whole.slice(3))
  })

  it('ends with the caller, and with a refusal', async () => {
    const stop = new AbortController()
    const job = await startJob()
    const following = async () => {
      for await (const event of galley.jobs.follow(job, { signal: stop.signal })) {
        stop.abort(new Error(`enough of ${event.type}`))
      }
    }
    await assert.rejects(following, { message: 'enough of job.queued' })
    const stranger = new Galley({ apiKey: 'galley_sk_wrong', baseUrl: served.url })
    await assert.rejects(stranger.jobs.wait(job), { status: 401 })
  })
})

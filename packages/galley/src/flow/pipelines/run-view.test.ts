import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import type { Worker } from '../../platform/jobs/index.ts'
import { waitOf } from './job-wait.ts'
import { writeLogLine } from './log-line.ts'

interface Step {
  key: string
  name: string
  part: string | null
  index: number | null
  status: string
}

describe('what a run shows', () => {
  let test: TestApp
  let anna: Person
  let jobId: string
  let sourceId: string
  let worker: Worker
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    anna = await createPerson(test, { name: 'Anna' })
    await join(test, anna, test.workspaceId, 'editor')
    const started = (await anna.call('POST', '/samples/talk', {})).json
    jobId = started.job_id
    sourceId = started.source_id
  })
  after(async () => {
    await worker?.stop({ graceMs: 0 })
    await test.close()
  })
  const read = async () => (await test.call('GET', `/jobs/${jobId}`)).json

  it('before it runs: who started it, from what, and why it waits', async () => {
    const job = await read()
    assert.deepEqual(job.started_by, { kind: 'user', id: anna.userId, name: 'Anna' })
    const title = 'What the galley proof was for'
    assert.deepEqual(job.inputs, [{ kind: 'source', id: sourceId, title }])
    assert.deepEqual(job.waiting, { reason: 'worker', until: null, job_ids: [] })
    assert.deepEqual([job.is_cancellable, job.is_redrivable, job.results], [true, false, []])
    const { items, counts } = (await test.call('GET', '/jobs?group=active&include=counts')).json
    assert.deepEqual([items[0].id, counts.active, counts.by_status.queued], [jobId, 1, 1])
  })

  it('afterwards: its steps and chapters, what came of it, and a log', async () => {
    worker = await test.app.startWorker()
    await test.finish(jobId)
    const job = await read()
    const [result] = job.results
    assert.deepEqual([result.kind, result.id], ['document', job.output.document_id])
    assert.ok(result.title)
    const chapters = job.steps.filter(({ name }: Step) => name === 'chapters.organize')
    const indexes = chapters.map(({ index }: Step) => index).sort()
    assert.deepEqual(
      indexes,
      indexes.map((_: number, place: number) => place + 1),
    )
    const overview = job.steps.find(({ part }: Step) => part === 'overview')
    assert.deepEqual([overview.name, overview.index], ['citations.check', null])
    const { items } = (await test.call('GET', `/jobs/${jobId}/log?limit=200`)).json
    assert.equal(items[0].message, 'generate_blog is in line')
    assert.equal(items.at(-1).message, 'Finished')
    const done = items.find(
      ({ type, step }: { type: string; step: string }) =>
        type === 'job.step_succeeded' && step === 'chapters.organize/1',
    )
    assert.match(done.message, /^chapters\.organize\/1 is done after \d/)
    assert.deepEqual([done.data.name, done.data.index], ['chapters.organize', 1])
    assert.equal(typeof done.data.cost_micros, 'number')
    const seqs = items.map(({ seq }: { seq: number }) => seq)
    const first = (await test.call('GET', `/jobs/${jobId}/log?limit=3`)).json
    const rest = (
      await test.call('GET', `/jobs/${jobId}/log?limit=200&cursor=${first.next_cursor}`)
    ).json
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ seq }: { seq: number }) => seq),
      seqs,
    )
    const stranger = await test.addWorkspace()
    assert.equal((await stranger.call('GET', `/jobs/${jobId}/log`)).json.code, 'job_not_found')
  })

  it('in lists: dead letters, by cost, by how long it took, by words', async () => {
    const failing = (
      await test.call('POST', '/pipelines/generate_blog', { source_ids: [sourceId], sections: 2 })
    ).json.job_id
    await test.finish(failing)
    await test.database.db.system.execute(sql`
      update galley.jobs set status = 'failed', cost_micros = 900 where id = ${failing}`)
    const ids = async (query: string) =>
      (await test.call('GET', `/jobs?${query}`)).json.items.map(({ id }: { id: string }) => id)
    assert.deepEqual(await ids('group=dead_letters'), [failing])
    assert.deepEqual(await ids('group=active'), [])
    assert.deepEqual(await ids('sort=cost&order=desc'), [failing, jobId])
    assert.equal((await ids('sort=duration&order=asc')).length, 2)
    assert.deepEqual(await ids(`search=${jobId}`), [jobId])
    assert.deepEqual(await ids('search=BLOG&status=succeeded'), [jobId])
    assert.deepEqual(await ids(`started_by=${anna.userId}`), [jobId])
    const page = (await test.call('GET', '/jobs?sort=cost&limit=1')).json
    const next = (await test.call('GET', `/jobs?sort=cost&limit=1&cursor=${page.next_cursor}`)).json
    assert.deepEqual([page.items[0].id, next.items[0].id, next.next_cursor], [failing, jobId, null])
    const [dead] = (await test.call('GET', '/jobs?group=dead_letters')).json.items
    assert.equal(dead.is_redrivable, true)
  })
})

describe('why a job waits', () => {
  const later = new Date(Date.now() + 60_000)
  const job = { status: 'waiting' as const, runAt: later, waitingFor: null }

  it('is its turn, a moment, a step that is tried again, or its children', () => {
    assert.equal(waitOf({ ...job, runAt: new Date(0) })!.reason, 'worker')
    assert.deepEqual(waitOf(job), { reason: 'scheduled', until: later, jobIds: [] })
    assert.equal(waitOf(job, [{ status: 'retrying' }])!.reason, 'retry')
    assert.deepEqual(waitOf({ ...job, waitingFor: ['job_1'] })!.jobIds, ['job_1'])
    assert.equal(waitOf({ ...job, status: 'running' }), null)
  })
})

describe('a line of the log', () => {
  it('says what happened, how bad it is, and nothing about our inside', () => {
    const error = { code: 'internal', message: "Cannot read '/etc/secret'" }
    const failed = writeLogLine('job.step_failed', { key: 'a', error })
    assert.equal(failed.level, 'error')
    assert.doesNotMatch(JSON.stringify(failed), /secret/)
    const retry = {
      key: 'b',
      delayMs: 2500,
      error: { code: 'x', kind: 'unavailable', message: 'Busy.' },
    }
    assert.deepEqual(
      [
        writeLogLine('job.step_retrying', retry).message,
        writeLogLine('job.step_retrying', retry).level,
      ],
      ['b is tried again in 2.5 s: Busy.', 'warning'],
    )
    assert.equal(writeLogLine('job.unheard_of', {}).message, 'job.unheard_of')
  })
})

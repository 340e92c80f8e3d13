import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { modules } from '../src/modules.ts'
import { jobs } from '../src/platform/jobs/tables.ts'
import { createTestApp, sampleTalk } from './test-app.ts'
import type { TestApp } from './test-app.ts'

let app: TestApp
before(async () => {
  app = await createTestApp({ environment: { GALLEY_RETENTION_DAYS: '30' } })
})
after(() => app.close())

test('every cron of the modules runs; together they forget what is past the retention time', async () => {
  const start = async () => {
    const answer = await app.call('POST', '/steps/outline.generate', { text: sampleTalk }, asJob)
    assert.equal(answer.status, 202, answer.text)
    const jobId: string = answer.json.job_id
    await app.finish(jobId)
    return jobId
  }
  const [old, young] = [await start(), await start()]
  await app.database.db.systemTransaction((tx) =>
    tx
      .update(jobs)
      .set({ finishedAt: sql`now() - interval '31 days'` })
      .where(eq(jobs.id, old)),
  )
  for (const cron of modules.flatMap(({ crons }) => crons)) await cron.run(app.app.services)
  assert.equal((await app.call('GET', `/jobs/${old}`)).status, 404)
  assert.equal((await app.call('GET', `/jobs/${young}`)).status, 200)
})

const asJob = { prefer: 'respond-async' }

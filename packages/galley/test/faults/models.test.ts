import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../fakes/models/index.ts'
import type { ModelServer, ScriptEntry } from '../../fakes/models/index.ts'
import { createTestApp } from '../test-app.ts'
import type { TestApp } from '../test-app.ts'
import { talkAbout, writePlainly } from './plain-writer.ts'
import { budgetOf, modelEnvironment, requestsAbout, until, usageOf } from './stage.ts'

const SECTIONS = 2
const CALLS = 2 + 2 * SECTIONS

describe('the main job when the model misbehaves', () => {
  let models: ModelServer
  let test: TestApp
  before(async () => {
    models = await startModelServer({ protocol: 'openai', answer: writePlainly })
    const environment = { ...modelEnvironment(models), GALLEY_MODEL_TIMEOUT_SECONDS: '2' }
    test = await createTestApp({ environment })
  })
  after(async () => {
    await test?.close()
    await models.close()
  })

  async function start(word: string, options: object = {}): Promise<string> {
    const source = await test.call('POST', '/sources', { text: talkAbout(word) })
    const input = { source_ids: [source.json.id], sections: SECTIONS, budget: 9_000_000 }
    const started = await test.call('POST', '/pipelines/generate_blog', { ...input, ...options })
    assert.equal(started.status, 202, started.text)
    return started.json.job_id
  }

  /** The outline, the only call at its time, meets the script's behaviours in their order. */
  async function run(word: string, script: readonly ScriptEntry[]) {
    models.enqueue(...script)
    const jobId = await start(word)
    const { json } = await test.finish(jobId)
    const usage = await usageOf(test.database, jobId)
    const statuses = usage
      .filter(({ step }) => step === 'outline.generate')
      .map((row) => row.status)
    const sent = requestsAbout(models, word)
    assert.equal(usage.length, sent.length, 'one usage event for each attempt')
    assert.equal((await budgetOf(test.database, jobId)).reserved, 0)
    return { jobId, job: json, statuses, sent: sent.length, usage }
  }

  const recoveries: { name: string; script: ScriptEntry[]; statuses: string[] }[] = [
    { name: 'a time-out', script: ['hang'], statuses: ['timeout', 'ok'] },
    {
      name: '429 with Retry-After',
      script: [{ kind: 'rate-limited', retryAfterSeconds: 1 }],
      statuses: ['rate_limited', 'ok'],
    },
    { name: 'two 500s', script: [500, 503], statuses: ['error', 'error', 'ok'] },
    { name: 'a socket that closes', script: ['drop'], statuses: ['error', 'ok'] },
    { name: 'a body that is cut', script: ['cut-body'], statuses: ['error', 'ok'] },
    { name: 'HTML of a proxy', script: ['not-json'], statuses: ['error', 'ok'] },
    { name: 'malformed JSON', script: ['malformed-json'], statuses: ['invalid_output', 'ok'] },
    {
      name: 'JSON of another shape',
      script: ['schema-violation'],
      statuses: ['invalid_output', 'ok'],
    },
    { name: 'an empty answer', script: ['empty'], statuses: ['invalid_output', 'ok'] },
    { name: 'an answer that is cut off', script: ['cut-off'], statuses: ['invalid_output', 'ok'] },
  ]
  recoveries.forEach(({ name, script, statuses }, index) => {
    it(`gets over ${name}`, async () => {
      const result = await run(`well${index}`, script)
      assert.equal(result.job.status, 'succeeded', JSON.stringify(result.job.error))
      assert.deepEqual(result.statuses, statuses)
      assert.equal(result.sent, CALLS + script.length)
    })
  })

  // What another try cannot change is not tried, nor paid, again and again.
  const failures: { name: string; script: ScriptEntry[]; code: string; calls: number }[] = [
    { name: 'refused credentials', script: [401], code: 'model_credentials_refused', calls: 1 },
    { name: 'an unknown model', script: [404], code: 'model_not_found', calls: 1 },
    { name: 'a refused request', script: [422], code: 'model_request_refused', calls: 1 },
    { name: 'five megabytes', script: ['huge'], code: 'model_answer_too_large', calls: 1 },
    {
      name: 'JSON of another shape, every time',
      script: ['schema-violation', 'schema-violation', 'schema-violation'],
      code: 'model_output_invalid',
      calls: 3,
    },
    {
      name: 'malformed JSON, every time',
      script: ['malformed-json', 'malformed-json', 'malformed-json'],
      code: 'model_output_invalid',
      calls: 3,
    },
  ]
  failures.forEach(({ name, script, code, calls }, index) => {
    it(`fails clearly on ${name}, and goes on after a redrive`, async () => {
      const result = await run(`fail${index}`, script)
      const { error } = result.job
      assert.equal(result.job.status, 'failed', `${result.sent} calls: ${result.statuses}`)
      assert.equal(error.code, code)
      assert.equal(error.step, 'outline.generate')
      assert.match(error.message, /compatible:fake/)
      assert.equal(result.sent, calls)
      await test.call('POST', `/jobs/${result.jobId}/redrive`)
      const { json } = await test.finish(result.jobId)
      assert.equal(json.status, 'succeeded', JSON.stringify(json.error))
      assert.equal(requestsAbout(models, `fail${index}`).length, calls + CALLS)
    })
  })

  it('continues behind finished steps after a redrive, and pays none of them again', async () => {
    const jobId = await start('later')
    // The outline is good; of what follows at once, the first to ask is refused.
    await until(() => requestsAbout(models, 'later').length > 0)
    models.enqueue(401)
    const failed = await test.finish(jobId)
    assert.equal(failed.json.status, 'failed', failed.text)
    const before = requestsAbout(models, 'later')
    const done = new Set(
      failed.json.steps
        .filter((step: { status: string }) => step.status === 'succeeded')
        .map((step: { key: string }) => step.key),
    )
    assert.ok(done.has('outline.generate'))
    await test.call('POST', `/jobs/${jobId}/redrive`)
    const { json } = await test.finish(jobId)
    assert.equal(json.status, 'succeeded', JSON.stringify(json.error))
    const again = requestsAbout(models, 'later').slice(before.length)
    assert.deepEqual(
      again.filter(({ step }) => done.has(step)),
      [],
    )
    assert.equal(again.length, CALLS - before.filter(({ step }) => done.has(step)).length)
    const usage = await usageOf(test.database, jobId)
    assert.equal(usage.length, requestsAbout(models, 'later').length)
    assert.equal(
      json.usage.cost_micros,
      usage.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    )
  })

  it('lets calls under way finish when another one fails, since they are paid for', async () => {
    const jobId = await start('beside')
    await until(() => requestsAbout(models, 'beside').length > 0)
    const slow: ScriptEntry = { kind: 'slow', firstByteMs: 200 }
    models.enqueue(401, slow, slow)
    const { json } = await test.finish(jobId)
    assert.equal(json.status, 'failed')
    const usage = await usageOf(test.database, jobId)
    assert.deepEqual(
      usage.filter(({ status }) => status === 'aborted'),
      [],
    )
    await test.call('POST', `/jobs/${jobId}/redrive`)
    assert.equal((await test.finish(jobId)).json.status, 'succeeded')
    assert.equal(requestsAbout(models, 'beside').length, CALLS + 1, 'only the refused one again')
  })

  it('closes the socket upstream when a job is cancelled, and writes nothing later', async () => {
    models.enqueue('hang')
    const jobId = await start('ended')
    await until(() => requestsAbout(models, 'ended').length > 0)
    const answer = await test.call('POST', `/jobs/${jobId}/cancel`)
    assert.equal(answer.status, 200, answer.text)
    const { json } = await test.finish(jobId)
    assert.equal(json.status, 'cancelled')
    await until(() => requestsAbout(models, 'ended')[0]!.isAbandoned)
    assert.deepEqual(
      (await usageOf(test.database, jobId)).map(({ status }) => status),
      ['aborted'],
    )
    assert.equal((await budgetOf(test.database, jobId)).reserved, 0)
    const events = await test.database.db.system.$client.query(
      `select type from galley.events where job_id = $1 order by seq`,
      [jobId],
    )
    assert.equal(events.rows.at(-1).type, 'job.cancelled')
    assert.equal(requestsAbout(models, 'ended').length, 1)
  })

  for (const budget of [0, 1, 3_000, 20_000, 30_000, 45_000]) {
    it(`never spends more than a budget of ${budget} micro-units`, async () => {
      const word = `cent${budget}`
      const jobId = await start(word, { budget })
      const { json } = await test.finish(jobId)
      const { spent, reserved, limit } = await budgetOf(test.database, jobId)
      const usage = await usageOf(test.database, jobId)
      assert.equal(limit, budget)
      assert.equal(reserved, 0)
      assert.ok(Number.isInteger(spent) && spent <= budget, `${spent} of ${budget}`)
      assert.equal(
        spent,
        usage.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
      )
      assert.equal(usage.length, requestsAbout(models, word).length)
      if (json.status === 'succeeded') return
      assert.equal(json.status, 'failed')
      assert.equal(json.error.code, 'budget_exceeded')
      assert.equal(json.error.kind, 'budget')
      assert.match(json.error.message, /budget/i)
    })
  }
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../../fakes/models/index.ts'
import type { ModelServer } from '../../../../fakes/models/index.ts'
import { readStep } from '../../../../test/read-step.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { rework } from '../testing/worm-article.ts'

describe('the next words of a text', () => {
  let test: TestApp
  let models: ModelServer
  before(async () => {
    models = await startModelServer({ protocol: 'anthropic', answer: rework })
    test = await createTestApp({
      hasWorker: false,
      environment: {
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: models.url,
        GALLEY_MODEL: 'anthropic:claude-haiku-5-5',
        GALLEY_RATE_LIMIT_PER_MINUTE: '100000',
      },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })
  const input = { before: 'Worms eat leaves, straw', language: 'en' }
  const next = ' and kitchen scraps, 🐛 but never citrus.'

  it('come as they are written, without a job, and leave nothing but their cost', async () => {
    const { rest } = await readStep(test.app, test.key, 'text.complete', input)
    const events = await rest()
    const deltas = events.filter(({ event }) => event === 'delta')
    assert.equal(deltas.map(({ data }) => data.text).join(''), next)
    assert.equal(events.at(-1)!.event, 'result')
    assert.equal(events.at(-1)!.data.text, next)
    assert.ok(events.at(-1)!.data.writer.cost_micros > 0)
    const jobs = await test.call('GET', '/jobs')
    assert.deepEqual(jobs.json.items, [])
    const { items } = (await test.call('GET', '/usage')).json
    assert.equal(items.length, 1)
    assert.equal(items[0].job_id, null)
    assert.ok(!JSON.stringify(items).includes('straw'))
  })

  it('come whole for who asks so, cut to forty words', async () => {
    const words = 'word '.repeat(60)
    models.enqueue({ kind: 'text', text: JSON.stringify({ text: words }) })
    const { json, status } = await test.call('POST', '/steps/text.complete', input)
    assert.equal(status, 200, JSON.stringify(json))
    assert.equal(json.text.split(' ').length, 40)
  })

  it('stop when whoever asked goes away, and are settled', async () => {
    models.enqueue({ kind: 'stream-slow', everyMs: 20 })
    const { next: read, leave } = await readStep(test.app, test.key, 'text.complete', input)
    assert.equal((await read())!.event, 'delta')
    await leave()
    await until(async () => models.requests.at(-1)!.isAbandoned)
    await until(async () => {
      const { items } = (await test.call('GET', '/usage')).json
      return items[0].status === 'aborted' && items[0].cost_micros > 0
    })
  })

  it('fail as any call does before the first word, and in the stream after it', async () => {
    models.enqueue(401)
    const early = await readStep(test.app, test.key, 'text.complete', input)
    assert.equal(early.status, 503)
    models.enqueue('stream-end')
    const late = await (await readStep(test.app, test.key, 'text.complete', input)).rest()
    assert.equal(late.at(-1)!.event, 'problem')
    assert.equal(late.at(-1)!.data.code, 'model_answer_broken')
    const invalid = await test.call('POST', '/steps/text.complete', { before: 'x'.repeat(4001) })
    assert.equal(invalid.status, 422)
  })

  it('come forty times a minute for one person, and no more', async () => {
    const person = await test.addWorkspace()
    const ask = () => person.call('POST', '/steps/text.complete', input)
    const answers = await Promise.all(Array.from({ length: 48 }, ask))
    const refused = answers.filter(({ status }) => status !== 200)
    assert.ok(refused.length > 0 && refused.length <= 8, `${refused.length} were refused`)
    for (const { status, json } of refused) {
      assert.equal(`${status} ${json.code}`, '429 completions_limited')
    }
    assert.equal((await test.call('POST', '/steps/text.complete', input)).status, 200)
  })

  it('need a model, and say so', async () => {
    const { json } = await test.call('POST', '/steps/text.complete', {
      ...input,
      model: 'embedded:extractive',
    })
    assert.equal(`${json.status} ${json.code}`, '422 model_required')
  })
})

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hashSection } from '@galley/markdown/hash'
import { startModelServer } from '../../../../fakes/models/index.ts'
import type { ModelServer } from '../../../../fakes/models/index.ts'
import { readStep } from '../../../../test/read-step.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { makeWormArticle, readArticle, rework } from '../testing/worm-article.ts'
import type { ShownArticle } from '../testing/worm-article.ts'

const step = 'section.rewrite'

describe('reworking one section with a model', () => {
  let test: TestApp
  let models: ModelServer
  let document: ShownArticle
  before(async () => {
    models = await startModelServer({ protocol: 'openai', answer: rework })
    test = await createTestApp({
      environment: {
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: models.url,
        GALLEY_MODEL: 'openai:gpt-6.1-terra',
      },
    })
    document = await makeWormArticle(test)
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  const inputOf = (input: Record<string, unknown> = {}) => ({
    document_id: document.id,
    section_id: document.content.parts[0]!.id,
    action: 'rewrite',
    ...input,
  })
  const stream = (input?: Record<string, unknown>) =>
    readStep(test.app, test.key, step, inputOf(input))
  const usage = async () => (await test.call('GET', '/usage?limit=200')).json.items

  it('is told as it happens: the job, words, the proposals; the article stays as it was', async () => {
    const { headers, rest } = await stream({
      base_hash: await hashSection(document.content.parts[0]!.markdown),
    })
    const events = await rest()
    assert.equal(events[0]!.event, 'job')
    assert.equal(headers.get('galley-job'), events[0]!.data.job_id)
    assert.match(headers.get('content-type')!, /^text\/event-stream/)
    const deltas = events.filter(({ event }) => event === 'delta')
    const shown = deltas.map(({ data }) => data.text).join('')
    const { event, data } = events.at(-1)!
    assert.equal(event, 'result', JSON.stringify(data))
    const [proposal] = data.proposals
    assert.equal(shown, proposal.markdown)
    assert.ok(deltas.every(({ data: { index } }) => index === 0))
    assert.equal(proposal.model, 'openai:gpt-6.1-terra')
    assert.equal(proposal.status, 'open')
    assert.ok(proposal.cost_micros > 0 && proposal.output_tokens > 0)
    assert.ok(proposal.sentences.every(({ citations }: { citations: [] }) => citations.length > 0))
    assert.equal(proposal.sentences[0].support, 'supported')
    assert.equal((await readArticle(test, document.id)).version, 1)
  })

  it('comes in variations side by side, each with deltas of its own', async () => {
    const { rest } = await stream({ action: 'instruct', instruction: 'Three ways.', count: 3 })
    const events = await rest()
    const { data } = events.at(-1)!
    assert.equal(data.proposals.length, 3)
    for (const { variation, markdown } of data.proposals) {
      const own = events.filter(
        ({ event, data: { index } }) => event === 'delta' && index === variation,
      )
      assert.equal(own.map(({ data: { text } }) => text).join(''), markdown)
      assert.match(markdown, new RegExp(`number ${variation + 1}`))
    }
    assert.equal(
      data.cost_micros,
      data.proposals.reduce(
        (sum: number, one: { cost_micros: number }) => sum + one.cost_micros,
        0,
      ),
    )
  })

  it('gives what could be written when one variation breaks off', async () => {
    models.enqueue('stream-end', 'ok')
    const { json, status } = await test.call('POST', `/steps/${step}`, inputOf({ count: 2 }))
    assert.equal(status, 200, JSON.stringify(json))
    assert.equal(json.proposals.length, 1)
    assert.equal(json.failures.length, 1)
    assert.equal(json.failures[0].code, 'model_answer_broken')
  })

  it('ends in a problem when nothing could be written, after what was shown', async () => {
    models.enqueue('stream-malformed')
    const events = await (await stream()).rest()
    assert.ok(events.some(({ event }) => event === 'delta'))
    const { event, data } = events.at(-1)!
    assert.equal(event, 'problem')
    assert.equal(data.code, 'model_answer_broken')
    assert.equal(data.status, 503)
    assert.ok(data.request_id)
  })

  it('is stopped by cancelling its job, and settled with what had come', async () => {
    models.enqueue({ kind: 'stream-slow', everyMs: 100 })
    const { next, rest } = await stream()
    const job = await next()
    while ((await next())?.event !== 'delta');
    await test.call('POST', `/jobs/${job!.data.job_id}/cancel`)
    const events = await rest()
    assert.equal(events.at(-1)!.event, 'problem')
    assert.equal(events.at(-1)!.data.code, 'job_cancelled')
    const seen = models.requests.at(-1)!
    await until(() => seen.isAbandoned)
    const [last] = await usage()
    assert.equal(last.status, 'aborted')
    assert.ok(last.output_tokens > 0 && last.cost_micros > 0)
  })

  it('goes on when whoever asked goes away', async () => {
    models.enqueue({ kind: 'stream-slow', everyMs: 10 })
    const { next, leave } = await stream()
    const job = await next()
    while ((await next())?.event !== 'delta');
    await leave()
    const { json } = await test.finish(job!.data.job_id)
    assert.equal(json.status, 'succeeded')
    assert.equal(json.output.proposals.length, 1)
  })

  it('keeps what is no prose, and finds the sentences behind it', async () => {
    const picture = '![A worm](https://example.org/worm.png "Hello")'
    const [section] = document.content.parts
    const value = {
      markdown: `${section!.markdown}\n\n${picture}\n\n| a | b |\n|---|---|\n| 1 | 2 |`,
    }
    const base_version = (await readArticle(test, document.id)).version
    const operations = [{ op: 'replace', part_id: section!.id, value }]
    await test.call('PATCH', `/documents/${document.id}`, { base_version, operations })
    const { json } = await test.call('POST', `/steps/${step}`, inputOf({ include_edited: true }))
    const [{ markdown, sentences }] = json.proposals
    assert.ok(markdown.includes(`number 1.\n\n${picture}\n\nThey dig`), markdown)
    assert.ok(markdown.endsWith('\n\n| a | b |\n|---|---|\n| 1 | 2 |'), 'what was left out is last')
    const { start, end } = sentences.at(-1)
    assert.equal(markdown.slice(start, end), 'They dig channels that let water reach the roots.')
  })

  it('works on a section that rests on no source, from its own words', async () => {
    const written = await test.call('POST', '/documents', { markdown: '# A\n\n## B\n\nBees fly.' })
    const { id, content } = written.json
    const own = { document_id: id, section_id: content.parts[0].id, include_edited: true }
    const { json } = await test.call('POST', `/steps/${step}`, inputOf(own))
    assert.equal(json.proposals[0].sentences[0].support, 'unchecked')
    assert.match(models.requests.at(-1)!.question.instructions, /Use only what the section says/)
  })

  it('says what it would cost at most, and asks nobody', async () => {
    const asked = models.requests.length
    const one = await test.call(
      'POST',
      `/steps/${step}/estimate`,
      inputOf({ include_edited: true }),
    )
    const three = await test.call(
      'POST',
      `/steps/${step}/estimate`,
      inputOf({ include_edited: true, count: 3 }),
    )
    assert.equal(one.json.model, 'openai:gpt-6.1-terra')
    assert.ok(one.json.cost_micros > 0)
    assert.equal(three.json.calls, 3)
    assert.ok(three.json.cost_micros >= 3 * one.json.cost_micros)
    assert.equal(models.requests.length, asked)
  })
})

describe('reworking one section without a model', () => {
  let test: TestApp
  let document: ShownArticle
  before(async () => {
    test = await createTestApp()
    document = await makeWormArticle(test)
  })
  after(() => test.close())

  const ask = (input: Record<string, unknown>) =>
    test.call('POST', `/steps/${step}`, {
      document_id: document.id,
      section_id: document.content.parts[0]!.id,
      ...input,
    })

  it('writes from the sources, costs nothing, and knows one variation', async () => {
    for (const action of ['regenerate', 'shorten', 'lengthen']) {
      const { json, status } = await ask({ action, count: 3 })
      assert.equal(status, 200, JSON.stringify(json))
      assert.equal(json.proposals.length, 1)
      const [proposal] = json.proposals
      assert.equal(proposal.is_extractive, true)
      assert.equal(proposal.cost_micros, 0)
      assert.ok(
        proposal.sentences.every(({ citations }: { citations: [] }) => citations.length > 0),
      )
    }
  })

  it('says what stands in the way, and what to do, before there is a job', async () => {
    const [section] = document.content.parts
    const codeOf = async (input: Record<string, unknown>) => {
      const { json } = await ask(input)
      return `${json.status} ${json.code}`
    }
    const jobs = async () => (await test.call('GET', '/jobs?include=counts')).json.counts.total
    const before = await jobs()
    assert.equal(
      await codeOf({ action: 'regenerate', base_hash: 'another' }),
      '409 section_changed',
    )
    assert.equal(await codeOf({ action: 'tone', tone: 'dry' }), '422 model_required')
    assert.equal(await codeOf({ action: 'translate' }), '422 instruction_missing')
    assert.equal(await codeOf({ action: 'shorten', section_id: 'gone' }), '404 section_missing')
    assert.equal(await codeOf({ action: 'shorten', count: 6 }), '422 request_invalid')
    const value = { markdown: `${section!.markdown}\n\nBy hand.` }
    await test.call('PATCH', `/documents/${document.id}`, {
      base_version: 1,
      operations: [{ op: 'replace', part_id: section!.id, value }],
    })
    assert.equal(await codeOf({ action: 'shorten' }), '409 section_protected')
    const refused = await readStep(test.app, test.key, step, {
      document_id: document.id,
      section_id: section!.id,
      action: 'shorten',
    })
    assert.equal(refused.status, 409)
    assert.equal(await jobs(), before)
    assert.equal((await ask({ action: 'shorten', include_edited: true })).status, 200)
  })
})

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

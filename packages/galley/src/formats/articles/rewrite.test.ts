import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hashSection } from '@galley/markdown/hash'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelServer } from '../../../fakes/models/index.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

interface Section {
  id: string
  heading: string
  markdown: string
  is_edited: boolean
  sentences: { citations: unknown[]; support: string }[]
}

interface Shown {
  id: string
  version: number
  cause: string
  content: { parts: Section[] }
}

describe('reworking one section', () => {
  let test: TestApp
  let models: ModelServer
  before(async () => {
    models = await startModelServer({
      protocol: 'openai',
      // Whoever cites a segment names one that was shown.
      answer: (question) => ({
        blocks: [
          {
            kind: 'paragraph',
            speaker: null,
            sentences: [
              {
                text: 'Worms eat leaves and straw.',
                segments: [Number(/\[(\d+)\]/.exec(JSON.stringify(question))![1])],
              },
            ],
          },
        ],
      }),
    })
    test = await createTestApp({
      hasWorker: true,
      environment: {
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: models.url,
        GALLEY_MODEL: 'embedded:extractive',
      },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  const ask = async <Body>(method: string, path: string, body?: unknown) => {
    const { status, json } = await test.call(method, path, body)
    return { status, body: json as Body & { code?: string } }
  }

  async function makeArticle(): Promise<Shown> {
    const text = `# Worms\n\n${'Worms eat leaves, straw and kitchen scraps. They do not like citrus at all. A good garden has about 400 worms in every square metre. They dig channels that let water reach the roots. Thin leaves go first, and oak takes two winters. '.repeat(1)}`
    const source = await ask<{ id: string }>('POST', '/sources', { text, kind: 'markdown' })
    const started = await ask<{ job_id: string }>('POST', '/pipelines/generate_blog', {
      source_ids: [source.body.id],
      sections: 1,
    })
    const { json: job } = await test.finish(started.body.job_id)
    const { document_id: id } = job.output as { document_id: string }
    return (await ask<Shown>('GET', `/documents/${id}`)).body
  }

  async function rewrite(document: Shown, input: Record<string, unknown>) {
    const [section] = document.content.parts
    const answer = await ask<{ markdown: string; base_hash: string }>(
      'POST',
      '/steps/section.rewrite',
      { document_id: document.id, section_id: section!.id, ...input },
    )
    return answer
  }

  const lastJob = async () => {
    const jobs = await ask<{ items: { id: string }[] }>('GET', '/jobs?limit=1')
    return jobs.body.items[0]!.id
  }

  it('leaves the article as it is until it is accepted, and then keeps what it cites', async () => {
    const document = await makeArticle()
    const [section] = document.content.parts
    const made = await rewrite(document, {
      action: 'shorten',
      base_hash: await hashSection(section!.markdown),
    })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.equal((await ask<Shown>('GET', `/documents/${document.id}`)).body.version, 1)

    const jobId = await lastJob()
    const accepted = await ask<Shown>('POST', `/rewrites/${jobId}/accept`, { base_version: 1 })
    assert.equal(accepted.status, 200, JSON.stringify(accepted.body))
    const [after] = accepted.body.content.parts
    assert.equal(accepted.body.version, 2)
    assert.equal(accepted.body.cause, 'generated')
    assert.equal(after!.markdown, made.body.markdown)
    assert.equal(after!.is_edited, false)
    assert.ok(after!.sentences.length > 0)
    assert.ok(after!.sentences.every(({ citations }) => citations.length > 0))

    const late = await ask('POST', `/rewrites/${jobId}/accept`, { base_version: 1 })
    assert.equal(late.status, 409)
    assert.equal(late.body.code, 'version_conflict')
  })

  it('takes a part of it, and knows the sentences of both', async () => {
    const document = await makeArticle()
    const [section] = document.content.parts
    const made = await rewrite(document, { action: 'rewrite', model: 'openai:gpt-6.1-terra' })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.match(made.body.markdown, /Worms eat leaves and straw\./)
    const markdown = `${made.body.markdown}\n\n${section!.markdown}\n\nMy own words.`
    const accepted = await ask<Shown>('POST', `/rewrites/${await lastJob()}/accept`, {
      base_version: 1,
      markdown,
    })
    const { sentences } = accepted.body.content.parts[0]!
    assert.ok(sentences.filter(({ citations }) => citations.length > 0).length >= 2)
    assert.deepEqual(sentences.at(-1)!.citations, [])
  })

  it('says what stands in the way, and what to do', async () => {
    const document = await makeArticle()
    const [section] = document.content.parts
    const codeOf = async (input: Record<string, unknown>) =>
      (await rewrite(document, input)).body.code
    assert.equal(await codeOf({ action: 'regenerate', base_hash: 'another' }), 'section_changed')
    assert.equal(await codeOf({ action: 'tone', tone: 'dry' }), 'model_required')
    assert.equal(await codeOf({ action: 'translate' }), 'instruction_missing')
    assert.equal(await codeOf({ action: 'regenerate', section_id: 'gone' }), 'section_missing')

    await ask('PATCH', `/documents/${document.id}`, {
      base_version: 1,
      operations: [
        {
          op: 'replace',
          part_id: section!.id,
          value: { markdown: `${section!.markdown}\n\nBy hand.` },
        },
      ],
    })
    assert.equal(await codeOf({ action: 'shorten' }), 'section_protected')
    const forced = await rewrite(document, { action: 'shorten', include_edited: true })
    assert.equal(forced.status, 200)
  })

  it('accepts nothing that is no rewrite', async () => {
    await makeArticle()
    const answer = await ask('POST', `/rewrites/${await lastJob()}/accept`, { base_version: 1 })
    assert.equal(answer.body.code, 'not_a_rewrite')
  })
})

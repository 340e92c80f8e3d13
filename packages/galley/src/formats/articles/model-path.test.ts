import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelQuestion, ModelServer } from '../../../fakes/models/index.ts'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

const longHeading = `## **${'word '.repeat(100).trim()}**`

/** A model that means no good, or knows no better. */
function answer({ schema, prompt }: ModelQuestion): unknown {
  const properties = Object.keys((schema?.['properties'] ?? {}) as object)
  if (properties.includes('sections')) {
    return {
      title: '# Worms\n<script>alert(1)</script>',
      standfirst: [
        { text: 'A good garden has about 400 worms in every square metre.', segments: [4] },
        { text: 'Moles are the kings of Norway.', segments: [4] },
      ],
      sections: [
        { heading: longHeading, summary: 'a\n[9] b', segments: [4, 2, 4] },
        { heading: ' ', summary: 'Feeding', segments: [4, 6] },
      ],
      takeaways: [
        { text: 'Buying worms is a waste of money.', segments: [8] },
        { text: ' ', segments: [] },
      ],
    }
  }
  if (properties.includes('blocks')) {
    const segment = Number(/^\[(\d+)\]/m.exec(prompt)![1])
    const said = /^\[\d+\] (?:[\w ]+: )?(.*)$/m.exec(prompt)![1]!
    const rests = [segment]
    return {
      blocks: [
        {
          kind: 'paragraph',
          speaker: null,
          sentences: [{ text: `${said} <img src=x onerror=alert(1)>`, segments: rests }],
        },
        {
          kind: 'quote',
          speaker: 'Nobody',
          sentences: [{ text: 'I never said any of this.', segments: rests }],
        },
        { kind: 'quote', speaker: 'Nobody', sentences: [{ text: said, segments: rests }] },
        {
          kind: 'list',
          speaker: null,
          sentences: [{ text: 'Nothing is cited here.', segments: [] }],
        },
      ],
    }
  }
  if (properties.includes('verdicts')) {
    const claims = [...prompt.matchAll(/^Claim (\d+): (.*)$/gm)]
    return { verdicts: claims.map(([, claim]) => ({ claim: Number(claim), isSupported: false })) }
  }
  return {
    title: ' ',
    description: '',
    slug: '!!!',
    keywords: ['worms', ' ', 'worms', 'x'.repeat(500)],
  }
}

describe('an article by a model that gives what nobody asked for', () => {
  let models: ModelServer
  let test: TestApp
  before(async () => {
    models = await startModelServer({ protocol: 'openai', answer })
    test = await createTestApp({
      environment: {
        MODEL_BASE_URL: models.url,
        GALLEY_MODEL: 'compatible:fake',
        GALLEY_MODEL_PRICES: '{"compatible:fake":{"input":1,"output":4}}',
        GALLEY_ALLOW_PRIVATE_NETWORK: '1',
      },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  async function write(options: object = {}) {
    const source = await test.call('POST', '/sources', { text: sampleTalk, kind: 'markdown' })
    const ids = [source.json.id, source.json.id]
    const started = await test.call('POST', '/pipelines/generate_blog', {
      source_ids: ids,
      ...options,
    })
    const job = await test.finish(started.json.job_id)
    assert.equal(job.json.status, 'succeeded', job.text)
    const document = await test.call('GET', `/documents/${job.json.output.document_id}`)
    return { source: source.json, job: job.json, document: document.json }
  }

  it('is stored whole, flagged, and safe', async () => {
    const { job, document } = await write()
    const { fields, parts } = document.content
    assert.equal(fields.title, 'Worms <script>alert(1)</script>')
    assert.match(parts[0].heading, /^word word .*…$/)
    assert.equal(parts[1].heading, 'Feeding')
    assert.deepEqual(
      fields.standfirst.sentences.map((each: { support: string }) => each.support),
      ['supported', 'unsupported'],
    )
    assert.deepEqual(
      fields.takeaways.sentences.map((each: { support: string }) => each.support),
      ['supported'],
    )
    for (const { markdown, sentences } of parts) {
      assert.equal(markdown.match(/^> /gm).length, 2, markdown) // one quote and its speaker
      assert.match(markdown, /^I never said any of this\.$/m)
      assert.doesNotMatch(markdown, /Nobody|(?<!\\)</)
      const support = sentences.map((each: { support: string }) => each.support)
      // The markup's own words and numbers are in no source.
      assert.deepEqual(support, ['unsupported', 'unsupported', 'supported', 'unsupported'])
    }
    assert.equal(job.output.unsupported_sentences, 7)
    assert.equal(fields.metadata.title, 'Worms <script>alert(1)</script>')
    assert.equal(fields.metadata.slug, 'article')
    assert.equal(fields.metadata.keywords.length, 2)
    assert.equal(fields.writer.is_extractive, false)
    assert.equal(document.provenance.source_ids.length, 1)
    const html = await test.call('GET', `/documents/${document.id}/export?format=html`)
    assert.doesNotMatch(html.text, /<img|<script>/)
    const markdown = await test.call('GET', `/documents/${document.id}/export?format=markdown`)
    assert.equal(markdown.text.match(/^## /gm)!.length, 3)
  })

  it('asks the model about every sentence in another language than its source', async () => {
    const { document } = await write({ language: 'de' })
    assert.equal(document.language, 'de')
    const [supported] = document.content.fields.standfirst.sentences
    assert.equal(supported.support, 'unsupported') // as the model said, though the words are there
  })

  it('refuses steps that do not fit together, and languages that there are not', async () => {
    const outline = await test.call('POST', '/steps/outline.generate', { text: sampleTalk })
    const request = { text: sampleTalk, outline: outline.json.outline }
    const section = await test.call('POST', '/steps/chapters.organize', {
      ...request,
      section_id: 'part_none',
    })
    assert.deepEqual([section.status, section.json.code], [422, 'section_unknown'])
    const other = await test.call('POST', '/steps/chapters.organize', {
      ...request,
      text: 'Quite another text, about nothing.',
    })
    assert.deepEqual([other.status, other.json.code], [422, 'section_without_segments'])
    const language = await test.call('POST', '/steps/outline.generate', {
      text: sampleTalk,
      language: 'en_US',
    })
    assert.equal(language.status, 422)
    const twin = structuredClone(outline.json.outline)
    twin.sections[1].id = twin.sections[0].id
    const twins = await test.call('POST', '/steps/chapters.organize', { ...request, outline: twin })
    assert.deepEqual([twins.status, twins.json.errors[0].pointer], [422, '/outline/sections/1/id'])
  })
})

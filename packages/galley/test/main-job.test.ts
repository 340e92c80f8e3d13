import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, readCorpus, sampleTalk } from './test-app.ts'
import type { TestApp } from './test-app.ts'

describe('the main job: a source becomes an article', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp()
  })
  after(() => test.close())

  async function writeArticle(text: string, options: object = {}) {
    const source = await test.call('POST', '/sources', { text, kind: 'markdown' })
    assert.equal(source.status, 201, source.text)
    const body = { source_ids: [source.json.id], ...options }
    const started = await test.call('POST', '/pipelines/generate_blog', body)
    assert.equal(started.status, 202, started.text)
    assert.equal(started.headers.get('location'), `/api/v1/jobs/${started.json.job_id}`)
    const job = await test.finish(started.json.job_id)
    assert.equal(job.json.status, 'succeeded', job.text)
    const document = await test.call('GET', `/documents/${job.json.output.document_id}`)
    return { source: source.json, job: job.json, document: document.json }
  }

  it('writes an article whose every sentence rests on words of the source', async () => {
    const { source, document } = await writeArticle(sampleTalk)
    const parts = [
      document.content.fields.standfirst,
      document.content.fields.takeaways,
      ...document.content.parts,
    ]
    const segments = new Map(
      source.segments.map((segment: { id: string }) => [segment.id, segment]),
    )
    let sentences = 0
    for (const part of parts) {
      for (const sentence of part.sentences) {
        sentences += 1
        assert.ok(sentence.citations.length > 0, part.markdown.slice(sentence.start, sentence.end))
        for (const { segment_id, source_id, start, end } of sentence.citations) {
          const segment = segments.get(segment_id) as { start: number; end: number }
          assert.equal(source_id, source.id)
          assert.ok(start >= segment.start && end <= segment.end && start < end)
        }
      }
    }
    assert.ok(sentences >= 8, `${sentences} sentences`)
  })

  it('says what each step took and cost, and who wrote it', async () => {
    const { job, document } = await writeArticle(
      `${sampleTalk}\nOne more line to be another source.\n`,
    )
    const keys = job.steps.map((step: { key: string }) => step.key)
    for (const key of [
      'outline.generate',
      'chapters.organize/1',
      'citations.check/1',
      'seo.generate',
      'blog.compose',
      'document.persist',
    ]) {
      assert.ok(keys.includes(key), `${key} in ${keys}`)
    }
    assert.ok(
      job.steps.every(
        (step: { status: string; attempts: number }) =>
          step.status === 'succeeded' && step.attempts === 1,
      ),
    )
    assert.equal(job.usage.cost_micros, 0)
    assert.equal(job.progress, 1)
    assert.deepEqual(document.provenance.models, ['embedded:extractive'])
    assert.ok(document.content.fields.writer.is_extractive)
  })

  it('gives exactly the number of sections that was asked for', async () => {
    const talk = await readCorpus('talks/bitcoin-explained__what-is-utreexo.md')
    const { document } = await writeArticle(talk?.toString() ?? `${sampleTalk}\nAgain.`, {
      sections: talk ? 4 : 2,
    })
    assert.equal(document.content.parts.length, talk ? 4 : 2)
  })

  it('exports Markdown with front matter, a valid safe page, and JSON', async () => {
    const hostile = `# A <script>alert(1)</script> title\n\n${sampleTalk}\n\nThe button says <img src=x onerror=alert(1)> and [click](javascript:alert(1)) is what it does in every garden of the town.\n`
    const { document } = await writeArticle(hostile)
    const markdown = await test.call('GET', `/documents/${document.id}/export?format=markdown`)
    assert.match(markdown.text, /^---\ntitle: /)
    for (const field of [
      'description',
      'slug',
      'keywords',
      'language',
      'reading_time',
      'sources',
      'extractive',
    ]) {
      assert.match(markdown.text, new RegExp(`^${field}:`, 'm'))
    }
    const html = await test.call('GET', `/documents/${document.id}/export?format=html`)
    assert.match(html.text, /^<!doctype html>/)
    assert.doesNotMatch(html.text, /<img|<script>|javascript:/)
    const json = await test.call('GET', `/documents/${document.id}/export?format=json`)
    assert.equal(json.json.document, document.id)
    assert.ok(json.json.content.parts[0].sentences[0].citations[0].segment_id)
    const wrong = await test.call('GET', `/documents/${document.id}/export?format=docx`)
    assert.equal(wrong.status, 415)
    assert.match(wrong.json.detail, /markdown, html, json/)
  })

  it('takes the same content twice as one source', async () => {
    const twins = await Promise.all(
      Array.from({ length: 5 }, () =>
        test.call('POST', '/sources', {
          text: 'The same words, five times at once, make one source.',
        }),
      ),
    )
    assert.deepEqual(new Set(twins.map((twin) => twin.status)), new Set([201]))
    assert.equal(new Set(twins.map((twin) => twin.json.id)).size, 1)
  })

  it('takes a file as multipart/form-data, and by a presigned upload', async () => {
    const captions =
      'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ada>The engine weaves algebraic patterns.\n\n00:00:04.500 --> 00:00:09.000\n<v Ada>Just as the loom weaves flowers and leaves.\n'
    const form = new FormData()
    form.set('file', new File([captions], 'talk.vtt', { type: 'text/vtt' }))
    form.set('title', 'Notes')
    const source = await test.call('POST', '/sources', form)
    assert.equal(source.status, 201, source.text)
    assert.deepEqual(
      [source.json.kind, source.json.title, source.json.segments[0].speaker],
      ['vtt', 'Notes', 'Ada'],
    )
    assert.equal(source.json.segments[0].start_ms, 1000)

    const bytes = new TextEncoder().encode(
      `${captions}\n00:00:09.500 --> 00:00:12.000\nThat is all.\n`,
    )
    const promised = await test.call('POST', '/uploads', {
      file_name: 'more.vtt',
      media_type: 'text/vtt',
      size: bytes.length,
    })
    assert.equal(promised.status, 201, promised.text)
    const empty = await test.call('POST', '/sources', { upload_id: promised.json.upload_id })
    assert.equal(empty.json.code, 'upload_empty')
    const { url, method, headers } = promised.json
    const put = await test.app.fetch(new Request(url, { method, headers, body: bytes }))
    assert.equal(put.status, 200, await put.text())
    const uploaded = await test.call('POST', '/sources', { upload_id: promised.json.upload_id })
    assert.equal(uploaded.status, 201, uploaded.text)
    assert.equal(uploaded.json.file_name, 'more.vtt')
  })

  it('does each writing step on text, a source or a document', async () => {
    const source = await test.call('POST', '/sources', { text: sampleTalk })
    const made = await test.call('POST', '/steps/document.persist', { source_id: source.json.id })
    assert.equal(made.status, 200, made.text)
    const materials = [
      { text: sampleTalk },
      { source_id: source.json.id },
      { document_id: made.json.document_id },
    ]
    for (const step of ['outline.generate', 'chapters.organize', 'seo.generate', 'blog.compose']) {
      for (const material of materials) {
        const answer = await test.call('POST', `/steps/${step}`, material)
        assert.equal(answer.status, 200, `${step} ${JSON.stringify(material)} ${answer.text}`)
      }
    }
  })

  it('refuses at once what could only fail later', async () => {
    const nowhere = { source_ids: ['src_nowhere'] }
    const unknown = await test.call('POST', '/pipelines/generate_blog', nowhere)
    assert.deepEqual([unknown.status, unknown.json.code], [404, 'source_not_found'])
    const { json } = await test.call('POST', '/sources', { text: sampleTalk })
    const request = { source_ids: [json.id], model: 'nobody:knows' }
    const model = await test.call('POST', '/pipelines/generate_blog', request)
    assert.deepEqual([model.status, model.json.code], [422, 'model_unknown'])
  })

  it('runs a step alone, now or as a job', async () => {
    const request = { text: sampleTalk, sections: 2 }
    const now = await test.call('POST', '/steps/outline.generate', request)
    assert.equal(now.status, 200, now.text)
    assert.equal(now.json.outline.sections.length, 2)
    assert.match(now.headers.get('galley-job')!, /^job_/)
    const later = await test.call('POST', '/steps/outline.generate', request, {
      prefer: 'respond-async',
    })
    assert.equal(later.status, 202)
    const job = await test.finish(later.json.job_id)
    // Section ids are new each time; everything else is the same.
    const bare = (outline: { sections: { id: string }[] }) => ({
      ...outline,
      sections: outline.sections.map((section) => ({ ...section, id: '' })),
    })
    assert.deepEqual(bare(job.json.output.outline), bare(now.json.outline))
    const nothing = await test.call('POST', '/steps/outline.generate', {})
    assert.deepEqual([nothing.status, nothing.json.code], [422, 'material_missing'])
    const unknown = await test.call('POST', '/steps/outline.generate', {
      source_id: 'src_01K00000000000000000000000',
    })
    assert.deepEqual([unknown.status, unknown.json.code], [404, 'source_not_found'])
  })
})

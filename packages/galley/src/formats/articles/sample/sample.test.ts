import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { sampleTalk } from './talk.ts'

describe('the sample', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp()
  })
  after(() => test.close())

  it('is a talk of some length, in the order of its times', () => {
    const text = sampleTalk()
    const words = text.replace(/^.*-->.*$/gm, '').split(/\s+/).length
    assert.ok(words > 1100 && words < 1500, `${words} words`)
    const times = [...text.matchAll(/^(\S+) --> (\S+)$/gm)].flatMap(([, start, end]) => [
      start!,
      end!,
    ])
    assert.deepEqual(times, times.toSorted())
    assert.ok(times.every((time) => /^00:[0-5]\d:[0-5]\d\.\d{3}$/.test(time)))
  })

  it('becomes an article by one call, in which every sentence names its place in the talk', async () => {
    const started = await test.call('POST', '/samples/talk', {})
    assert.equal(started.status, 202, started.text)
    assert.equal(started.headers.get('location'), `/api/v1/jobs/${started.json.job_id}`)
    const job = (await test.finish(started.json.job_id)).json
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error))
    assert.equal(job.output.unsupported_sentences, 0)
    const { content, source_count: sources } = (
      await test.call('GET', `/documents/${job.output.document_id}`)
    ).json
    assert.equal(sources, 1)
    assert.ok(content.parts.length >= 4, `${content.parts.length} sections`)
    const source = (await test.call('GET', `/sources/${started.json.source_id}`)).json
    assert.deepEqual([source.title, source.kind], ['What the galley proof was for', 'vtt'])
    const times = new Map(
      source.segments.map((one: { id: string; start_ms: number }) => [one.id, one.start_ms]),
    )
    for (const { sentences } of content.parts) {
      for (const { citations } of sentences) {
        assert.ok(
          citations.every((one: { segment_id: string }) =>
            Number.isInteger(times.get(one.segment_id)),
          ),
        )
      }
    }
  })

  it('is the same source and the same job, asked for twice at once', async () => {
    const other = await test.addWorkspace()
    const [one, two] = await Promise.all([1, 2].map(() => other.call('POST', '/samples/talk', {})))
    assert.deepEqual(one!.json, two!.json)
  })

  it('is for those who may bring sources in and spend on articles', async () => {
    for (const permissions of [['articles.generate'], ['sources.write']]) {
      const key = await test.addKey({ permissions })
      assert.equal((await key.call('POST', '/samples/talk', {})).json.code, 'permission_missing')
    }
  })
})

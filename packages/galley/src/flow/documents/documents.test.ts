import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

const metadata = { title: 'T', description: 'D', slug: 't', keywords: [] }
const empty = { markdown: '', sentences: [] }
const citation = { source_id: 'src_gone', segment_id: 'seg_gone', start: 0, end: 3 }
const part = (id: string, markdown = 'Worms dig.') => {
  const sentences = [
    { start: 0, end: markdown.length, citations: [citation], support: 'supported' },
  ]
  return { id, heading: `Heading ${id}`, is_edited: false, markdown, sentences }
}
const article = (...parts: object[]) => ({
  fields: {
    title: 'Title',
    standfirst: empty,
    takeaways: empty,
    metadata,
    writer: { model: 'by hand', is_extractive: false },
  },
  parts,
})

describe('documents', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp()
  })
  after(() => test.close())

  const persist = (body: object) => test.call('POST', '/steps/document.persist', body)
  const read = async (id: string) => (await test.call('GET', `/documents/${id}`)).json
  const edit = (id: string, base_version: number, ...operations: object[]) =>
    test.call('PATCH', `/documents/${id}`, { base_version, operations })
  const create = async (...parts: object[]) => {
    const made = await persist({ article: article(...parts), language: 'en' })
    assert.equal(made.status, 200, made.text)
    return made.json.document_id as string
  }

  it('that a client made are refused when their parts or places cannot be', async () => {
    const twins = await persist({ article: article(part('a'), part('a')) })
    assert.deepEqual(
      [twins.status, twins.json.errors?.[0].pointer],
      [422, '/article/parts/1/id'],
      twins.text,
    )
    const far = { ...part('a'), markdown: 'x' }
    assert.equal((await persist({ article: article(far) })).status, 422)
    const language = await persist({ article: article(part('a')), language: 'en_US' })
    assert.deepEqual([language.status, language.json.errors[0].pointer], [422, '/language'])
  })

  it('are not changed by an edit that says what is there already', async () => {
    const id = await create(part('a'), part('b'))
    const [a] = (await read(id)).content.parts
    const nothing = [
      { op: 'replace', part_id: 'a', value: { markdown: a.markdown, heading: a.heading } },
      { op: 'move', part_id: 'a', after: 'a' },
      { op: 'set', value: { title: 'Title', metadata: { slug: 't' } } },
    ]
    const answer = await edit(id, 1, ...nothing)
    assert.deepEqual([answer.status, answer.json.code], [422, 'edit_empty'])
    const { version, content } = await read(id)
    assert.deepEqual([version, content.parts[0].is_edited], [1, false])
  })

  it('take any characters: what the database cannot hold becomes U+FFFD, in its place', async () => {
    const id = await create(part('a'))
    const markdown = 'A\u0000B \ud83d C\r\nWorms dig.'
    const answer = await edit(id, 1, {
      op: 'replace',
      part_id: 'a',
      value: { markdown, heading: 'Null \u0000 heading\n# two' },
    })
    assert.equal(answer.status, 200, answer.text)
    const [a] = (await read(id)).content.parts
    assert.equal(a.markdown, 'A\ufffdB \ufffd C\nWorms dig.')
    assert.equal(a.heading, 'Null heading # two')
    const { start, end, support } = a.sentences.at(-1)
    assert.deepEqual([a.markdown.slice(start, end), support], ['Worms dig.', 'supported'])
  })

  it('say where in the request an edit is wrong', async () => {
    const id = await create(part('a'))
    const wrong = await edit(
      id,
      1,
      { op: 'set', value: {} },
      { op: 'replace', part_id: 'a', value: { heading: '' } },
    )
    assert.deepEqual(
      [wrong.status, wrong.json.errors[0].pointer],
      [422, '/operations/1/value/heading'],
    )
  })

  it('have no version beyond what can be counted', async () => {
    const id = await create(part('a'))
    for (const version of [2, 2 ** 31 - 1]) {
      assert.equal((await test.call('GET', `/documents/${id}?version=${version}`)).status, 404)
    }
    for (const version of [0, 2 ** 31, 2 ** 53]) {
      const answer = await test.call('GET', `/documents/${id}?version=${version}`)
      assert.equal(answer.status, 422, answer.text)
    }
  })

  it('export as what their format knows, and as nothing that objects happen to have', async () => {
    const id = await create(part('a'))
    for (const format of ['constructor', '__proto__', 'toString', 'docx']) {
      const answer = await test.call('GET', `/documents/${id}/export?format=${format}`)
      assert.deepEqual([answer.status, answer.json.code], [415, 'export_unknown'], format)
    }
  })

  it('still name a source that was deleted', async () => {
    const source = await test.call('POST', '/sources', { text: sampleTalk, kind: 'markdown' })
    const source_ids = ['src_gone', source.json.id]
    const made = await persist({
      article: article(part('a')),
      provenance: { models: [], prompts: [], source_ids },
    })
    const { json } = await test.call(
      'GET',
      `/documents/${made.json.document_id}/export?format=json`,
    )
    assert.deepEqual(
      json.sources.map(({ id, kind }: { id: string; kind: string }) => [id, kind]),
      [
        ['src_gone', 'deleted'],
        [source.json.id, 'markdown'],
      ],
    )
  })

  it('show both sides to the one who was slower, also of a preview', async () => {
    const id = await create(part('a'), part('b'))
    const operation = { op: 'replace', part_id: 'a', value: { heading: 'Mine' } }
    const answers = await Promise.all([
      edit(id, 1, operation),
      edit(id, 1, { op: 'remove', part_id: 'b' }),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const late = await test.call('PATCH', `/documents/${id}`, {
      base_version: 1,
      operations: [operation],
      preview: true,
    })
    assert.deepEqual([late.status, late.json.code], [409, 'version_conflict'])
    assert.equal(late.json.details.mine.content.parts[0].heading, 'Mine')
  })
})

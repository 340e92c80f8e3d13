import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { Client, TestApp } from '../../../test/test-app.ts'

let test: TestApp
before(async () => {
  test = await createTestApp()
})
after(() => test.close())

interface Caller {
  call: Client['call']
}
const create = async (who: Caller, body: object, headers?: Record<string, string>) => {
  const made = await who.call('POST', '/documents', body, headers)
  assert.equal(made.status, 201, made.text)
  return made.json
}

/** All pages of a list, two items each. */
async function walk(who: Caller, path: string) {
  const seen = []
  for (let cursor = ''; ;) {
    const { json, text } = await who.call('GET', `${path}&limit=2${cursor && `&cursor=${cursor}`}`)
    assert.ok(json?.items, text)
    seen.push(...json.items)
    if (!json.next_cursor) return seen
    cursor = json.next_cursor
  }
}

describe('a document that a person starts', () => {
  it('is blank, or has a section for each level-2 heading of its Markdown', async () => {
    const blank = await create(test, {})
    assert.deepEqual([blank.title, blank.content.parts], ['Untitled', []])
    const markdown = '# Worms\n\nIn short.\n\n## Why\n\nBecause.\n\n## How\n\n- So.\n'
    const made = await create(test, { format: 'article', markdown, language: 'en' })
    assert.deepEqual([made.title, made.word_count, made.part_count], ['Worms', 6, 2])
    assert.deepEqual([made.status, made.source_count, made.cause], ['edited', 0, 'edited'])
    assert.equal(made.content.fields.standfirst.markdown, 'In short.')
    const [why, how] = made.content.parts
    assert.deepEqual([why.heading, why.markdown], ['Why', 'Because.'])
    assert.deepEqual(
      how.sentences.map((one: { support: string }) => one.support),
      ['unchecked'],
    )
    const named = await create(test, { markdown, title: 'Mine', parts: [{ heading: 'Last' }] })
    assert.equal(named.title, 'Mine')
    assert.deepEqual(
      named.content.parts.map((part: { heading: string }) => part.heading),
      ['Why', 'How', 'Last'],
    )
    const exported = await test.call('GET', `/documents/${made.id}/export?format=markdown`)
    assert.match(exported.text, /## Why\n\nBecause\.\n\n## How\n\n- So\./)
  })

  it('is one however often the request is repeated', async () => {
    const headers = { 'idempotency-key': 'start-once' }
    const [one, two] = [
      await create(test, { title: 'Once' }, headers),
      await create(test, { title: 'Once' }, headers),
    ]
    assert.equal(one.id, two.id)
  })

  it('is refused by the name of what is wrong', async () => {
    for (const [body, pointer] of [
      [{ title: '' }, '/title'],
      [{ title: 'x'.repeat(301) }, '/title'],
      [{ markdown: 7 }, '/markdown'],
      [{ headline: 'x' }, '/headline'],
    ] as const) {
      const refused = await test.call('POST', '/documents', body)
      assert.deepEqual(
        [refused.status, refused.json.errors?.[0].pointer],
        [422, pointer],
        refused.text,
      )
    }
    const viewer = await test.addKey({ permissions: ['documents.read'] })
    assert.equal((await viewer.call('POST', '/documents', {})).json.code, 'permission_missing')
  })
})

describe('the list of documents', () => {
  let own: Client
  let anna: Person
  before(async () => {
    own = await test.addWorkspace()
    anna = await createPerson(test, { name: 'Anna' })
    await join(test, anna, own.workspaceId, 'owner')
    for (const [title, words] of [
      ['Bees', 3],
      ['ants', 1],
      ['Cats', 2],
      ['bees', 5],
      ['Dogs', 4],
    ] as const) {
      await create(own, { title, markdown: `## h\n\n${'word '.repeat(words)}` })
    }
  })
  const ask = (path: string) => walk(own, `/documents?${path}`)
  const titles = async (path: string) => (await ask(path)).map(({ title }) => title)

  it('comes in each order, page by page, without gap and without repeat', async () => {
    assert.deepEqual(await titles(''), ['Dogs', 'bees', 'Cats', 'ants', 'Bees'])
    assert.deepEqual(await titles('order=asc'), ['Bees', 'ants', 'Cats', 'bees', 'Dogs'])
    assert.deepEqual(await titles('sort=title&order=asc'), ['ants', 'Bees', 'bees', 'Cats', 'Dogs'])
    assert.deepEqual(await titles('sort=title&order=desc'), [
      'Dogs',
      'Cats',
      'bees',
      'Bees',
      'ants',
    ])
    assert.deepEqual(await titles('sort=words&order=desc'), [
      'bees',
      'Dogs',
      'Bees',
      'Cats',
      'ants',
    ])
    const [oldest] = await ask('order=asc')
    await own.call('PATCH', `/documents/${oldest.id}`, {
      base_version: 1,
      operations: [{ op: 'set', value: { title: 'Bees!' } }],
    })
    assert.deepEqual(await titles('sort=updated'), ['Bees!', 'Dogs', 'bees', 'Cats', 'ants'])
    const page = await own.call('GET', '/documents?sort=title&limit=1')
    const elsewhere = await own.call('GET', `/documents?sort=words&cursor=${page.json.next_cursor}`)
    assert.deepEqual([elsewhere.status, elsewhere.json.code], [422, 'cursor_invalid'])
  })

  it('says who changed what last, and how many there are', async () => {
    const source = await anna.call('POST', '/sources', { text: sampleTalk })
    const job = await anna.call('POST', '/pipelines/generate_blog', {
      source_ids: [source.json.id],
    })
    const { output } = (await own.finish(job.json.job_id)).json
    const { items, counts } = (await own.call('GET', '/documents?include=counts&limit=1')).json
    assert.deepEqual(counts, { total: 6, by_status: { generated: 1, edited: 5 } })
    const [made] = items
    assert.deepEqual(
      [made.id, made.status, made.source_count],
      [output.document_id, 'generated', 1],
    )
    assert.deepEqual(made.updated_by, { kind: 'job', id: job.json.job_id, name: 'Anna' })
    assert.ok(made.word_count > 50 && made.part_count > 0)
    const found = (await own.call('GET', '/documents?include=counts&search=BEES&status=generated'))
      .json
    assert.deepEqual([found.items, found.counts.total], [[], 2])
    assert.equal((await own.call('GET', '/documents')).json.counts, null)
    const jobs = (await own.call('GET', `/jobs?include=counts&started_by=${anna.userId}`)).json
    assert.deepEqual(
      [jobs.counts.total, jobs.counts.by_status.succeeded, jobs.counts.dead_letters],
      [1, 1, 0],
    )
  })

  it('goes along with that of sources, by kind', async () => {
    await own.call('POST', '/sources', {
      text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello there',
      title: 'Zebra',
    })
    const { counts } = (await own.call('GET', '/sources?include=counts&limit=1')).json
    assert.equal(counts.total, 2)
    assert.equal(counts.by_kind.vtt, 1)
    const found = await walk(own, '/sources?sort=title&order=desc')
    assert.equal(found[0].title, 'Zebra')
    assert.deepEqual(
      (await walk(own, '/sources?kind=vtt')).map(({ title }) => title),
      ['Zebra'],
    )
    assert.equal((await walk(own, '/sources?sort=words')).length, 2)
  })
})

describe('versions', () => {
  let id: string
  let anna: Person
  before(async () => {
    anna = await createPerson(test, { name: 'Anna' })
    await join(test, anna, test.workspaceId, 'editor')
    const made = await create(anna, {
      title: 'Draft',
      markdown: '## One\n\nRed fox.\n\n## Two\n\nBlue whale.',
    })
    id = made.id
    const edit = (base_version: number, ...operations: object[]) =>
      test.call('PATCH', `/documents/${id}`, { base_version, operations })
    const [one, two] = made.content.parts
    await edit(1, { op: 'replace', part_id: one.id, value: { markdown: 'Red cat.' } })
    const last = await edit(2, { op: 'remove', part_id: two.id })
    assert.equal(last.status, 200, last.text)
  })
  const versions = async () => (await test.call('GET', `/documents/${id}/versions`)).json.items
  const rename = (version: number, name: unknown) =>
    anna.call('PATCH', `/documents/${id}/versions/${version}`, { name })

  it('are given a name, and lose it, without being changed', async () => {
    const named = await rename(2, ' As printed ')
    assert.deepEqual(
      [named.status, named.json.name, named.json.author.name],
      [200, 'As printed', 'Test'],
    )
    assert.equal((await rename(1, 'First')).json.author.name, 'Anna')
    assert.deepEqual(
      (await versions()).map(({ name }: { name: string }) => name),
      [null, 'As printed', 'First'],
    )
    assert.equal((await rename(1, null)).json.name, null)
    assert.equal((await rename(9, 'x')).json.code, 'version_not_found')
    assert.equal((await rename(2, '')).status, 422)
    const viewer = await test.addKey({ permissions: ['documents.read'] })
    const refused = await viewer.call('PATCH', `/documents/${id}/versions/2`, { name: 'x' })
    assert.equal(refused.json.code, 'permission_missing')
    const { json } = await test.call('GET', '/audit?action=document.name_version')
    assert.deepEqual(json.items[0].before, { version: 1, name: 'First' })
  })

  it('say who made them and how', async () => {
    const [last] = await versions()
    assert.deepEqual(
      [last.cause, last.author.kind, last.author.name],
      ['edited', 'api_key', 'Test'],
    )
    assert.match(last.summary, /^Edited 1 part/)
    const job = await anna.call('POST', '/samples/talk', {})
    const { output } = (await test.finish(job.json.job_id)).json
    const made = await test.call('GET', `/documents/${output.document_id}/versions`)
    const [{ author, job_id, job_name, step }] = made.json.items
    assert.deepEqual([author.kind, author.name, job_id], ['job', 'Anna', job.json.job_id])
    assert.deepEqual([job_name, step], ['generate_blog', 'document.persist'])
  })

  it('are compared with any other, in either direction, and restored', async () => {
    const diff = async (version: number, against: number) =>
      (await test.call('GET', `/documents/${id}/versions/${version}/diff?against=${against}`)).json
    const forth = await diff(3, 1)
    const shape = forth.changes.map(
      ({ change, hunks }: { change: string; hunks: { kind: string; text: string }[] }) => [
        change,
        hunks
          .filter(({ kind }) => kind !== 'same')
          .map(({ kind, text }) => `${kind} ${text.trim()}`),
      ],
    )
    assert.deepEqual(shape, [
      ['changed', ['removed fox', 'added cat']],
      ['removed', ['removed ## Two\n\nBlue whale.']],
    ])
    const back = await diff(1, 3)
    assert.deepEqual(
      [back.words_added, back.words_removed],
      [forth.words_removed, forth.words_added],
    )
    assert.deepEqual((await diff(2, 2)).changes, [])
    const restored = await anna.call('POST', `/documents/${id}/versions/1/restore`, {})
    assert.deepEqual(
      [restored.status, restored.json.version, restored.json.word_count],
      [201, 4, 6],
    )
    assert.deepEqual((await diff(4, 1)).changes, [])
  })
})

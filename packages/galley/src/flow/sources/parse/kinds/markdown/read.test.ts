import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSource } from '../../index.ts'

const parse = (text: string) =>
  parseSource({ bytes: new TextEncoder().encode(text), fileName: 'a.md' })

describe('Markdown', () => {
  it('reads front matter', async () => {
    const source = await parse(
      "---\ntitle: 'Tea: a talk'\ndate: 2020-05-24\nspeakers:\n  - Ann Lee\n  - Bo Li\nauthor: Cy Ng\nlang: en-GB\ntags: [hot, wet]\n---\nHello there.\n",
    )
    assert.equal(source.title, 'Tea: a talk')
    assert.equal(source.publishedAt, '2020-05-24')
    assert.deepEqual(source.authors, ['Cy Ng', 'Ann Lee', 'Bo Li'])
    assert.equal(source.language, 'en-GB')
    assert.equal(source.metadata['tags'], 'hot, wet')
    assert.equal(source.text, 'Hello there.')
  })

  it('survives broken, foreign and missing front matter', async () => {
    assert.equal((await parse('---\ntitle: A: B: C\ndate: "x\n---\nText.')).title, 'A: B: C')
    assert.equal((await parse('---js\nconst title = process.exit()\n---\nText.')).text, 'Text.')
    assert.equal(
      (await parse('---\n\nText after a rule.\n\n---\n\nMore.')).text,
      'Text after a rule.\n\nMore.',
    )
  })

  it('keeps structure and reduces inline marks to their words', async () => {
    const { segments } = await parse(
      '# Tea\n\n## Hot\n\nSome **bold** [link](https://a.example) and ![a cup](c.png), ~~old~~ `code`<br>next.\n\n> Quoted.\n\n1. One\n2. Two\n   - Deep\n\n```js\nlet a = 1\n\nlet b\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n',
    )
    assert.deepEqual(
      segments.map((segment) => [segment.kind, segment.text, segment.headingPath.join('/')]),
      [
        ['heading', 'Tea', ''],
        ['heading', 'Hot', 'Tea'],
        ['paragraph', 'Some bold link and a cup, old code next.', 'Tea/Hot'],
        ['quote', 'Quoted.', 'Tea/Hot'],
        ['list-item', 'One', 'Tea/Hot'],
        ['list-item', 'Two', 'Tea/Hot'],
        ['list-item', 'Deep', 'Tea/Hot'],
        ['code', 'let a = 1\n\nlet b', 'Tea/Hot'],
        ['table', 'A | B\n1 | 2', 'Tea/Hot'],
      ],
    )
  })

  it('reads embedded HTML and leaves comments and bare tags out', async () => {
    const source = await parse(
      '<!-- no -->\n\n<div><p>Yes</p><script>no()</script></div>\n\n<hr>\n\nText.',
    )
    assert.equal(source.text, 'Yes\n\nText.')
  })

  it('keeps bare links as metadata, not as text', async () => {
    const source = await parse(
      'Slides: https://a.example/s.pdf\n\n<https://b.example>\n\nThe talk itself.',
    )
    assert.equal(source.text, 'The talk itself.')
    assert.equal(source.metadata['links'], 'https://a.example/s.pdf\nhttps://b.example')
  })

  it('reads transcripts with bold labels, and labels that look like link definitions', async () => {
    const { segments } = await parse(
      '**Ann Lee:** \\[00:05\\] Hello.\n\n**Bo Li:** Hi.\n\n[Audience]: 00:36:25\n\nWhy?\n\n**Ann Lee:** Because.',
    )
    assert.deepEqual(
      segments.map(({ text, speaker, startMs }) => [text, speaker, startMs]),
      [
        ['Hello.', 'Ann Lee', 5_000],
        ['Hi.', 'Bo Li', null],
        ['Why?', 'Audience', 2_185_000],
        ['Because.', 'Ann Lee', null],
      ],
    )
  })
})

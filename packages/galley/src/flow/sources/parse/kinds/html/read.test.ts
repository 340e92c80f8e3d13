import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { htmlToBlocks } from '../../html/html-to-blocks.ts'
import { parseSource } from '../../index.ts'

const prose =
  'Tea is a drink that many people like, because it is warm, and because it is good. '.repeat(6)
const page = `<!doctype html><html lang="en-GB"><head><title>Tea | Site</title><meta name="author" content="Ann Lee and Bo Li"><meta property="article:published_time" content="2024-03-01T10:00:00Z"><script>no()</script></head>
<body><nav><a href="/">Home</a> <a href="/x">Menu entry</a></nav><article><h1>Tea</h1><p>${prose}</p><h2>Kinds</h2><ul><li>Green</li><li>Black</li></ul><blockquote><p>${prose}</p></blockquote><table><tr><th>Kind</th><th>Time</th></tr><tr><td>Green</td><td>2 min</td></tr></table><pre>boil()<br>pour()</pre><p>${prose}</p></article><footer>All rights reserved</footer></body></html>`

describe('HTML', () => {
  it('reads the article and what the page says of it', async () => {
    const source = await parseSource({
      bytes: new TextEncoder().encode(page),
      mediaType: 'text/html',
    })
    assert.match(source.title ?? '', /^Tea/)
    assert.equal(source.language, 'en-GB')
    assert.deepEqual(source.authors, ['Ann Lee', 'Bo Li'])
    assert.equal(source.publishedAt, '2024-03-01T10:00:00.000Z')
    assert.doesNotMatch(source.text, /Menu entry|rights reserved|no\(\)/)
    const kinds = new Set(source.segments.map((segment) => segment.kind))
    assert.deepEqual(
      kinds,
      new Set(['paragraph', 'heading', 'list-item', 'quote', 'table', 'code']),
    )
    const item = source.segments.find((segment) => segment.text === 'Green')
    assert.equal(item?.headingPath.at(-1), 'Kinds')
  })

  it('falls back to the body where there is no article', async () => {
    const bytes = new TextEncoder().encode(
      '<html><body><nav>Menu</nav><p>Short.</p><style>p{}</style></body></html>',
    )
    assert.equal((await parseSource({ bytes })).text, 'Short.')
  })

  it('reads the charset that a page declares', async () => {
    const html =
      '<html><head><meta charset="windows-1251"></head><body><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></body></html>'
    const bytes = Uint8Array.from(html, (character) => character.charCodeAt(0))
    assert.equal((await parseSource({ bytes })).text, 'Привет')
  })

  it('takes the whole heading as the title where the page title goes on with the site', async () => {
    const prose = '<p>Pumps run at night because power is cheap then, and the tanks are full.</p>'
    const html = `<html><head><title>Outside the city: how water towers keep the pressure · Pipes</title></head>
      <body><h1>Pipes</h1><h1>Outside the city: how water towers keep the pressure</h1>${prose.repeat(8)}</body></html>`
    const { title } = await parseSource({ bytes: new TextEncoder().encode(html) })
    assert.equal(title, 'Outside the city: how water towers keep the pressure')
  })

  it('reads a page that is deeply nested', async () => {
    const deep = `<html><body>${'<div>'.repeat(1_000)}deep${'</div>'.repeat(1_000)}</body></html>`
    assert.equal((await parseSource({ bytes: new TextEncoder().encode(deep) })).text, 'deep')
  })
})

describe('htmlToBlocks', () => {
  it('separates paragraphs at double breaks and hides what is hidden', () => {
    assert.deepEqual(
      htmlToBlocks('One<br><br>two<br>three <span hidden>no</span><i style="display: none">no</i>'),
      [
        { kind: 'paragraph', text: 'One' },
        { kind: 'paragraph', text: 'two\nthree ' },
      ],
    )
  })
  it('reads a table made for layout as ordinary blocks', () => {
    const blocks = htmlToBlocks('<table><tr><td><h2>Head</h2><p>Words.</p></td></tr></table>')
    assert.deepEqual(
      blocks.map((block) => block.kind),
      ['heading', 'paragraph'],
    )
  })
})

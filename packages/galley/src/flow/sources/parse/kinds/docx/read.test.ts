import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSource } from '../../index.ts'
import { makeDocx, wordParagraph } from '../../testing/make-zip.ts'

describe('DOCX', () => {
  it('reads paragraphs, tables and the properties of the document', async () => {
    const cell = (text: string) => `<w:tc>${wordParagraph(text)}</w:tc>`
    const table = `<w:tbl><w:tr>${cell('A')}${cell('B')}</w:tr><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl>`
    const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Tea &amp; cake</dc:title><dc:creator>Ann Lee; Bo Li</dc:creator><dcterms:created>2024-01-02T03:04:05Z</dcterms:created></cp:coreProperties>`
    const bytes = await makeDocx(wordParagraph('Hello there.') + table, [
      { name: 'docProps/core.xml', content: core },
    ])
    const source = await parseSource({ bytes, fileName: 'report' })
    assert.equal(source.kind, 'docx')
    assert.equal(source.title, 'Tea & cake')
    assert.deepEqual(source.authors, ['Ann Lee', 'Bo Li'])
    assert.equal(source.publishedAt, '2024-01-02T03:04:05.000Z')
    assert.deepEqual(
      source.segments.map((segment) => [segment.kind, segment.text]),
      [
        ['paragraph', 'Hello there.'],
        ['table', 'A | B\n1 | 2'],
      ],
    )
  })

  it('reads a transcript', async () => {
    const lines = ['Ann: Hello.', 'Bo: Hi.', 'Ann: Well.', 'Bo: Yes.']
    const source = await parseSource({ bytes: await makeDocx(lines.map(wordParagraph).join('')) })
    assert.deepEqual(
      source.segments.map((segment) => segment.speaker),
      ['Ann', 'Bo', 'Ann', 'Bo'],
    )
  })

  it('refuses a billion laughs', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    )
    const prolog = `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]>`
    const bytes = await makeDocx(wordParagraph('&l9;'), [], prolog)
    await assert.rejects(parseSource({ bytes, fileName: 'laughs.docx' }), {
      code: 'source_unsafe_archive',
    })
  })

  it('says what is wrong with a damaged document', async () => {
    const bytes = await makeDocx('<w:p><w:r>')
    await assert.rejects(parseSource({ bytes, fileName: 'a.docx' }), {
      code: /source_(?:corrupt|no_text)/,
    })
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSource } from '../../index.ts'
import { makePdf, type PdfLine } from '../../testing/make-pdf.ts'

const parse = (pages: PdfLine[][], options?: Parameters<typeof makePdf>[1]) =>
  parseSource({ bytes: makePdf(pages, options), fileName: 'a.pdf' })
const column = (x: number, top: number, lines: string[]): PdfLine[] =>
  lines.map((text, index) => ({ text, x, y: top - index * 12 }))

describe('PDF', () => {
  it('joins lines to paragraphs, and words that were cut at the line end', async () => {
    const source = await parse([
      [
        { text: 'Tea for all', x: 72, y: 720, size: 20 },
        ...column(72, 690, [
          'The first paragraph has lines that go on and on to the exam-',
          'ple of a well-known word, and another line that is well-',
          'known and ends.',
        ]),
        ...column(72, 640, ['The second paragraph follows after a gap between the lines.']),
      ],
    ])
    assert.equal(source.title, 'Tea for all')
    assert.equal(source.pageCount, 1)
    assert.deepEqual(
      source.segments.map(({ kind, text, page }) => [kind, text, page]),
      [
        ['heading', 'Tea for all', 1],
        [
          'paragraph',
          'The first paragraph has lines that go on and on to the example of a well-known word, and another line that is well-known and ends.',
          1,
        ],
        ['paragraph', 'The second paragraph follows after a gap between the lines.', 1],
      ],
    )
  })

  it('reads columns one after the other, under a title that spans them', async () => {
    const words = (side: string) =>
      Array.from({ length: 12 }, (_, index) => `${side} line ${index} goes on with words`)
    const source = await parse([
      [
        { text: 'A title that spans both of the columns below it', x: 72, y: 740, size: 18 },
        // Drawn row by row, as some programs do.
        ...words('Left').flatMap((text, index) => [
          { text, x: 72, y: 700 - index * 12 },
          { text: words('Right')[index]!, x: 320, y: 700 - index * 12 },
        ]),
      ],
    ])
    const body = source.segments
      .slice(1)
      .map((segment) => segment.text)
      .join(' ')
    assert.ok(body.indexOf('Left line 11') < body.indexOf('Right line 0'), body)
    assert.ok(body.indexOf('Left line 0') < body.indexOf('Left line 11'))
  })

  it('drops running heads and page numbers, and joins a paragraph across pages', async () => {
    const page = (number: number, lines: string[]): PdfLine[] => [
      { text: 'The Annual Report', x: 72, y: 770 },
      ...column(72, 700, lines),
      { text: `Page ${number} of 3`, x: 280, y: 30 },
    ]
    const source = await parse([
      page(1, [
        'A paragraph that is long enough to be told from a label and then breaks off at the',
      ]),
      page(2, ['end of its page, to go on here.']),
      page(3, ['Another one.']),
    ])
    assert.deepEqual(
      source.segments.map((segment) => [segment.text, segment.page]),
      [
        [
          'A paragraph that is long enough to be told from a label and then breaks off at the end of its page, to go on here.',
          1,
        ],
        ['Another one.', 3],
      ],
    )
  })

  it('reads tables row by row', async () => {
    const rows = [
      ['Kind', 'Time', 'Heat'],
      ['Green', '2 min', '80'],
      ['Black', '4 min', '95'],
      ['White', '3 min', '75'],
    ]
    const cells = rows.flatMap((row, line) =>
      row.map((text, index) => ({ text, x: 72 + index * 120, y: 700 - line * 14 })),
    )
    const source = await parse([cells])
    assert.deepEqual(
      source.segments.map((segment) => [segment.kind, segment.text]),
      [['table', 'Kind | Time | Heat\nGreen | 2 min | 80\nBlack | 4 min | 95\nWhite | 3 min | 75']],
    )
  })

  it('reads the information of a document, unless it says nothing', async () => {
    const line = [{ text: 'Some words', x: 72, y: 700 }]
    const info = "/Title (Tea) /Author (Ann Lee; Bo Li) /CreationDate (D:20190407190013+02'00')"
    const source = await parse([line], { info })
    assert.equal(source.title, 'Tea')
    assert.deepEqual(source.authors, ['Ann Lee', 'Bo Li'])
    assert.equal(source.publishedAt, '2019-04-07T17:00:13.000Z')
    assert.equal(
      (await parse([line], { info: '/Title (Microsoft Word - draft.docx)' })).title,
      null,
    )
  })

  it('asks for an unprotected copy of a protected one', async () => {
    const key = (byte: string, length: number) => `<${byte.repeat(length)}>`
    const trailer = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key('41', 32)} /U ${key('42', 32)} /P -44 >> /ID [${key('43', 16)} ${key('43', 16)}]`
    await assert.rejects(parse([[{ text: 'Secret', x: 72, y: 700 }]], { trailer }), {
      code: 'source_encrypted',
      message: 'a.pdf is protected by a password. Upload an unprotected copy.',
    })
  })

  it('says that a scan has no text layer, and that a stub is no PDF', async () => {
    await assert.rejects(parse([[], []]), { code: 'source_no_text_layer', message: /2 page\(s\)/ })
    const stub = new TextEncoder().encode('%PDF-1.4\nnothing')
    await assert.rejects(parseSource({ bytes: stub, fileName: 'a.pdf' }), {
      code: 'source_corrupt',
    })
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { detectKind, parseSource } from './index.ts'
import { makePdf } from './testing/make-pdf.ts'
import { makeDocx, makeZip, wordParagraph } from './testing/make-zip.ts'

const text = (content: string) => new TextEncoder().encode(content)
const data = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 37) % 256)

describe('detectKind', () => {
  it('believes the content before the name', async () => {
    assert.equal(await detectKind(makePdf([[]]), 'a.md'), 'pdf')
    assert.equal(await detectKind(await makeDocx(wordParagraph('x')), 'a.zip'), 'docx')
    assert.equal(await detectKind(text('WEBVTT\n'), 'a.txt'), 'vtt')
    assert.equal(await detectKind(text('1\n00:00:01,000 --> 00:00:02,000\nHi'), 'a.txt'), 'srt')
    assert.equal(await detectKind(text('<!DOCTYPE html><p>Hi'), 'a.txt'), 'html')
    assert.equal(await detectKind(text('---\ntitle: x\n---\nHi')), 'markdown')
  })

  it('then believes the name, then the media type, then takes text for text', async () => {
    assert.equal(await detectKind(text('Hi'), 'a.MD'), 'markdown')
    assert.equal(
      await detectKind(text('Hi'), undefined, 'text/markdown; charset=utf-8'),
      'markdown',
    )
    assert.equal(await detectKind(text('Hi'), 'notes.unknown'), 'text')
    const pasted = text('**Ann Lee:** Hello.\n\n**Bo Li:** Hi.')
    assert.equal(await detectKind(pasted, undefined, 'text/plain'), 'markdown')
    assert.equal(await detectKind(pasted, 'a.txt', 'text/plain'), 'text')
    assert.equal(await detectKind(text('[[A note]] on `<rss version="2.0">`'), 'a.md'), 'markdown')
  })

  const refused: [
    name: string,
    bytes: Uint8Array | Promise<Uint8Array>,
    fileName: string,
    code: string,
    message: RegExp,
  ][] = [
    ['nothing', new Uint8Array(), 'a.md', 'source_empty', /a\.md is empty/],
    [
      'data under the name of a text',
      data,
      'a.md',
      'source_binary',
      /a\.md holds binary data, not markdown/,
    ],
    [
      'an e-book',
      makeZip([{ name: 'META-INF/container.xml', content: 'x' }]),
      'a.epub',
      'source_unsupported',
      /an e-book \(EPUB\).*these are: pdf, docx/,
    ],
    [
      'a spreadsheet',
      makeZip([{ name: 'xl/workbook.xml', content: 'x' }]),
      'a.docx',
      'source_unsupported',
      /spreadsheet/,
    ],
    [
      'sound',
      Uint8Array.from([...text('RIFF\u0000\u0010\u0000\u0000WAVEfmt '), ...data]),
      'a.txt',
      'source_unsupported',
      /WAV/,
    ],
    ['RTF', text('{\\rtf1 Hi}'), 'a.txt', 'source_unsupported', /RTF/],
    ['JSON', text('{"a": 1}'), 'a.json', 'source_unsupported', /JSON/],
    ['a table', text('a,b\n1,2'), 'a.csv', 'source_unsupported', /CSV/],
    [
      'an e-mail',
      text('From: a@b.example\nMIME-Version: 1.0\n\nHi'),
      'a.txt',
      'source_unsupported',
      /e-mail/,
    ],
    ['text under the name of a PDF', text('Hello'), 'a.pdf', 'source_corrupt', /plain text/],
  ]
  for (const [name, bytes, fileName, code, message] of refused) {
    it(`names what it does not read: ${name}`, async () => {
      await assert.rejects(detectKind(await bytes, fileName), { code, message })
    })
  }

  it('refuses data that is said to be text', async () => {
    await assert.rejects(parseSource({ bytes: data, kind: 'text' }), { code: 'source_binary' })
  })

  it('tells a protected document from other compound files', async () => {
    const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    const wide = [...text('EncryptedPackage')].flatMap((byte) => [byte, 0])
    await assert.rejects(
      detectKind(Uint8Array.from([...signature, ...new Uint8Array(500), ...wide])),
      { code: 'source_encrypted' },
    )
    await assert.rejects(detectKind(Uint8Array.from([...signature, ...new Uint8Array(500)])), {
      code: 'source_unsupported',
    })
  })
})

import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { constants, deflateSync } from 'node:zlib'
import { createIsolation } from '../../../platform/isolation/index.ts'
import { parseSourceIsolated, type SourceFile } from './index.ts'
import { makeDocx, makeZip, wordParagraph } from './testing/make-zip.ts'
import { makePdf, makePdfOfStream } from './testing/make-pdf.ts'

describe('parseSourceIsolated', async () => {
  const isolation = await createIsolation({ driver: 'child-process', size: 1 })
  after(() => isolation.close())
  const parse = (file: SourceFile) => parseSourceIsolated(isolation, file)
  const readsOn = async () => {
    const source = await parse({
      bytes: new TextEncoder().encode('Still here.'),
      fileName: 'a.txt',
    })
    assert.equal(source.text, 'Still here.')
  }

  it('reads what parseSource reads', async () => {
    const source = await parse({
      bytes: await makeDocx(wordParagraph('Tea &amp; cake')),
      fileName: 'tea.docx',
    })
    assert.equal(source.kind, 'docx')
    assert.equal(source.text, 'Tea & cake')
    assert.equal(source.segments[0]?.end, 10)
  })

  it('keeps the bytes of the caller', async () => {
    const bytes = makePdf([[{ text: 'Kept', x: 72, y: 700 }]])
    await parse({ bytes, fileName: 'kept.pdf' })
    assert.equal(new TextDecoder().decode(bytes.subarray(0, 5)), '%PDF-')
  })

  it('carries the error of a reader', async () => {
    await assert.rejects(
      parse({ bytes: await makeZip([{ name: 'a', content: 'b' }]), fileName: 'a.zip' }),
      {
        name: 'UnsupportedError',
        code: 'source_unsupported',
        message:
          /^a\.zip looks like a ZIP archive\. This kind is not read yet; these are: pdf, docx/,
      },
    )
  })

  it('refuses an empty and an oversized file before anything is started', async () => {
    await assert.rejects(parse({ bytes: new Uint8Array(), fileName: 'a.txt' }), {
      code: 'source_empty',
    })
    const large = new Uint8Array(100_000_000)
    await assert.rejects(parse({ bytes: large, fileName: 'large.txt' }), {
      name: 'TooLargeError',
      code: 'source_too_large',
    })
  })

  it('stops a PDF whose stream inflates without end', async () => {
    // A full flush makes each megabyte of blanks stand on its own, so it can be repeated at will.
    const blanks = Buffer.alloc(1_000_000, 0x20)
    const [head, block] = [
      deflateSync(blanks).subarray(0, 2),
      deflateSync(blanks, { finishFlush: constants.Z_FULL_FLUSH }).subarray(2),
    ]
    const bomb = Buffer.concat([head, ...Array.from({ length: 3_000 }, () => block)])
    const bytes = makePdfOfStream(bomb, '/FlateDecode')
    assert.ok(bytes.length < 10_000_000)
    const limits = { memoryMb: 300, timeoutMs: 20_000 }
    await assert.rejects(parse({ bytes, fileName: 'bomb.pdf', limits }), {
      name: 'TooLargeError',
      code: 'source_out_of_memory',
    })
    await readsOn()
  })

  it('refuses a DOCX that would unpack to too much', async () => {
    const huge = { name: 'word/huge.xml', content: new Uint8Array(120_000_000) }
    const bytes = await makeDocx(wordParagraph('Bang'), [huge])
    assert.ok(bytes.length < 1_000_000)
    await assert.rejects(parse({ bytes, fileName: 'bomb.docx' }), { code: 'source_unsafe_archive' })
    await readsOn()
  })

  it('says that a file took too long', async () => {
    const bytes = new TextEncoder().encode('word '.repeat(900_000))
    await assert.rejects(parse({ bytes, fileName: 'slow.txt', limits: { timeoutMs: 1 } }), {
      name: 'InvalidError',
      code: 'source_timed_out',
    })
    await readsOn()
  })

  it('can be cancelled', async () => {
    const bytes = new TextEncoder().encode('Hello')
    await assert.rejects(parse({ bytes, signal: AbortSignal.abort() }), {
      code: 'source_cancelled',
    })
  })
})

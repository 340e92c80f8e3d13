import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeDocx, makeZip, wordParagraph } from '../testing/make-zip.ts'
import { checkArchive } from './check-archive.ts'

const check = (bytes: Uint8Array) => checkArchive(bytes, 'a.docx', 'docx')
const isUnsafe = (reason: RegExp) => ({
  name: 'InvalidError',
  code: 'source_unsafe_archive',
  message: reason,
})

describe('checkArchive', () => {
  it('lets an ordinary document pass', async () => {
    await check(await makeDocx(wordParagraph('Hello')))
  })

  it('refuses an entry that declares too large a size', async () => {
    const bytes = await makeZip([{ name: 'a.xml', content: 'x', declaredBytes: 3_000_000_000 }])
    await assert.rejects(check(bytes), isUnsafe(/over 100000000 bytes|3000000000 bytes/))
  })

  it('counts the real size, whatever is declared', async () => {
    const content = new Uint8Array(2_000_000)
    const bytes = await makeZip([{ name: 'a.xml', content, declaredBytes: 10 }])
    await assert.rejects(check(bytes), isUnsafe(/a\.xml is packed over 200 times/))
  })

  it('refuses too many entries', async () => {
    const entries = Array.from({ length: 5_001 }, (_, index) => ({
      name: `e${index}`,
      content: '',
    }))
    await assert.rejects(check(await makeZip(entries)), isUnsafe(/5001 entries/))
  })

  it('refuses entity declarations, in any encoding and across chunks', async () => {
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
    await assert.rejects(
      check(await makeDocx(wordParagraph('&b;'), [], laughs)),
      isUnsafe(/declares XML entities/),
    )
    const wide = Uint8Array.from(`<?xml version="1.0"?>${laughs}<l/>`, (letter) =>
      letter.charCodeAt(0),
    )
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...wide].flatMap((byte) => [byte, 0])])
    await assert.rejects(
      check(await makeZip([{ name: 'a.xml', content: utf16 }])),
      isUnsafe(/entities/),
    )
    const late = ' '.repeat(65_531) + laughs
    await assert.rejects(
      check(await makeZip([{ name: 'a.xml', content: late }])),
      isUnsafe(/entities/),
    )
  })

  it('says that a cut-off archive is damaged', async () => {
    const bytes = await makeDocx(wordParagraph('Hello'))
    await assert.rejects(check(bytes.subarray(0, bytes.length - 40)), { code: 'source_corrupt' })
    const broken = bytes.slice()
    broken.fill(0xff, 60, 90) // inside the first entry
    await assert.rejects(check(broken), { code: 'source_corrupt' })
  })
})

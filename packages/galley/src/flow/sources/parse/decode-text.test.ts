import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodeText, isBinary } from './decode-text.ts'

const utf16 = (text: string, isLittleEndian: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0)
      return isLittleEndian ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
    }),
  )
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    const bytes = new TextEncoder().encode('naïve 日本')
    assert.deepEqual(decodeText(bytes), { text: 'naïve 日本', encoding: 'utf-8' })
    assert.equal(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])).text, 'naïve 日本')
  })

  for (const isLittleEndian of [true, false]) {
    const encoding = isLittleEndian ? 'utf-16le' : 'utf-16be'
    it(`reads ${encoding} with and without a byte order mark`, () => {
      const text = 'Größe and Привет, all of it.'
      assert.deepEqual(decodeText(utf16(text, isLittleEndian)), { text, encoding })
      assert.deepEqual(decodeText(utf16(`\ufeff${text}`, isLittleEndian)), { text, encoding })
    })
  }

  it('reads Latin-1 and the Windows quotes in its gap', () => {
    assert.equal(
      decodeText(latin1('Un café crème, s’il vous plaît'.replace('’', '\u0092'))).text,
      'Un café crème, s’il vous plaît',
    )
  })

  it('detects Shift-JIS, EUC-KR and Windows-1251', () => {
    // 吾輩は猫である。名前はまだ無い。 / 안녕하세요 반갑습니다 / Привет, как дела? Хорошо.
    const shiftJis =
      '8ce1 9479 82cd 944c 82c5 82a0 82e9 8142 96bc 914f 82cd 82dc 82be 96b3 82a2 8142'
    const eucKr = 'bec8b3e7c7cfbcbcbfe4 20 b9ddb0a9bdc0b4cfb4d9 20'.repeat(6)
    const cyrillic = 'cff0 e8e2 e5f2 2c20 eae0 ea20 e4e5 ebe0 3f20 d5ee f0ee f8ee 2e'
    assert.equal(decodeText(bytesOf(shiftJis)).text, '吾輩は猫である。名前はまだ無い。')
    assert.match(decodeText(bytesOf(eucKr)).text, /^안녕하세요 반갑습니다 안/)
    assert.equal(decodeText(bytesOf(cyrillic)).text, 'Привет, как дела? Хорошо.')
  })

  it('believes a declared charset where the bytes allow it', () => {
    const czech = bytesOf('50f8 edb9 9e6c 75b9') // the same bytes mean other letters elsewhere
    assert.equal(decodeText(czech, 'windows-1250').text, 'Příąžluą')
    assert.equal(decodeText(new TextEncoder().encode('žluť'), 'iso-8859-1').text, 'žluť')
    assert.equal(decodeText(latin1('ab'), 'no-such-charset').text, 'ab')
  })

  it('keeps a UTF-8 text that has a few broken bytes', () => {
    const bytes = new TextEncoder().encode(
      'größer und schöner, süß und böse, für über 20 Täler größer',
    )
    const broken = Uint8Array.from([...bytes, 0xc3])
    assert.match(
      decodeText(Uint8Array.from([...new TextEncoder().encode('ä'.repeat(60)), 0xc3])).text,
      /^ä{60}/,
    )
    assert.ok(decodeText(broken).text.length > 50)
  })
})

describe('isBinary', () => {
  it('tells data from text of any encoding', () => {
    assert.equal(
      isBinary(Uint8Array.from({ length: 4000 }, (_, index) => (index * 37) % 256)),
      true,
    )
    assert.equal(isBinary(utf16('Plain text in wide letters', true)), false)
    assert.equal(isBinary(latin1('Tab\tand\r\nnewline')), false)
  })
})

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(' ', '').match(/../g)!, (pair) => Number.parseInt(pair, 16))
}

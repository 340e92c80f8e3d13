import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Metadata } from './content.ts'
import { headingFrom, plainLine, shorten, toLine } from './line.ts'
import { readingMinutes } from './reading-time.ts'
import { slugify } from './slug.ts'

const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

describe('lines of plain text', () => {
  it('are one line, without control characters', () => {
    assert.equal(toLine(' a\r\n# b\u0000\tc\u0085 '), 'a # b c')
    fc.assert(fc.property(anything, (text) => assert.doesNotMatch(toLine(text), /[\n\r\p{Cc}]/u)))
    assert.equal(plainLine(10).parse('a\nb'), 'a b')
    assert.equal(plainLine(10).safeParse(' \n ').success, false)
  })

  it('are shortened between words and never within a character', () => {
    assert.equal(shorten('A title that goes on', 10), 'A title…')
    assert.equal(shorten('short', 10), 'short')
    assert.equal(shorten('👩👩👩👩', 6), '👩👩…')
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const short = shorten(text, most)
          assert.ok(short.length <= most && short.isWellFormed())
        },
      ),
    )
  })

  it('are what is left of a heading that a model wrote', () => {
    assert.equal(headingFrom('## **Why worms**', ''), '## **Why worms**'.slice(5, -2))
    assert.equal(headingFrom('5 * 3 * 2', ''), '5 * 3 * 2')
    assert.equal(headingFrom(' \n', 'The summary'), 'The summary')
    assert.equal(headingFrom('', ''), 'Untitled')
    assert.ok(headingFrom('word '.repeat(100), '').length <= 300)
  })
})

describe('slugify', () => {
  it('makes readable addresses', () => {
    assert.equal(slugify('Was ist Straßenbau?'), 'was-ist-strassenbau')
    assert.equal(slugify('Don’t panic: it’s L’été!'), 'dont-panic-its-l-ete')
    assert.equal(slugify('健康な土'), '健康な土')
    assert.equal(slugify('हिन्दी भाषा'), 'हिन्दी-भाषा')
    assert.equal(slugify('한국어 글'), '한국어-글')
    assert.equal(slugify('Ｆｕｌｌ 𝐁𝐨𝐥𝐝 Ⅳ'), 'full-bold-iv')
    assert.equal(
      slugify('Wärmepumpen für Österreich', { language: 'de-AT' }),
      'waermepumpen-fuer-oesterreich',
    )
    assert.equal(slugify('Pingüinos', { language: 'es' }), 'pinguinos')
    assert.equal(slugify('!!!'), 'article')
  })

  it('always makes one that metadata takes, and stays the same when done again', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 10, max: 80 }), (text, longest) => {
        const slug = slugify(text, { longest })
        assert.ok(slug.length <= longest && slug.isWellFormed())
        assert.ok(Metadata.shape.slug.safeParse(slug).success, slug)
        assert.equal(slugify(slug, { longest }), slug)
      }),
      { numRuns: 500 },
    )
  })
})

describe('readingMinutes', () => {
  it('counts words where words are apart, characters where they are not', () => {
    assert.equal(readingMinutes(''), 1)
    assert.equal(readingMinutes('word '.repeat(2380)), 10)
    assert.equal(readingMinutes("it's ".repeat(2380)), 10)
    assert.equal(readingMinutes('हिन्दी '.repeat(2380)), 10)
    assert.equal(readingMinutes('土'.repeat(5000)), 10)
    assert.equal(readingMinutes('ไทย'.repeat(1000)), 6)
    assert.equal(readingMinutes(`${'word '.repeat(1190)}${'土'.repeat(2500)}`), 10)
  })

  it('does not shrink when a text grows', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        assert.ok(readingMinutes(`${one} ${other}`) >= readingMinutes(one))
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hashContent } from './content-hash.ts'
import { LanguageTag } from './language-tag.ts'
import { storable } from './storable.ts'

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toReversed()
  return Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)]))
}

describe('hashContent', () => {
  it('does not depend on the order of keys', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        assert.equal(await hashContent(reversed(value)), await hashContent(value))
      }),
    )
  })

  it('differs where the content does, in values, keys, order of items or type', async () => {
    const values = [{ a: 1 }, { a: '1' }, { b: 1 }, [1, 2], [2, 1], { a: [1] }, { a: { 0: 1 } }, {}]
    const hashes = await Promise.all(values.map(hashContent))
    assert.equal(new Set(hashes).size, values.length)
    assert.match(hashes[0]!, /^[0-9a-f]{64}$/)
  })
})

describe('storable', () => {
  it('keeps every length, leaves clean values equal, and nothing that PostgreSQL refuses', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        }),
        (text) => {
          const cleaned = storable({ text: [text], count: 1 }).text[0]!
          assert.equal(cleaned.length, text.length)
          assert.ok(cleaned.isWellFormed() && !cleaned.includes('\u0000'))
          if (text.isWellFormed() && !text.includes('\u0000')) assert.equal(cleaned, text)
        },
      ),
    )
    assert.deepEqual(storable({ 'a\u0000': [null, true, 'x\ud800'] }), {
      'a\ufffd': [null, true, 'x\ufffd'],
    })
  })
})

describe('LanguageTag', () => {
  it('brings tags to their canonical spelling and refuses what Intl cannot take', () => {
    assert.equal(LanguageTag.parse('PT-br'), 'pt-BR')
    assert.equal(LanguageTag.parse('und'), 'und')
    for (const wrong of ['', 'en_US', 'x y', '"><script>', 'a'.repeat(36)]) {
      assert.equal(LanguageTag.safeParse(wrong).success, false, wrong)
    }
  })
})

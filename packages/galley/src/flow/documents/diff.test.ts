import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { diffContent } from './diff.ts'
import type { DiffHunk } from './diff.ts'
import type { DocumentContent } from './format.ts'
import { plainFormat } from './testing/plain-format.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('worms', 'dig', '\n\n', ' ', 'a', 'b', '👩‍🌾', '。'), { maxLength: 30 })
    .map((words) => words.join('')),
)
const parts = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), text }), {
  selector: ({ id }) => id,
})
const content: fc.Arbitrary<DocumentContent> = fc.record({ fields: fc.record({ text }), parts })

const diff = (before: DocumentContent, after: DocumentContent) =>
  diffContent(plainFormat, before, after)
const side = (hunks: readonly DiffHunk[], leftOut: DiffHunk['kind']) =>
  hunks
    .filter(({ kind }) => kind !== leftOut)
    .map((hunk) => hunk.text)
    .join('')
const document = (...texts: string[]): DocumentContent => ({
  fields: { text: '' },
  parts: texts.map((line, index) => ({ id: `${index}`, text: line })),
})

describe('diffContent', () => {
  it('says nothing about equal contents', () => {
    fc.assert(
      fc.property(content, (one) => {
        const nothing = { changes: [], wordsAdded: 0, wordsRemoved: 0 }
        assert.deepEqual(diff(one, structuredClone(one)), nothing)
      }),
    )
  })

  it('gives both sides back from its hunks', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const sides = (partId: string | null) => {
          const of = (one: DocumentContent) =>
            partId === null
              ? plainFormat.fieldsText(one.fields)
              : (one.parts.find(({ id }) => id === partId)?.['text'] ?? '')
          return [of(before), of(after)]
        }
        for (const { partId, hunks, change } of diff(before, after).changes) {
          const told = [side(hunks, 'added'), side(hunks, 'removed')]
          if (change !== 'moved') assert.deepEqual(told, sides(partId))
        }
      }),
    )
  })

  it('mentions each part that is new, gone or different, once', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const told = diff(before, after).changes.map(({ partId }) => partId)
        assert.equal(new Set(told).size, told.length)
        for (const id of 'abcdefgh') {
          const [old, now] = [before, after].map((one) => one.parts.find((part) => part.id === id))
          const isSame = old?.['text'] === now?.['text'] && !old === !now
          if (!isSame) assert.ok(told.includes(id))
        }
      }),
    )
  })

  it('calls the one part moved that moved', () => {
    const before = document('a', 'b', 'c', 'd', 'e')
    const [a, b, c, d, e] = before.parts
    const after = { ...before, parts: [e!, a!, b!, c!, d!] }
    assert.deepEqual(diff(before, after).changes, [{ partId: '4', change: 'moved', hunks: [] }])
  })

  it('compares word by word and counts the words', () => {
    const { changes, wordsAdded, wordsRemoved } = diff(
      document('Worms eat leaves.'),
      document('Worms like to eat leaves.'),
    )
    assert.deepEqual(
      changes[0]!.hunks.filter(({ kind }) => kind === 'added').map((hunk) => hunk.text.trim()),
      ['like to'],
    )
    assert.deepEqual([wordsAdded, wordsRemoved], [2, 0])
  })

  it('shows long texts that have nothing in common as replaced, in bounded work', () => {
    const words = (seed: number) =>
      Array.from({ length: 60_000 }, (_, index) => `w${(index * 7919 + seed) % 50_021}`).join(' ')
    const [before, after] = [words(1), words(9)]
    const { changes } = diff(document(before, before), document(after, after))
    for (const { hunks } of changes) {
      assert.equal(side(hunks, 'added'), before)
      assert.equal(side(hunks, 'removed'), after)
    }
  })

  it('stays word by word for a small edit of a long text', () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `w${index}`)
    const { wordsAdded, wordsRemoved } = diff(
      document(words.join(' ')),
      document(words.with(50_000, 'other').join(' ')),
    )
    assert.deepEqual([wordsAdded, wordsRemoved], [1, 1])
  })
})

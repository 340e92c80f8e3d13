import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { NotFoundError } from '../../platform/error.ts'
import { applyEdit } from './edit.ts'
import type { EditOperation } from './edit.ts'
import type { DocumentContent, DocumentPart } from './format.ts'
import { plainFormat } from './testing/plain-format.ts'

const content = fc
  .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 })
  .map((ids): DocumentContent => ({
    fields: { text: 'Title' },
    parts: ids.map((id) => ({ id, text: `Text of ${id}` })),
  }))
const filled = content.filter(({ parts }) => parts.length > 0)

const edit = (before: DocumentContent, ...operations: EditOperation[]) =>
  applyEdit(plainFormat, { id: 'doc', version: 1, language: 'en', content: before }, operations)
const idsOf = ({ parts }: DocumentContent) => parts.map(({ id }) => id)
const before = (parts: readonly DocumentPart[], id: string) =>
  parts[parts.findIndex((part) => part.id === id) - 1]?.id ?? null

describe('applyEdit', () => {
  it('hands on parts that no operation names as the same objects, in the same order', () => {
    fc.assert(
      fc.property(filled, fc.nat(), fc.nat(), fc.string(), (old, pick, target, text) => {
        const { id } = old.parts[pick % old.parts.length]!
        const after = old.parts[target % old.parts.length]!.id
        const edits: EditOperation[] = [
          { op: 'replace', partId: id, value: { text } },
          { op: 'move', partId: id, after },
          { op: 'insert', after, value: { text } },
          { op: 'remove', partId: id },
        ]
        for (const operation of edits) {
          const edited = edit(old, operation)
          const others = old.parts.filter((part) => part.id !== id)
          const kept = edited.parts.filter((part) => others.some((other) => other.id === part.id))
          assert.equal(kept.length, others.length)
          kept.forEach((part, index) => assert.strictEqual(part, others[index]))
          assert.strictEqual(edited.fields, old.fields)
        }
      }),
    )
  })

  it('leaves the content it was given alone', () => {
    fc.assert(
      fc.property(filled, (old) => {
        const copy = structuredClone(old)
        const { id } = old.parts[0]!
        edit(old, { op: 'replace', partId: id, value: { text: 'x' } }, { op: 'remove', partId: id })
        assert.deepEqual(old, copy)
      }),
    )
  })

  it('has inverses: move back, remove what was inserted, replace again', () => {
    fc.assert(
      fc.property(filled, fc.nat(), fc.nat(), (old, pick, target) => {
        const part = old.parts[pick % old.parts.length]!
        const after = old.parts[target % old.parts.length]!.id
        const { id: partId } = part
        const moved = edit(old, { op: 'move', partId, after })
        const back = edit(moved, { op: 'move', partId, after: before(old.parts, partId) })
        assert.deepEqual(back, old)
        const inserted = edit(old, { op: 'insert', after, value: { text: 'new' } })
        const added = inserted.parts.find(({ id }) => !idsOf(old).includes(id))!
        assert.equal(before(inserted.parts, added.id), after)
        assert.deepEqual(edit(inserted, { op: 'remove', partId: added.id }), old)
        const replaced = edit(old, { op: 'replace', partId, value: { text: 'other' } })
        const { text } = part
        assert.deepEqual(edit(replaced, { op: 'replace', partId, value: { text } }), old)
      }),
    )
  })

  it('keeps ids unique and of the old parts only those that were not removed', () => {
    fc.assert(
      fc.property(content, fc.array(fc.nat(), { maxLength: 6 }), (old, picks) => {
        let now = old
        for (const pick of picks) {
          const id = idsOf(now)[pick % Math.max(1, now.parts.length)] ?? null
          now = edit(now, { op: 'insert', after: id, value: { text: `${pick}` } })
          if (id !== null && pick % 2) now = edit(now, { op: 'remove', partId: id })
        }
        assert.equal(new Set(idsOf(now)).size, now.parts.length)
      }),
    )
  })

  it('treats a move behind itself as no move', () => {
    const old: DocumentContent = { fields: {}, parts: [{ id: 'a' }, { id: 'b' }] }
    assert.deepEqual(edit(old, { op: 'move', partId: 'b', after: 'b' }), old)
  })

  it('names a part that is not there, and the place of a wrong value', () => {
    const old: DocumentContent = { fields: {}, parts: [{ id: 'a', text: '' }] }
    const gone: EditOperation[] = [
      { op: 'replace', partId: 'z', value: {} },
      { op: 'remove', partId: 'z' },
      { op: 'move', partId: 'z', after: null },
      { op: 'move', partId: 'a', after: 'z' },
      { op: 'insert', after: 'z', value: {} },
    ]
    for (const operation of gone) {
      assert.throws(
        () => edit(old, operation),
        (error) => {
          assert.ok(error instanceof NotFoundError)
          assert.match(error.message, /no part z in version 1/)
          return true
        },
      )
    }
    assert.throws(
      () =>
        edit(
          old,
          { op: 'set', value: { text: 'fine' } },
          { op: 'replace', partId: 'a', value: { text: 5 } },
        ),
      /"operations",\s*1,\s*"value",\s*"text"/,
    )
  })
})

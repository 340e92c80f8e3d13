import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { InvalidError } from '../error.ts'
import { defineCursor, toPage } from './cursor.ts'

const Position = z.object({ id: z.string(), at: z.int() })
const cursor = defineCursor('documents', Position)

test('a cursor comes back as it went out, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.record(
        { id: fc.string({ unit: 'grapheme' }), at: fc.maxSafeInteger() },
        { noNullPrototype: true },
      ),
      (position) => {
        const text = cursor.encode(position)
        assert.match(text, /^[\w-]+$/)
        assert.deepEqual(cursor.decode(text), position)
      },
    ),
  )
})

test('garbage, another list’s cursor and a changed one are refused with a pointer', () => {
  const foreign = defineCursor('sources', Position).encode({ id: 'x', at: 1 })
  const other = defineCursor('documents', z.string()).encode('x')
  for (const wrong of [
    '',
    '%%%',
    'e30',
    foreign,
    other,
    cursor.encode({ id: 'x', at: 1 }).slice(1),
  ]) {
    assert.throws(
      () => cursor.decode(wrong),
      (error: unknown) => error instanceof InvalidError && error.fields[0]!.pointer === '/cursor',
    )
  }
})

test('pages cover every row once', () => {
  const rows = Array.from({ length: 7 }, (_, index) => index)
  const read = (from: number, limit: number) =>
    toPage(rows.slice(from, from + limit + 1), limit, String)
  assert.deepEqual(read(0, 3), { items: [0, 1, 2], nextCursor: '2' })
  assert.deepEqual(read(3, 4), { items: [3, 4, 5, 6], nextCursor: null })
  assert.deepEqual(toPage([], 3, String), { items: [], nextCursor: null })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseRange } from './parse-range.ts'

const ask = (range: string, size = 100, ifRange?: string) =>
  parseRange(new Headers({ range, ...(ifRange && { 'if-range': ifRange }) }), { size, etag: '"a"' })

describe('a Range header', () => {
  it('means bytes from, to, or counted from the end', () => {
    assert.deepEqual(ask('bytes=0-'), { start: 0, end: 99 })
    assert.deepEqual(ask('bytes=10-19'), { start: 10, end: 19 })
    assert.deepEqual(ask('bytes=10-1000'), { start: 10, end: 99 })
    assert.deepEqual(ask('bytes=-5'), { start: 95, end: 99 })
    assert.deepEqual(ask('bytes=-1000'), { start: 0, end: 99 })
  })

  it('is refused behind the end, and means everything when it cannot be read', () => {
    for (const range of ['bytes=100-', 'bytes=-0', 'bytes=999-1000']) {
      assert.equal(ask(range), 'unsatisfiable', range)
    }
    for (const range of [
      'bytes=9-1',
      'bytes=-',
      'bytes=0-1,2-3',
      'lines=1-2',
      `bytes=${'9'.repeat(40)}-`,
    ]) {
      assert.equal(ask(range), null, range)
    }
  })

  it('counts for the version that it was begun with, and for no other', () => {
    assert.deepEqual(ask('bytes=5-', 100, '"a"'), { start: 5, end: 99 })
    assert.equal(ask('bytes=5-', 100, '"b"'), null)
    assert.equal(ask('bytes=5-', 100, 'W/"a"'), null)
  })
})

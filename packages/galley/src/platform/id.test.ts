import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isId, newId } from './id.ts'

describe('ids', () => {
  it('sort in the order in which they were made, and are unique', () => {
    const made = Array.from({ length: 100_000 }, () => newId('doc'))
    assert.deepEqual(made, made.toSorted())
    assert.equal(new Set(made).size, made.length)
    assert.ok(made.every((id) => isId('doc', id)))
  })

  it('keep their order when the clock is set back', (context) => {
    const before = newId('doc')
    context.mock.timers.enable({ apis: ['Date'], now: Date.now() - 3_600_000 })
    assert.ok(newId('doc') > before)
  })

  it('are UUIDv7 inside: time, version, variant', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    const before = Date.now()
    const value = Array.from(newId('doc').slice(4)).reduce(
      (sum, letter) => sum * 32n + BigInt(alphabet.indexOf(letter)),
      0n,
    )
    assert.ok(Math.abs(Number(value >> 80n) - before) < 1000)
    assert.equal((value >> 76n) & 15n, 7n)
    assert.equal((value >> 62n) & 3n, 2n)
  })

  it('are told from what only looks like one', () => {
    const id = newId('ws')
    const wrong = [id.toLowerCase(), `${id}0`, id.slice(0, -1), `x${id}`, id.replace('ws_', 'doc_')]
    for (const text of [...wrong, `${id}\n`, `${id.slice(0, -1)}'`, 'ws_', '']) {
      assert.equal(isId('ws', text), false, text)
    }
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maskNoise } from './mask-noise.ts'

function masked(text: string): string {
  return maskNoise(text, (label) => label === 'Ana Ruiz' || label === 'Q')
    .text.replace(/\s+/g, ' ')
    .trim()
}

describe('maskNoise', () => {
  it('takes out what nobody said', () => {
    assert.equal(masked('[00:12:33] So it works. (00:14)'), 'So it works.')
    assert.equal(masked('12:33 It works at 12:30 too.'), 'It works at 12:30 too.')
    assert.equal(masked('00:00:01.000 --> 00:00:04.000\nIt works.'), 'It works.')
    assert.equal(
      masked("We laughed [laughter] and (Amiti's laughter) left \\[laughs\\]."),
      'We laughed and left .',
    )
    assert.equal(masked('**Ana Ruiz:** Hola.'), 'Hola.')
    assert.equal(masked('Ana Ruiz : Hola.'), 'Hola.')
    assert.equal(masked('Q: Why?'), 'Why?')
    assert.equal(
      masked('See [the *paper*](https://a.b/c_(d)) and <https://x.y>.'),
      'See the paper and .',
    )
  })

  it('leaves what was said', () => {
    for (const text of [
      'The problem: it leaks.',
      'snake_case and a*b',
      'an (optional) step [sic]',
      '2 < 3 and 5 > 4',
    ]) {
      assert.equal(masked(text), text)
    }
  })

  it('keeps every offset, and tells where words are missing', () => {
    const text = 'We use [inaudible] for the **keys** [00:10].'
    const { text: after, holes } = maskNoise(text)
    assert.equal(after.length, text.length)
    assert.equal(after.indexOf('keys'), text.indexOf('keys'))
    assert.deepEqual(holes, [7])
  })
})

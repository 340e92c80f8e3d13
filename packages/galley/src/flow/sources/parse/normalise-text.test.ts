import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countWords, joinLines, normaliseText } from './normalise-text.ts'

describe('normaliseText', () => {
  it('composes letters, ends lines with LF, and takes controls and marks out', () => {
    assert.equal(
      normaliseText('\ufeffCafe\u0301\r\nnew\rline\u2028x\u0000\u0007\u200b\ty  \n'),
      'Café\nnew\nline\nx\ty\n',
    )
  })
  it('keeps at most one blank line in a row', () => {
    assert.equal(normaliseText('a\n\n \n\n\nb'), 'a\n\nb')
  })
  it('replaces lone surrogates, which no store could keep', () => {
    assert.equal(normaliseText('a\ud800b'), 'a\ufffdb')
  })
})

describe('joinLines', () => {
  it('makes one line of running text', () => {
    assert.equal(joinLines('  a\n b\u00a0 c\t d '), 'a b c d')
  })
})

describe('countWords', () => {
  it('counts words, not marks', () => {
    assert.equal(countWords("Don't stop: it's 3.5 times — well-kept!"), 6)
    assert.equal(countWords(''), 0)
  })
  it('counts words of scripts without spaces', () => {
    const words = countWords('吾輩は猫である。名前はまだ無い。')
    assert.ok(words >= 8 && words <= 12, String(words))
  })
})

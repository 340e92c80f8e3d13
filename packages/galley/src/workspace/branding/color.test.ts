import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contrastRatio, HexColor, relativeLuminance, textColorOn } from './color.ts'

describe('colours', () => {
  it('are kept in one spelling', () => {
    assert.equal(HexColor.parse('#ABC'), '#aabbcc')
    assert.equal(HexColor.parse(' #12aBfF '), '#12abff')
    for (const text of [
      '',
      'abc',
      '#ab',
      '#abcd',
      '#abcdefa',
      '#12345g',
      'red',
      '#fff;}',
      '#fff\n;',
    ]) {
      assert.equal(HexColor.safeParse(text).success, false, text)
    }
  })

  it('have the luminance and contrast that WCAG gives them', () => {
    assert.equal(relativeLuminance('#000000'), 0)
    assert.ok(Math.abs(relativeLuminance('#ffffff') - 1) < 1e-9)
    assert.ok(Math.abs(relativeLuminance('#ff0000') - 0.2126) < 1e-9)
    assert.ok(Math.abs(contrastRatio('#000000', '#ffffff') - 21) < 1e-9)
    assert.equal(contrastRatio('#777777', '#777777'), 1)
    // The best-known pair on the border of AA: it just fails, one step darker passes.
    assert.equal(contrastRatio('#777777', '#ffffff').toFixed(2), '4.48')
    assert.equal(contrastRatio('#767676', '#ffffff').toFixed(2), '4.54')
  })

  it('always find a text colour that can be read on them', () => {
    const steps = [0, 20, 51, 85, 102, 117, 119, 128, 153, 187, 204, 255]
    const hex = (value: number) => value.toString(16).padStart(2, '0')
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps) {
          const color = `#${hex(red)}${hex(green)}${hex(blue)}`
          assert.ok(contrastRatio(color, textColorOn(color)) >= 4.5, color)
        }
    assert.equal(textColorOn('#ffff00'), '#000000')
    assert.equal(textColorOn('#0000ff'), '#ffffff')
  })
})

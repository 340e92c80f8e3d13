import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { CheckedBlock } from '../cited-text.ts'
import { putBackKept, takeOutKept } from './kept-blocks.ts'

const paragraph = (text: string): CheckedBlock => ({
  kind: 'paragraph',
  speaker: null,
  sentences: [{ text, citations: [] }],
})

const picture = '![A bee](bee.png)'
const code = '```js\nlet bee = 1\n\nfly()\n```'
const table = '| a |\n|---|\n| 1 |'

describe('blocks that are no prose', () => {
  it('are shown as marks, and stand where the writer put them', () => {
    const { shown, kept } = takeOutKept(`Bees fly.\n\n${picture}\n\nThey see.\n\n${code}`)
    assert.equal(shown, 'Bees fly.\n\n⟦1⟧\n\nThey see.\n\n⟦2⟧')
    assert.deepEqual(kept, [picture, code])
    const { markdown, sentences } = putBackKept(
      [paragraph('⟦2⟧'), paragraph('It sees.'), paragraph('⟦1⟧')],
      kept,
    )
    assert.equal(markdown, `${code}\n\nIt sees.\n\n${picture}`)
    const written = sentences.map(({ start, end }) => markdown.slice(start, end))
    assert.deepEqual(written, ['It sees.'])
  })

  it('are at the end when the writer left them out, and there once when they came twice', () => {
    const { kept } = takeOutKept(`${picture}\n\n${table}`)
    const twice = [paragraph('⟦1⟧'), paragraph('⟦1⟧'), paragraph('⟦7⟧'), paragraph('Words.')]
    assert.equal(putBackKept(twice, kept).markdown, `${picture}\n\nWords.\n\n${table}`)
  })

  it('are never lost, whatever the writer makes of their marks', () => {
    const blocks = fc.array(fc.constantFrom(picture, code, table, 'Words.', '### A heading'))
    const writing = fc.array(fc.constantFrom('⟦1⟧', '⟦2⟧', '⟦3⟧', 'Other words.'))
    fc.assert(
      fc.property(blocks, writing, (section, written) => {
        const { kept } = takeOutKept(section.join('\n\n'))
        const { markdown } = putBackKept(written.map(paragraph), kept)
        assert.equal(
          markdown.split('\n\n').filter((line) => line === picture).length,
          section.filter((block) => block === picture).length,
        )
        for (const block of kept) assert.ok(markdown.includes(block))
      }),
    )
  })
})

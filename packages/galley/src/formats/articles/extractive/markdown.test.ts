import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { escapeMarkdown, unescapeMarkdown } from './markdown.ts'

it('writes Markdown that reads as the plain text', () => {
  for (const text of [
    'a*b and snake_case [sic] <b>bold</b> `code`',
    '# not a heading',
    '- not a list',
    '1. not a list either',
    '2) nor this',
    '+ one more',
    '**bold** __bold__ ~~gone~~',
    'C:\\path\\to &amp; R&D',
    '![x](javascript:alert(1)) [y](z)',
    '> quoted',
    '---',
    '===',
    'http://a.b/c_d_e',
  ]) {
    const tree = fromMarkdown(escapeMarkdown(text))
    assert.equal(toString(tree), text)
    assert.deepEqual(
      tree.children.map((child) => child.type),
      ['paragraph'],
    )
    assert.equal(unescapeMarkdown(escapeMarkdown(text)), text)
  }
  assert.equal(escapeMarkdown('Plain words, 3 - 2 = 1 (yes)!'), 'Plain words, 3 - 2 = 1 (yes)!')
})

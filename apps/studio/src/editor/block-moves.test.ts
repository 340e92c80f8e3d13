import assert from 'node:assert/strict'
import test from 'node:test'
import { openArticle, readArticle } from '@galley/markdown'
import { EditorState } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import { blockAround, deleteBlock, duplicateBlock, turnInto } from './block-moves.ts'
import { placeSection } from './commands.ts'

const open = (markdown: string) =>
  openArticle({
    title: 'Bees',
    standfirst: 'They fly.',
    takeaways: '',
    sections: [
      { id: 'a', heading: 'Hives', markdown },
      { id: 'b', heading: 'Honey', markdown: '*  Odd\n*  bytes' },
      { id: 'c', heading: 'Wax', markdown: 'Last.' },
    ],
  })

/** The article after a command at the block with these words. */
function after(markdown: string, words: string, command: (position: number) => Command) {
  const { doc, origins } = open(markdown)
  let found: number | null = null
  doc.descendants((node, position) => {
    if (found === null && node.isText && node.text!.includes(words)) {
      found = blockAround(doc, position)
    }
  })
  assert.ok(found !== null, 'there is such a block')
  let state = EditorState.create({ doc })
  const isDone = command(found)(state, (tr) => (state = state.apply(tr)))
  state.doc.check()
  const { sections } = readArticle(state.doc, origins)
  return { isDone, sections, markdown: sections[0]!.markdown }
}

test('a heading of a section and a title are no blocks', () => {
  const { doc } = open('One.')
  let places = 0
  doc.descendants((node, position) => {
    if (!['Bees', 'Hives'].includes(node.text ?? '')) return
    assert.equal(blockAround(doc, position), null)
    places += 1
  })
  assert.equal(places, 2)
  assert.equal(blockAround(doc, -1), null)
  assert.equal(blockAround(doc, 100_000), null)
})

test('a block is duplicated and deleted, and no other changes a byte', () => {
  const odd = '*  One\n*  two\n\nMiddle.\n\n~~~\ncode\n~~~'
  assert.equal(
    after(odd, 'Middle', duplicateBlock).markdown,
    '*  One\n*  two\n\nMiddle.\n\nMiddle.\n\n~~~\ncode\n~~~',
  )
  assert.equal(after(odd, 'Middle', deleteBlock).markdown, '*  One\n*  two\n\n~~~\ncode\n~~~')
  assert.equal(after('Only one.', 'Only', deleteBlock).markdown, '')
})

test('lines stay what they are when a block becomes another', () => {
  const turn = (markdown: string, kind: Parameters<typeof turnInto>[1]) =>
    after(markdown, 'One', (position) => turnInto(position, kind)).markdown
  assert.equal(turn('One **two**.', 'heading'), '### One **two**.')
  assert.equal(turn('One **two**.', 'quote'), '> One **two**.')
  assert.equal(turn('One **two**.', 'code'), '```\nOne two.\n```')
  assert.equal(turn('- One\n- two', 'numbers'), '1. One\n2. two')
  assert.equal(turn('- One\n  - nested\n- two', 'paragraph'), 'One\n\nnested\n\ntwo')
  assert.equal(turn('```\nOne\ntwo\n```', 'bullets'), '- One\n- two')
  assert.equal(turn('> One\n>\n> two', 'small-heading'), '#### One\n\n#### two')
})

test('a table has no lines', () => {
  const table = '| One |\n| --- |\n| two |'
  const { isDone, markdown } = after(table, 'One', (position) => turnInto(position, 'paragraph'))
  assert.deepEqual([isDone, markdown], [false, table])
})

test('a section is put before another or behind all, with its bytes', () => {
  const order = (id: string, before: string | null) =>
    after('One.', 'One', () => placeSection(id, before))
      .sections.map((section) => section.id)
      .join('')
  assert.equal(order('c', 'a'), 'cab')
  assert.equal(order('a', null), 'bca')
  assert.equal(order('a', 'c'), 'bac')
  assert.equal(order('a', 'b'), 'abc')
  const { sections } = after('One.', 'One', () => placeSection('b', 'a'))
  assert.equal(sections[0]!.markdown, '*  Odd\n*  bytes')
})

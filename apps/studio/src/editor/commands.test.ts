import assert from 'node:assert/strict'
import test from 'node:test'
import { openArticle, readArticle, schema } from '@galley/markdown'
import type { ArticleText } from '@galley/markdown'
import { EditorState, TextSelection } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import {
  emptyTable,
  enterFromLine,
  insertBlock,
  moveBlock,
  moveSection,
  removeSection,
  startSection,
} from './commands.ts'
import { sectionIds } from './section-ids.ts'

const text: ArticleText = {
  title: 'Bees',
  standfirst: 'They fly.',
  takeaways: '',
  sections: [
    { id: 'a', heading: 'Hives', markdown: 'One.\n\nTwo.\n\nThree.' },
    { id: 'b', heading: 'Honey', markdown: 'Four.' },
  ],
}

/** The article with the cursor behind some words, after a command. */
function after(words: string, command: Command): ArticleText {
  const { doc, origins } = openArticle(text)
  let at = -1
  doc.descendants((node, position) => {
    if (at < 0 && node.isText && node.text!.includes(words)) {
      at = position + node.text!.indexOf(words) + words.length
    }
  })
  let state = EditorState.create({
    doc,
    selection: TextSelection.create(doc, at),
    plugins: [sectionIds()],
  })
  command(state, (tr) => void (state = state.apply(tr)))
  state.doc.check()
  return readArticle(state.doc, origins)
}

const sections = ({ sections }: ArticleText) =>
  sections.map(({ heading, markdown }) => [heading, markdown])

test('a section begins below the cursor, and takes along what follows', () => {
  assert.deepEqual(sections(after('One', startSection)), [
    ['Hives', 'One.'],
    ['', 'Two.\n\nThree.'],
    ['Honey', 'Four.'],
  ])
  assert.deepEqual(sections(after('They', startSection))[0], ['', ''])
})

test('enter in a heading takes the rest of it into the text', () => {
  assert.deepEqual(sections(after('Hiv', enterFromLine))[0], [
    'Hiv',
    'es\n\nOne.\n\nTwo.\n\nThree.',
  ])
})

test('blocks move within their section, and not past its ends', () => {
  assert.equal(sections(after('Two', moveBlock(-1)))[0]![1], 'Two.\n\nOne.\n\nThree.')
  assert.equal(sections(after('Two', moveBlock(1)))[0]![1], 'One.\n\nThree.\n\nTwo.')
  assert.equal(sections(after('One', moveBlock(-1)))[0]![1], 'One.\n\nTwo.\n\nThree.')
})

test('sections move and go, and keep their ids', () => {
  const moved = after('One', moveSection('b', -1))
  assert.deepEqual(
    moved.sections.map(({ id }) => id),
    ['b', 'a'],
  )
  assert.deepEqual(
    after('One', removeSection('a')).sections.map(({ id }) => id),
    ['b'],
  )
})

test('a block takes the place of an empty paragraph, or comes behind', () => {
  assert.match(sections(after('Four', insertBlock(emptyTable(2, 2))))[0 + 1]![1]!, /^Four\.\n\n\|/)
  const rule = schema.nodes.horizontal_rule.create()
  assert.equal(sections(after('Two', insertBlock(rule)))[0]![1], 'One.\n\nTwo.\n\n---\n\nThree.')
})

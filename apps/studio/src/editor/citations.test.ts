import assert from 'node:assert/strict'
import test from 'node:test'
import { openArticle } from '@galley/markdown'
import { EditorState } from 'prosemirror-state'
import { citations, locateSentences, sentenceAt, showCitations } from './citations.ts'
import type { CitedSentence } from './citations.ts'

const markdown = 'Bees **fly** far. They\\*hum\\*.\n\n- They eat.\n- They eat.'
const cut = (...words: string[]): CitedSentence[] => {
  let from = 0
  return words.map((text) => {
    const start = markdown.indexOf(text, from)
    from = start + text.length
    return { start, end: from, citations: [], support: 'supported' }
  })
}
const sentences = cut('Bees **fly** far.', 'They\\*hum\\*.', 'They eat.', 'They eat.')
const { doc } = openArticle({
  title: 'T',
  standfirst: '',
  takeaways: '',
  sections: [{ id: 'a', heading: 'They eat.', markdown }],
})
let section = 0
doc.forEach((node, position) => {
  if (node.type.name === 'section') section = position
})

test('sentences are found by their words, whatever marks are in them', () => {
  const found = locateSentences(doc.nodeAt(section)!, section, { markdown, sentences })
  assert.deepEqual(
    found.map(({ from, to }) => doc.textBetween(from, to)),
    ['Bees fly far.', 'They*hum*.', 'They eat.', 'They eat.'],
  )
  assert.ok(found[2]!.to < found[3]!.from)
})

test('an edited sentence loses its mark, the others keep theirs', () => {
  let state = EditorState.create({ doc, plugins: [citations()] })
  state = state.apply(showCitations(state.tr, new Map([['a', { markdown, sentences }]])))
  const [first, second] = locateSentences(doc.nodeAt(section)!, section, { markdown, sentences })
  assert.ok(sentenceAt(state, first!.from + 1))
  state = state.apply(state.tr.insertText('x', first!.from + 2))
  assert.equal(sentenceAt(state, first!.from + 3), null)
  assert.equal(sentenceAt(state, second!.from + 2)?.sentence, sentences[1])
})

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { history, undo } from 'prosemirror-history'
import { EditorState } from 'prosemirror-state'
import { diffArticle, joinSections, openArticle, readArticle, splitMarkdown } from '../src/index.ts'
import type { ArticleOperation, ArticleText } from '../src/index.ts'
import { readRealTexts } from './corpus.ts'

const section = (id: string, markdown = `Text of ${id}.`) => ({
  id,
  heading: `About ${id}`,
  markdown,
})
const article = (sections: ArticleText['sections']): ArticleText => ({
  title: 'Bees',
  standfirst: 'They fly.\n',
  takeaways: '* one\n* two',
  sections,
})

/** As the server does it: in order, each on what the one before left. */
function apply(text: ArticleText, operations: readonly ArticleOperation[]): ArticleText {
  let { title, standfirst, takeaways } = text
  const sections = [...text.sections]
  let made = 0
  const after = (id: string | null) =>
    id === null ? 0 : sections.findIndex((one) => one.id === id) + 1
  for (const operation of operations) {
    if (operation.op === 'set') {
      ;({ title = title, standfirst = standfirst, takeaways = takeaways } = operation.value)
      continue
    }
    if (operation.op === 'insert') {
      const { heading = 'New section', markdown } = operation.value
      sections.splice(after(operation.after), 0, { id: `made-${++made}`, heading, markdown })
      continue
    }
    const at = sections.findIndex(({ id }) => id === operation.part_id)
    assert.ok(at >= 0, `${operation.op} names ${operation.part_id}`)
    if (operation.op === 'remove') sections.splice(at, 1)
    if (operation.op === 'replace') sections[at] = { ...sections[at]!, ...operation.value }
    if (operation.op === 'move') {
      const [moved] = sections.splice(at, 1)
      sections.splice(after(operation.after), 0, moved!)
    }
  }
  return { title, standfirst, takeaways, sections }
}

const words = ({ sections, ...fields }: ArticleText) => ({
  ...fields,
  sections: sections.map(({ heading, markdown }) => ({ heading, markdown })),
})

test('an article that nobody touched comes back byte by byte', () => {
  const text = article(readRealTexts(60).map(({ name, markdown }) => section(name, markdown)))
  const { doc, origins } = openArticle(text)
  doc.check()
  assert.deepEqual(readArticle(doc, origins), text)
  assert.deepEqual(diffArticle(text, readArticle(doc, origins)), [])
})

test('an undo brings every byte back', () => {
  const text = article([section('a', 'One  \ntwo\n\n* x\n* y\n'), section('b')])
  const { doc, origins } = openArticle(text)
  let state = EditorState.create({ doc, plugins: [history()] })
  const apply = (tr: typeof state.tr) => void (state = state.apply(tr))
  let inside = 0
  state.doc.descendants((node, position) => {
    if (node.isText && node.text === 'One') inside = position
  })
  apply(state.tr.insertText('Well: ', inside))
  const edited = readArticle(state.doc, origins)
  assert.equal(edited.sections[0]!.markdown, 'Well: One\\\ntwo\n\n* x\n* y\n')
  assert.deepEqual(
    diffArticle(text, edited).map(({ op }) => op),
    ['replace'],
  )
  undo(state, apply)
  assert.deepEqual(readArticle(state.doc, origins), text)
})

test('the difference leads from one text to the other, whatever was done', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const sections = fc.shuffledSubarray([...ids, 'new-1', 'new-2', 'new-3']).chain((order) =>
    fc.tuple(
      ...order.map((id) =>
        fc.record({
          id: fc.constant(id),
          heading: fc.constantFrom(`About ${id}`, 'Other'),
          markdown: fc.constantFrom(`Text of ${id}.`, 'Changed.'),
        }),
      ),
    ),
  )
  const before = article(ids.map((id) => section(id)))
  fc.assert(
    fc.property(sections, fc.constantFrom('Bees', 'Wasps'), (changed, title) => {
      const after = { ...article(changed), title }
      const operations = diffArticle(before, after)
      assert.deepEqual(words(apply(before, operations)), words(after))
    }),
  )
})

test('one section that goes to the end moves alone', () => {
  const before = article(['a', 'b', 'c', 'd'].map((id) => section(id)))
  const after = article(['b', 'c', 'd', 'a'].map((id) => section(id)))
  assert.deepEqual(diffArticle(before, after), [{ op: 'move', part_id: 'a', after: 'd' }])
})

test('an empty title or heading is left as it was', () => {
  const before = article([section('a')])
  const after = { ...article([{ ...section('a'), heading: ' ' }]), title: '' }
  assert.deepEqual(diffArticle(before, after), [])
})

test('300 sections are opened and compared', () => {
  const text = article(Array.from({ length: 300 }, (_, index) => section(`s${index}`)))
  const { doc, origins } = openArticle(text)
  assert.equal(doc.childCount, 303)
  assert.deepEqual(readArticle(doc, origins), text)
})

test('a whole text is cut at its headings, and only there', () => {
  const markdown =
    '# Bees\n\nShort.\n\n## Hives ##\n\n```\n## not one\n```\n\n> ## nor this\n\nLast\n----\n\nEnd.\n'
  const parts = splitMarkdown(markdown)
  assert.equal(parts.title, 'Bees')
  assert.equal(parts.lead, 'Short.')
  assert.deepEqual(
    parts.sections.map(({ heading }) => heading),
    ['Hives', 'Last'],
  )
  assert.match(parts.sections[0]!.markdown, /nor this$/)
})

test('code by indentation stays code, wherever a part begins with it', () => {
  const line = fc.constantFrom('    code', '\tcode', 'Text.', '- item', '')
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (lead, body) => {
      const [standfirst, markdown] = [lead.join('\n'), body.join('\n')]
      const parts = splitMarkdown(
        joinSections({ title: 'Bees', standfirst, sections: [section('a', markdown)] }),
      )
      const words = (text: string) => text.replace(/^\n+/, '').trimEnd()
      assert.equal(parts.lead, words(standfirst))
      assert.equal(parts.sections[0]!.markdown, words(markdown))
    }),
  )
})

test('a text that was joined is cut into the same parts', () => {
  const text = article([section('a', 'One.'), section('b', 'Two.')])
  const parts = splitMarkdown(joinSections(text))
  assert.equal(parts.title, 'Bees')
  assert.equal(parts.lead, 'They fly.')
  assert.deepEqual(parts.sections, [
    { heading: 'About a', markdown: 'One.' },
    { heading: 'About b', markdown: 'Two.' },
  ])
})

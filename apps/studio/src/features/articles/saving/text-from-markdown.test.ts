import assert from 'node:assert/strict'
import test from 'node:test'
import { joinSections } from '@galley/markdown'
import type { ArticleText } from '@galley/markdown'
import { textFromMarkdown } from './text-from-markdown.ts'

const before: ArticleText = {
  title: 'Bees',
  standfirst: 'Short.\n',
  takeaways: '- one',
  sections: [
    { id: 'a', heading: 'Hives', markdown: 'One.\n' },
    { id: 'b', heading: 'Honey', markdown: 'Two.' },
  ],
}

test('Markdown that nobody changed is the article that it was', () => {
  assert.deepEqual(textFromMarkdown(joinSections(before), before), before)
})

test('sections are told by their headings, wherever they go', () => {
  const moved = joinSections({ ...before, sections: before.sections.toReversed() })
  assert.deepEqual(
    textFromMarkdown(moved, before).sections.map(({ id }) => id),
    ['b', 'a'],
  )
})

test('one with a new heading is told by its place, and one too many is new', () => {
  const next = textFromMarkdown(
    '# Bees\n\n## Homes\n\nOne.\n\n## Honey\n\nTwo.\n\n## Wax\n\nThree.',
    before,
  )
  assert.deepEqual(
    next.sections.slice(0, 2).map(({ id, heading }) => [id, heading]),
    [
      ['a', 'Homes'],
      ['b', 'Honey'],
    ],
  )
  assert.match(next.sections[2]!.id, /^new-/)
})

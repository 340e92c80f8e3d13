import assert from 'node:assert/strict'
import test from 'node:test'
import { sectionNode } from '@galley/markdown'
import fc from 'fast-check'
import { sectionChanges, takeChanges } from './section-changes.ts'

const section = (markdown: string) => sectionNode({ id: 'a', heading: 'Bees', markdown })
const changesOf = (before: string, after: string) => sectionChanges(section(before), section(after))
const wordsOf = (before: string, after: string) =>
  changesOf(before, after).map(({ removed, added }) => [removed, added])

const word = fc.constantFrom(
  'bees',
  'fly',
  'dance',
  'far.',
  '**bold**',
  '`code`',
  '[a](/b)',
  '蜂蜜',
)
const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '))
const block = fc.oneof(
  { weight: 4, arbitrary: line },
  line.map((text) => `### ${text}`),
  line.map((text) => `> ${text}`),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((all) => `- ${all.join('\n- ')}`),
  fc.tuple(line, line).map(([one, two]) => `1. ${one}\n   - ${two}`),
  fc.tuple(word, word).map(([one, two]) => `| ${one} |\n| --- |\n| ${two} |`),
  line.map((text) => `\`\`\`\n${text}\n\`\`\``),
  fc.constantFrom('---', '<div>raw</div>', '![a picture](/a.png)', 'one\\\ntwo', 'one\ntwo'),
)
const text = fc.array(block, { maxLength: 6 }).map((all) => all.join('\n\n'))

test('whichever changes are taken give a section: none the one before, all the other', () => {
  fc.assert(
    fc.property(text, text, fc.infiniteStream(fc.boolean()), (before, after, coins) => {
      const [one, other] = [section(before), section(after)]
      const changes = sectionChanges(one, other)
      assert.ok(takeChanges(one, []).eq(one))
      assert.ok(takeChanges(one, changes).eq(other))
      takeChanges(
        one,
        changes.filter(() => coins.next().value),
      ).check()
    }),
    { numRuns: 400 },
  )
})

test('a text that is edited a little has small changes', () => {
  assert.deepEqual(wordsOf('The **old** bees fly.', 'The **old** bees fly.'), [])
  assert.deepEqual(
    wordsOf(
      'The bees fly over the wide meadow today.',
      'The wasps fly over the wide meadow tomorrow.',
    ),
    [
      ['bees', 'wasps'],
      ['today', 'tomorrow'],
    ],
  )
})

test('changes close to each other are one', () => {
  assert.deepEqual(wordsOf('The old bees fly.', 'The young bees dance.'), [
    ['old bees fly', 'young bees dance'],
  ])
})

test('a paragraph that is divided, and two that are one, are a change without words', () => {
  const divided = changesOf('One two. Three four.', 'One two.\n\nThree four.')
  assert.equal(divided.length, 1)
  assert.deepEqual(wordsOf('One two.\n\nThree four.', 'One two.Three four.'), [['\n', '']])
})

test('a heading in the place of a paragraph is one change', () => {
  assert.deepEqual(wordsOf('Bees fly.\n\nFar.', '### Bees fly.\n\nFar.'), [
    ['Bees fly.', 'Bees fly.'],
  ])
})

test('one item of a list is a change of its own', () => {
  assert.deepEqual(wordsOf('- one\n- two\n- three', '- one\n- other\n- three'), [['two', 'other']])
  assert.deepEqual(wordsOf('- one\n- two', '- one\n- two\n- three'), [['', 'three']])
})

test('words that become bold are a change', () => {
  assert.deepEqual(wordsOf('The bees fly over it.', 'The **bees** fly over it.'), [
    ['bees', 'bees'],
  ])
})

test('texts with little in common are compared block by block, also when they are long', () => {
  const long = (name: string) =>
    Array.from({ length: 4 }, (_, part) =>
      Array.from({ length: 1000 }, (__, at) => `${name}${part}-${at}`).join(' '),
    ).join('\n\n')
  assert.equal(changesOf(long('one'), long('two')).length, 4)
  assert.equal(changesOf(long('one'), `${long('two')}\n\nOne more.`).length, 1)
})

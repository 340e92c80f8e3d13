import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { takeChanges, wordChanges } from './word-changes.ts'
import type { WordHunk } from './word-changes.ts'

const changesIn = (hunks: readonly WordHunk[]) =>
  new Set(hunks.flatMap(({ kind }, index) => (kind === 'change' ? [index] : [])))

const words = fc
  .array(fc.constantFrom('bees', 'fly', 'dance', 'far.', '\n\n', '**bold**', 'über'), {
    maxLength: 40,
  })
  .map((all) => all.join(' '))

test('none of the changes is the text before, all of them the text after', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const hunks = wordChanges(before, after)
      assert.equal(takeChanges(hunks, new Set()), before)
      assert.equal(takeChanges(hunks, changesIn(hunks)), after)
    }),
  )
})

test('changes close to each other are one', () => {
  const hunks = wordChanges('The old bees fly.', 'The young bees dance.')
  assert.deepEqual(hunks, [
    { kind: 'same', text: 'The ' },
    { kind: 'change', removed: 'old bees fly', added: 'young bees dance' },
    { kind: 'same', text: '.' },
  ])
})

test('1,000 words are compared', () => {
  const before = Array.from({ length: 1000 }, (_, index) => `word${index}`).join(' ')
  const after = before.replaceAll(/word(\d*)7\b/g, 'other$1')
  const hunks = wordChanges(before, after)
  assert.equal(takeChanges(hunks, changesIn(hunks)), after)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { learnSettings } from './learn-settings.ts'
import { readTalk } from './read-talk.ts'

const subjects = ['wallet key seed', 'bread flour oven', 'rocket orbit fuel', 'violin bow melody']

/** A talk whose sections all start with a question, as headings in talks tend to stand. */
function talk(name: string) {
  const sections = subjects.map((words, i) => {
    const [a, b, c] = words.split(' ')
    const rest = Array.from({ length: 5 }, () => `The ${a} and the ${b} and the ${c}.`)
    return `# Part ${i}\n\nWhat of the ${a}?\n\n${rest.join('\n\n')}\n`
  })
  return readTalk(name, sections.join('\n'))
}

test('learns from all talks, and for each from the others', () => {
  const { all, without } = learnSettings([talk('a'), talk('b'), talk('c')])
  assert.deepEqual([...without.keys()], ['a', 'b', 'c'])
  assert.ok(all.weights.question > 0)
  // Two talks say less than three, so the ridge holds the weight down more.
  assert.ok(without.get('a')!.weights.question < all.weights.question)
})

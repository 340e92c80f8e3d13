import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitSentences } from './split-sentences.ts'

const split = (text: string, language = 'en'): string[] =>
  splitSentences(text, language).map(({ start, end }) => text.slice(start, end))

test('abbreviations, decimals, initials and acronyms do not end a sentence', () => {
  const text =
    'Dr. Back paid 3.5 coins, e.g. Bitcoin. J. R. Smith met the U.S. Government at 3 p.m. in May. Done.'
  assert.deepEqual(split(text), [
    'Dr. Back paid 3.5 coins, e.g. Bitcoin.',
    'J. R. Smith met the U.S. Government at 3 p.m. in May.',
    'Done.',
  ])
})

test('an abbreviation before a new sentence ends the old one', () => {
  assert.deepEqual(split('It is big in the U.S. We sell wallets, keys, etc. The rest is free.'), [
    'It is big in the U.S.',
    'We sell wallets, keys, etc.',
    'The rest is free.',
  ])
})

test('quotes and brackets after the stop stay with their sentence', () => {
  assert.deepEqual(split('He said “stop.” (It did.) “Why?” he asked. Really?! Yes.'), [
    'He said “stop.”',
    '(It did.)',
    '“Why?” he asked.',
    'Really?!',
    'Yes.',
  ])
})

test('an ellipsis ends a sentence only before a capital', () => {
  assert.deepEqual(split('Well… Then we go. Wait... no.'), ['Well…', 'Then we go.', 'Wait... no.'])
})

test('hard-wrapped lines run on; finished lines, blank lines and list lines do not', () => {
  assert.deepEqual(split('One line\nruns on here.\n\nA title\nNext to it\n- an item'), [
    'One line\nruns on here.',
    'A title',
    'Next to it',
    '- an item',
  ])
})

test('German ordinals and Japanese quotes', () => {
  assert.deepEqual(split('Am 3. Oktober z.B. kam er. Sie ging.', 'de'), [
    'Am 3. Oktober z.B. kam er.',
    'Sie ging.',
  ])
  assert.deepEqual(split('今日は晴れです。「そうですか？」と言った。明日は雨！', 'ja'), [
    '今日は晴れです。',
    '「そうですか？」と言った。',
    '明日は雨！',
  ])
})

test('nothing but white space is lost, and ranges are trimmed and in order', () => {
  const text = '  A b. \n\n"C." … D?\n* * *\nE 1. 2.\t'
  const ranges = splitSentences(text, 'und')
  let end = 0
  for (const range of ranges) {
    assert.equal(text.slice(end, range.start).trim(), '')
    assert.equal(text.slice(range.start, range.end), text.slice(range.start, range.end).trim())
    assert.ok(range.end > range.start)
    end = range.end
  }
  assert.equal(text.slice(end).trim(), '')
  assert.deepEqual(splitSentences('', 'en'), [])
})

test('words that only look like abbreviations end their sentence', () => {
  assert.deepEqual(split('I think so. Bitcoin said no. Wallets, no. 5 of them, see p. 7.'), [
    'I think so.',
    'Bitcoin said no.',
    'Wallets, no. 5 of them, see p. 7.',
  ])
})

test('an address with a question mark stays whole', () => {
  assert.deepEqual(split('See https://example.com/watch?v=1&t=2m for it. Next.'), [
    'See https://example.com/watch?v=1&t=2m for it.',
    'Next.',
  ])
})

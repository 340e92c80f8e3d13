import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTalk, turnsOnly } from './read-talk.ts'

const talk = readTalk(
  'a-talk',
  `---
title: A talk
---
Slides: https://example.com

# Intro

Ada Byron: 00:00:01

Hello. This is it.
It goes on.

## Empty
### Details

Ben: 00:00:09

Why?
Ada Byron: 00:00:12
Because: it is.

# Nothing follows
`,
)

test('headings and front matter are left out, and headings are the boundaries', () => {
  assert.deepEqual(talk.sentences, [
    'Slides: https://example.com',
    'Hello.',
    'This is it.',
    'It goes on.',
    'Why?',
    'Because: it is.',
  ])
  assert.deepEqual(talk.sections, [0, 1, 4])
})

test('labels name speakers and start turns; what only looks like one stays text', () => {
  assert.deepEqual(talk.speakers, [null, 'Ada Byron', 'Ada Byron', 'Ada Byron', 'Ben', 'Ada Byron'])
  assert.deepEqual(talk.breaks, [true, true, false, false, true, true])
})

test('in a conversation a paragraph inside a turn is no break', () => {
  const turns = Array.from({ length: 30 }, (_, i) => `${i % 2 ? 'Ada' : 'Ben'}: Word.\n\nMore.\n`)
  const { breaks } = turnsOnly(readTalk('talk', turns.join('\n')))
  assert.deepEqual(breaks.slice(0, 4), [true, false, true, false])
  assert.deepEqual(turnsOnly(talk).breaks, talk.breaks)
})

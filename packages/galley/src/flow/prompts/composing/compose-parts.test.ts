import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PromptContent } from '../content.ts'
import { composeDirection, composeParts, joinParts } from './compose-parts.ts'
import { fillVariables } from './fill-variables.ts'

const content = PromptContent.parse({
  purpose: 'article',
  tone: 'warm, about {{ topic }}',
  format: 'a how-to',
  audience: 'people who ask: why?',
  length: 'short',
  language: 'de',
  instruction: 'Name {{topic}} and {{place}}, never {{Slip}}.',
  variables: [
    { name: 'topic', default: 'bees' },
    { name: 'place' },
    { name: 'season', default: 'spring' },
  ],
})

describe('a prompt', () => {
  it('is filled in once, and says what it could not fill in', () => {
    const filled = fillVariables(content, { topic: '{{place}} $& worms' })
    assert.equal(filled.tone, 'warm, about {{place}} $& worms')
    assert.equal(filled.instruction, 'Name {{place}} $& worms and , never {{Slip}}.')
    assert.deepEqual(
      [filled.unknown, filled.empty, filled.unused],
      [['Slip'], ['place'], ['season']],
    )
    assert.equal(fillVariables(content, { topic: '  ' }).tone, 'warm, about bees')
    assert.equal(fillVariables(content, JSON.parse('{"__proto__": "x"}')).tone, 'warm, about bees')
  })

  it('is two messages, put together from parts that each have a weight', () => {
    const filled = fillVariables(content, { place: 'the\nAlps' })
    const parts = composeParts(content, filled, [
      { kind: 'source', id: 'src_1', title: 'A\ntalk', text: 'Bees fly.' },
    ])
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      [
        'purpose',
        'tone',
        'format',
        'audience',
        'length',
        'language',
        'instruction',
        'rules',
        'source',
        'task',
      ],
    )
    assert.ok(parts.every(({ tokens }) => tokens > 0))
    const { instructions, prompt } = joinParts(parts)
    assert.match(
      instructions,
      /Tone: warm, about bees\.\n\nFormat: a how-to\.\n\nReaders: .*why\? /,
    )
    assert.match(instructions, /Length: 400 to 700 words\.\n\nWrite in the language "de"\./)
    assert.match(instructions, /Use only what the material says/)
    assert.equal(prompt, 'Material (1): A talk\nBees fly.\n\nWrite the article.')
    assert.equal(
      composeDirection(filled),
      'Format: a how-to.\nReaders: people who ask: why? Choose words and examples for them.\nName bees and the\nAlps, never {{Slip}}.',
    )
  })

  it('without material forbids to make things up, and leaves out what nobody said', () => {
    const bare = PromptContent.parse({ purpose: 'section' })
    const parts = composeParts(bare, fillVariables(bare, {}), [])
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      ['purpose', 'language', 'rules', 'task'],
    )
    assert.match(joinParts(parts).instructions, /make up no facts/)
  })
})

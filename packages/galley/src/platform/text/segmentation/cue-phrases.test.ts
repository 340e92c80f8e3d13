import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageProfile } from '../language-profile.ts'
import { cuePhrases, mentionsCue, opensWithCue } from './cue-phrases.ts'

const words = (text: string): string[] => text.split(' ')
const cues = cuePhrases(languageProfile('en'))

test('a cue opens a sentence, lead-ins looked past', () => {
  assert.ok(opensWithCue(words("let's talk about keys"), cues))
  assert.ok(opensWithCue(words('okay so moving on to keys'), cues))
  assert.ok(!opensWithCue(words('the keys are moving on'), cues))
  assert.ok(!opensWithCue([], cues))
})

test('longer cues count anywhere', () => {
  assert.ok(mentionsCue(words('here i want to talk about keys'), cues))
  assert.ok(!mentionsCue(words('the keys come first'), cues))
})

test('other languages have their own, or none', () => {
  assert.ok(opensWithCue(words('bueno pasemos a las claves'), cuePhrases(languageProfile('es'))))
  assert.ok(!opensWithCue(words("let's talk about keys"), cuePhrases(languageProfile('ja'))))
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { announcedTopic } from './announced-topic.ts'

const cases: [said: string, language: string, topic: string | null][] = [
  [
    "We're going to talk about hardening the contract breach event.",
    'en',
    'hardening the contract breach event',
  ],
  [
    'I want to talk about the tech underlying Libra; it is a database.',
    'en',
    'the tech underlying Libra',
  ],
  [
    "I'm here to talk about how you can supercharge transactions.",
    'en',
    'how you can supercharge transactions',
  ],
  ['We are going to discuss Bitcoin Core 23, and it is out today.', 'en', 'Bitcoin Core 23'],
  ["Then we're going to talk about the history of it.", 'en', null],
  ['That is what I will talk about: this.', 'en', null],
  ['The wallet keeps the keys.', 'en', null],
  ['Hoy les voy a hablar de las fugas de agua que nadie ve.', 'es', 'las fugas de agua'],
  ['Heute möchte ich über die Wärmepumpe im Altbau sprechen.', 'de', 'die Wärmepumpe im Altbau'],
  ['Je vais vous parler du levain naturel.', 'fr', 'levain naturel'],
  ['Hoje eu vou falar sobre a restauração florestal.', 'pt', 'a restauração florestal'],
]

describe('announcedTopic', () => {
  for (const [said, language, topic] of cases) {
    it(said, () => assert.equal(announcedTopic(said, language), topic))
  }
})

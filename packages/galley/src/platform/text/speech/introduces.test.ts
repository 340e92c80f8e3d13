import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { introduces } from './introduces.ts'

const cases: [said: string, language: string, what: 'topic' | 'guest' | null][] = [
  ["Today on the show we're talking about heat pumps with Ada Berg.", 'en', 'topic'],
  ['This week we dig into the price of copper.', 'en', 'topic'],
  ['In this episode, we explore how a city finds its leaks.', 'en', 'topic'],
  ["Today we're joined by Ada Berg, the founder of Warmhaus.", 'en', 'guest'],
  ['With us is Ada Berg, who builds heat pumps and works at Warmhaus.', 'en', 'guest'],
  ['Welcome back to the show, everybody.', 'en', null],
  ["We're joined as always by my co-host, Tom Hale, an engineer.", 'en', null],
  ['This episode is brought to you by our sponsor, the maker of heat pumps.', 'en', null],
  ['Subscribe to the show, where we talk about heat pumps.', 'en', null],
  ['Last week we talked about heat pumps with their founder.', 'en', null],
  ['A heat pump moves heat from the cold to the warm.', 'en', null],
  ['Hoje o nosso convidado é o Paulo Nogueira, que trabalha com pontes.', 'pt', 'guest'],
  ['Olá, pessoal, bem-vindos a mais um episódio.', 'pt', null],
  ['Hoy nos acompaña Ada Berg, ingeniera de la red de agua.', 'es', 'guest'],
  ['Zu Gast ist Ada Berg, die als Ingenieurin Wärmepumpen baut.', 'de', 'guest'],
  ['Notre invitée est Ada Berg, qui travaille sur les ponts.', 'fr', 'guest'],
]

describe('introduces', () => {
  for (const [said, language, what] of cases) {
    it(said, () => assert.equal(introduces(said, language), what))
  }
})

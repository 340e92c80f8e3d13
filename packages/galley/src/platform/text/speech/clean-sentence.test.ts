import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanSentence } from './clean-sentence.ts'

const cases: Record<string, [said: string, written: string][]> = {
  en: [
    [
      'And so, um, we can- we could, you know, sign the, the block, right?',
      'We could sign the block.',
    ],
    [
      "So I, I think it's, like, sort of a weird kind of thing, you know?",
      "I think it's a weird kind of thing.",
    ],
    [
      'And this -- so Postgres has been in the back of my mind all along.',
      'Postgres has been in the back of my mind all along.',
    ],
    [
      'The problem is that-- a lot of people lose keys.',
      'The problem is that a lot of people lose keys.',
    ],
    [
      'We just need to do a -- so the first version only supported some of it.',
      'The first version only supported some of it.',
    ],
    [
      "So long as the node is, uh, running, it's fine.",
      "So long as the node is running, it's fine.",
    ],
    ['So, on the network, nodes gossip addresses.', 'On the network, nodes gossip addresses.'],
    ['Okay, so, yeah, expor- exporting keys is hard...', 'Exporting keys is hard.'],
    [
      "It's a win-win, and I had had enough of that that day.",
      "It's a win-win, and I had had enough of that that day.",
    ],
    [
      'THE WALLET KEEPS THE KEYS AND I KEEP THE WALLET',
      'The wallet keeps the keys and I keep the wallet.',
    ],
    ["then i read what i'm told", "Then I read what I'm told."],
    ['He said "it works and left.', 'He said it works and left.'],
    ['iPhones need keys.', 'iPhones need keys.'],
    ['You would have you have to connect to everyone.', 'You have to connect to everyone.'],
    [
      "There's a, clumping is natural in these scenarios.",
      'Clumping is natural in these scenarios.',
    ],
    ['It depends on the upgrade really. --', 'It depends on the upgrade really.'],
    ['Launches are cheap... Ten dollars is a lot.', 'Launches are cheap. Ten dollars is a lot.'],
    ['Look in the ./bin directory.', 'Look in the ./bin directory.'],
    ['It loads what is needed only..', 'It loads what is needed only.'],
    [
      'With 2016 blocks of data- -- and the graph moves.',
      'With 2016 blocks of data – and the graph moves.',
    ],
  ],
  es: [
    [
      'Bueno, pues, o sea, lo que queremos es, eh, que la gente, ¿sabes?, entienda el el problema, ¿no?',
      'Lo que queremos es que la gente entienda el problema.',
    ],
    ['Y entonces la red, digamos, pierde agua, ¿vale?', 'La red pierde agua.'],
  ],
  de: [
    [
      'Ja, also, ähm, das System ist, sag ich mal, relativ, relativ einfach, oder?',
      'Das System ist relativ einfach.',
    ],
    ['Leute, die die Wärme brauchen, sparen Geld.', 'Leute, die die Wärme brauchen, sparen Geld.'],
  ],
  fr: [
    [
      'Alors, euh, du coup, on a, on a décidé de, tu vois, changer le modèle, hein ?',
      'On a décidé de changer le modèle.',
    ],
  ],
  pt: [
    [
      'Então, é, a gente, tipo assim, começou a, a usar o sistema, né?',
      'A gente começou a usar o sistema.',
    ],
  ],
  und: [['Wij hebben het, het gezien', 'Wij hebben het gezien.']],
}

describe('cleanSentence', () => {
  for (const [language, examples] of Object.entries(cases)) {
    for (const [said, written] of examples) {
      it(`${language}: ${said}`, () => assert.equal(cleanSentence(said, language).text, written))
    }
  }

  it('never drops a word that the meaning rests on', () => {
    for (const [text, language] of [
      ['No node keeps all keys.', 'en'],
      ['Well known keys leak.', 'en'],
      ['Right now the keys are safe.', 'en'],
      ['Exactly one block wins.', 'en'],
      ['I mean the other block.', 'en'],
      ['The proofs become part of the chain just like signatures did.', 'en'],
      ['So kann man viel Geld sparen.', 'de'],
      ['Gut gedämmte Häuser sparen Geld.', 'de'],
      ['Also haben wir gewartet.', 'de'],
      ['Claro está el resultado.', 'es'],
      ['Bon nombre de boulangers le font.', 'fr'],
      ['Alors que la pâte lève, le four chauffe.', 'fr'],
      ['Bem perto da mata vive gente.', 'pt'],
    ] as const) {
      assert.equal(cleanSentence(text, language).text, text)
    }
    assert.equal(cleanSentence('Und dann heizt man.', 'de').text, 'Dann heizt man.')
    assert.equal(cleanSentence('No, it leaks.', 'en').joined, 'No, it leaks.')
  })

  it('keeps the contrast where the sentence before is printed too', () => {
    const { text, joined } = cleanSentence('But, um, the tree is small.', 'en')
    assert.equal(text, 'The tree is small.')
    assert.equal(joined, 'But the tree is small.')
  })

  it('gives nothing where nothing was said', () => {
    for (const said of ['', ' ', '...', 'Um.', '--'])
      assert.equal(cleanSentence(said, 'en').text.replace(/\.$/, ''), '')
  })

  it('keeps a name that begins with the word before it', () => {
    const said = 'On flaws found in space, Space Force is making a push.'
    assert.equal(cleanSentence(said, 'en').text, said)
    assert.equal(
      cleanSentence('We found flaws in the, The tank.', 'en').text.match(/the/gi)?.length,
      1,
    )
  })

  it('is quick on a sentence without end', () => {
    const said = 'the the '.repeat(20_000)
    assert.ok(cleanSentence(said, 'en').text.length < said.length)
  })
})

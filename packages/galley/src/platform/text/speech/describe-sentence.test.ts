import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeSentence } from './describe-sentence.ts'

const traits = (text: string, language = 'en') => describeSentence(text, text, language)

describe('describeSentence', () => {
  it('tells how much a sentence needs the one before it', () => {
    const dependence = (text: string, language?: string) => traits(text, language).dependence
    assert.equal(dependence('It is faster than the old one.'), 2)
    assert.equal(dependence('Which is why we changed the format.'), 2)
    assert.equal(dependence('This proposal changes the format.'), 2)
    assert.equal(dependence('If it is in memory, the lookup is fast.'), 1)
    assert.equal(dependence('For example the wallet keeps the keys.'), 1)
    assert.equal(dependence('The wallet keeps the keys.'), 0)
    assert.equal(dependence('It is important to keep the keys.'), 0)
    assert.equal(dependence('I think that wallets keep keys.'), 0)
    assert.equal(dependence('Eso no es solo agua.', 'es'), 2)
    assert.equal(dependence('Das hat mehrere Gründe.', 'de'), 2)
    assert.equal(dependence('Das Netz ist robust.', 'de'), 0)
    assert.equal(dependence('Elle produit le gaz.', 'fr'), 2)
    assert.equal(dependence('La pâte lève en quatre heures.', 'fr'), 0)
    assert.equal(dependence('Isso muda o olhar sobre a floresta.', 'pt'), 2)
  })

  it('knows what no article prints', () => {
    for (const [text, language] of [
      ['Yeah, exactly.', 'en'],
      ['Welcome to the show, everybody.', 'en'],
      ['Thank you so much for having me.', 'en'],
      ['Can you hear me?', 'en'],
      ['Let me go to the next slide.', 'en'],
      ['Hola a todos y bienvenidos.', 'es'],
      ['Vielen Dank für die Einladung.', 'de'],
      ["Merci de m'accueillir.", 'fr'],
      ['Obrigado pelo convite.', 'pt'],
    ] as const) {
      assert.equal(traits(text, language).kind, 'noise', text)
    }
    assert.equal(traits('A kind.').kind, 'fragment')
    assert.equal(traits('What is a descriptor?').kind, 'question')
    assert.equal(traits('A descriptor is a function of keys.').kind, 'statement')
  })

  it('tells a sentence from a part of one', () => {
    for (const text of [
      'Jannis Trulsen, which is apparently not a Dutch person.',
      'Prolific contributors totally fundamentally disagreeing on what we should be valuing.',
      'Without language to describe what is good architectural design.',
      'Unless there is a common understanding of taint.',
      'Just seeing how a small team can operate.',
    ])
      assert.equal(traits(text).isWhole, false, text)
    for (const text of [
      'The verifier has to check that the key was derived.',
      'If you want to validate an email address, send it an email.',
      'Fail early, because reliable software does.',
      'Looking at Bitcoin, the timeliness of each message has very different goals.',
    ])
      assert.equal(traits(text).isWhole, true, text)
    assert.ok(traits('Una fuga pequeña pierde agua durante años.', 'es').isWhole)
  })

  it('tells what happened once from what holds', () => {
    assert.ok(traits('Someone wrote a plugin for the printer.').isAnecdote)
    assert.ok(traits('Ich war gestern im Keller.', 'de').isAnecdote)
    assert.ok(!traits('The printer needs a plugin.').isAnecdote)
  })

  it('prints no question without its mark, and no row of a table', () => {
    assert.equal(
      traits('How do you make sure you because a lot comes from learning.').kind,
      'fragment',
    )
    assert.equal(traits('1 2 3 4 5 6 layer 8 9 10 11.').kind, 'fragment')
  })
})

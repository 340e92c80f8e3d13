import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { align, contentStems, lexicalSupport, prepareAlignment } from './index.ts'

const talk =
  'Good morning. A good garden has about 400 worms in every square metre. They dig channels, and those channels let water reach the roots. Without them rain runs off. Buying worms is a waste of money.'
const found = (sentence: string, source: string, language = 'en') => {
  const range = align(sentence, prepareAlignment(source, language))
  return range && source.slice(range.start, range.end)
}

describe('align', () => {
  it('finds the sentence that was reworded, and no more than that', () => {
    assert.equal(
      found('Every square metre of a good garden has 400 worms.', talk),
      'A good garden has about 400 worms in every square metre.',
    )
    assert.equal(found('It wastes money to buy worms.', talk), 'Buying worms is a waste of money.')
  })

  it('finds a run of sentences for one that joins them', () => {
    assert.equal(
      found('Their channels let water reach roots; without them the rain runs off.', talk),
      'They dig channels, and those channels let water reach the roots. Without them rain runs off.',
    )
  })

  it('says null where no word is shared, and for empty texts', () => {
    assert.equal(found('Quantum computers factor integers.', talk), null)
    assert.equal(found('', talk), null)
    assert.equal(found('Worms', ''), null)
  })

  it('works in languages without spaces between words', () => {
    const source =
      'みなさん、こんにちは。健康な土には一平方メートルに四百匹のミミズがいます。落ち葉は畑に残してください。'
    assert.equal(found('落ち葉を畑に残す。', source, 'ja'), '落ち葉は畑に残してください。')
  })

  it('always answers whole sentences inside the source', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const source = prepareAlignment(other, 'en')
        const range = align(one, source)
        if (!range) return
        assert.ok(source.sentences.some(({ start }) => start === range.start))
        assert.ok(source.sentences.some(({ end }) => end === range.end))
        assert.ok(range.start < range.end)
      }),
    )
  })

  it('finds every sentence of a text in it', () => {
    const source = prepareAlignment(talk, 'en')
    for (const { start, end } of source.sentences) {
      assert.deepEqual(align(talk.slice(start, end), source), { start, end })
    }
  })
})

describe('lexicalSupport', () => {
  const supports = (sentence: string, cited: string[], language = 'en') =>
    lexicalSupport(sentence, cited, language).isSupported

  it('accepts the words in another form and order, refuses other words', () => {
    assert.ok(supports('A worm digs a channel to the root.', [talk]))
    assert.ok(!supports('Beetles eat the bark of old oaks.', [talk]))
    assert.ok(!supports('Worms dig.', []))
  })

  it('wants every number to be there, however it is written', () => {
    assert.deepEqual(lexicalSupport('It has about 500 worms.', [talk], 'en').missingNumbers, [
      '500',
    ])
    assert.ok(!supports('A good garden has 500 worms in every square metre.', [talk]))
    const written = ['1,000', '1.000', '1 000', '1\u00a0000', '1\u202f000', '１０００']
    for (const one of written) {
      for (const other of written) {
        assert.ok(supports(`About ${one} worms live.`, [`There live about ${other} worms.`]))
      }
    }
    assert.ok(supports('Es sind 3,5 Kilo.', ['3.5 Kilo sind es.'], 'de'))
    assert.ok(!supports('It grew 3.5 kilos of beans.', ['It grew 35 kilos of beans.']))
    assert.ok(supports('It was in 2019.', ['In 2019, it was.']))
    assert.ok(!supports('Version 12 came out.', ['Version 1, 2 and 3 came out.']))
  })

  it('reads languages without spaces', () => {
    assert.ok(supports('落ち葉を畑に残す。', ['落ち葉は畑に残してください。'], 'ja'))
    assert.ok(!supports('新しい車を買う。', ['落ち葉は畑に残してください。'], 'ja'))
  })

  it('does not see a negation or an exchange of roles: that is for a model', () => {
    assert.ok(supports('Buying worms is not a waste of money.', [talk]))
    assert.ok(supports('The dog bit the man.', ['The man bit the dog.']))
  })

  it('gives a score between 0 and 1 for anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (sentence, cited) => {
        const { score } = lexicalSupport(sentence, cited, 'en')
        assert.ok(score >= 0 && score <= 1)
      }),
    )
  })

  it('is full for a text that is cited word for word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        assert.ok(
          supports(text, [`Before. ${text} After.`]) || contentStems(text, 'en').size === 0,
        ),
      ),
    )
  })
})

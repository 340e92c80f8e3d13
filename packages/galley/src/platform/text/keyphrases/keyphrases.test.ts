import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameStems, nounPhrases, rankPhrases } from './index.ts'

function best(sentences: string[], language: string, start = 0, end = sentences.length): string[] {
  const phrases = nounPhrases(sentences, language)
  return rankPhrases(phrases, { start, end }, sentences.length).map((phrase) => phrase.text)
}

describe('key phrases', () => {
  const talk = [
    'The Merkle tree commits to every coin.',
    'A node keeps the roots of the Merkle tree in memory.',
    'Nodes that keep Merkle trees need little memory.',
    'A bridge node speaks to both kinds of nodes.',
    'Every bridge node keeps the whole coin set.',
    'Without bridge nodes the old nodes would not understand.',
  ]

  it('names a part by what sets it apart', () => {
    assert.match(best(talk, 'en', 0, 3)[0]!, /^Merkle trees?$/)
    assert.match(best(talk, 'en', 3, 6)[0]!, /^bridge nodes?$/)
  })

  it('keeps the case of acronyms and names and takes verbs for verbs', () => {
    const phrases = best(
      [
        ...talk,
        'We verify the UTXO set.',
        'They verify the UTXO set twice.',
        'You should verify signatures.',
      ],
      'en',
    )
    assert.ok(phrases.includes('UTXO set'))
    assert.ok(!phrases.some((phrase) => /verify/.test(phrase)))
  })

  it('leaves out the names it is told of', () => {
    const ignored = nameStems(['Aaron van Wirdum'], 'en')
    const phrases = nounPhrases(
      ['The node of Aaron is slow.', 'We asked Aaron about the node.'],
      'en',
      ignored,
    )
    assert.ok(!phrases.some((phrase) => /Aaron/.test(phrase.text)))
  })

  it('takes no person for a subject', () => {
    const phrases = nounPhrases(
      ['The paper of Yannick Seurin is short.', 'Yannick Seurin wrote about Merkle trees.'],
      'en',
    ).map((phrase) => phrase.text)
    assert.ok(phrases.some((phrase) => /Merkle/.test(phrase)))
    assert.ok(!phrases.some((phrase) => /Yannick/.test(phrase)))
  })

  it('reads other languages, and scripts without spaces', () => {
    assert.ok(
      best(
        ['La ósmosis inversa gasta energía.', 'Con la ósmosis inversa se limpia el agua.'],
        'es',
      ).includes('ósmosis inversa'),
    )
    assert.ok(
      best(
        [
          'Die Vorlauftemperatur ist zu hoch.',
          'Eine hohe Vorlauftemperatur kostet Geld.',
          'Man senkt die Vorlauftemperatur.',
        ],
        'de',
      ).includes('Vorlauftemperatur'),
    )
    const japanese = best(
      ['地震計が縦波を検知します。', '海底の地震計は早い。', '地震計のデータを送ります。'],
      'ja',
    )
    assert.ok(japanese.some((phrase) => phrase.includes('地震')))
    assert.ok(!japanese.some((phrase) => /^[\p{Script=Hiragana}]+$/u.test(phrase)))
  })
})

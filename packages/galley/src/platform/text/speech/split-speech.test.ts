import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitSpeech } from './split-speech.ts'

function split(text: string, language = 'en', pauses: number[] = []): string[] {
  return splitSpeech(text, language, pauses).map((range) => text.slice(range.start, range.end))
}

describe('splitSpeech', () => {
  it('leaves punctuated text to its stops', () => {
    assert.deepEqual(split('It works. Now we test it.'), ['It works.', 'Now we test it.'])
    const long = `${'we sign the block, and they check it, '.repeat(7)}that is all.`
    assert.equal(split(long).length, 1)
  })

  it('cuts unpunctuated speech before connectives and never lets it run on', () => {
    const spoken =
      'today we look at wallets that keep the keys of many users in one place so the first thing to know is that a wallet is a list of keys and then every key has a path which tells the wallet where it came from because without the path nobody can restore the wallet from the words'
    const parts = split(spoken)
    assert.equal(parts.join(' '), spoken)
    assert.ok(parts.length >= 3)
    assert.ok(parts.some((part) => part.startsWith('so the first thing')))
    assert.ok(parts.every((part) => part.split(' ').length <= 34))
  })

  it('leaves one long sentence whole among sentences that end', () => {
    const long =
      'There is a panel at the start which is the same as the panel that readers know from the main part of the program, when you already have a file open and you can set it to reach only one server or your own server or any mixture of these that you like.'
    const parts = split(`It is a special case. We can tell that it is the first time. ${long}`)
    assert.equal(parts.at(-1), long)
  })

  it('cuts unpunctuated speech at pauses', () => {
    const words = Array.from({ length: 60 }, (_, at) => `word${at}`)
    const text = words.join(' ')
    const parts = split(text, 'en', [text.indexOf('word20'), text.indexOf('word41')])
    assert.ok(parts.some((part) => part.startsWith('word20')))
    assert.ok(parts.some((part) => part.startsWith('word41')))
  })

  it('survives a word without end and keeps characters whole', () => {
    const text = '😀'.repeat(3000)
    const parts = split(text)
    assert.equal(parts.join(''), text)
    assert.ok(parts.every((part) => !/^[\udc00-\udfff]/.test(part)))
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageProfile } from './language-profile.ts'
import { tokenize } from './tokenize.ts'

const words = (text: string, language: string): string[] =>
  tokenize(text, language).map((token) => token.text)

test('words keep their offsets, stems and stop-word mark', () => {
  const text = 'Don’t use off-chain wallets; version 0.21.0!'
  const tokens = tokenize(text, 'en')
  assert.deepEqual(words(text, 'en'), ['Don’t', 'use', 'off-chain', 'wallets', 'version', '0.21.0'])
  for (const token of tokens) assert.equal(text.slice(token.start, token.end), token.text)
  assert.equal(tokens[0]!.isStopWord, true)
  assert.deepEqual([tokens[3]!.stem, tokens[3]!.isStopWord], ['wallet', false])
})

test('elided articles are words of their own in French, not in English', () => {
  assert.deepEqual(words("L'homme n’aime pas aujourd'hui", 'fr'), [
    'L',
    'homme',
    'n',
    'aime',
    'pas',
    "aujourd'hui",
  ])
  assert.deepEqual(words("o'clock", 'en'), ["o'clock"])
})

test('scripts without spaces are split by dictionary', () => {
  assert.deepEqual(words('財布は鍵を保管します。', 'ja').slice(0, 3), ['財布', 'は', '鍵'])
  assert.ok(words('ภาษาไทยง่ายมาก', 'th').length > 1)
})

test('accents are part of a word, and other languages stem too', () => {
  assert.deepEqual(words('Übergrößenträger naïve', 'de'), ['Übergrößenträger', 'naïve'])
  const { stem } = languageProfile('es')
  assert.equal(stem('billeteras'), stem('billetera'))
})

test('an unknown language has empty lists and still gives words', () => {
  assert.equal(languageProfile('tlh').code, 'und')
  assert.deepEqual(
    tokenize('Qapla batlh', 'tlh').map((token) => token.stem),
    ['qapla', 'batlh'],
  )
  assert.equal(languageProfile('en-GB'), languageProfile('en-GB'))
  assert.equal(languageProfile('en-GB').stopWords.has('the'), true)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectLanguage } from './detect-language.ts'

const samples: readonly (readonly [string, string])[] = [
  ['en', 'The wallet keeps your keys, and you keep the wallet.'],
  ['es', '¿Dónde está la billetera que guarda las llaves?'],
  ['de', 'Ich habe die Schlüssel in der Brieftasche, und das ist gut so.'],
  ['fr', 'Le portefeuille est sur la table avec les clés.'],
  ['pt', 'A carteira está em cima da mesa e não tem as chaves.'],
  ['it', 'Il portafoglio è sul tavolo e non ha le chiavi.'],
  ['nl', 'De portemonnee ligt op de tafel en heeft geen sleutels.'],
  ['ja', '財布は鍵を保管します。'],
  ['zh', '这是一个关于钱包的测试。'],
  ['ko', '지갑은 열쇠를 보관합니다.'],
  [
    'ru',
    'Быстрая коричневая лиса прыгает через ленивую собаку и потом идет домой спать, потому что уже очень поздно и темно на улице сегодня',
  ],
  [
    'sv',
    'Det var en gång en liten flicka som bodde i skogen med sin mormor, och varje dag gick hon till brunnen för att hämta vatten åt dem båda',
  ],
]

for (const [language, text] of samples) {
  test(`tells ${language}`, () => assert.equal(detectLanguage(text), language))
}

test('says und where it cannot know', () => {
  assert.equal(detectLanguage(''), 'und')
  assert.equal(detectLanguage('1234 — 5678'), 'und')
  assert.equal(detectLanguage('bitcoin'), 'und')
})

test('a long text with a foreign quote in front is read as a whole', () => {
  const text =
    'Ich bin ein Berliner. '.repeat(3) + 'The keys are in the wallet of the owner. '.repeat(900)
  assert.equal(detectLanguage(text), 'en')
})

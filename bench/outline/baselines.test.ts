import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evenSplit } from './even-split.ts'
import { depths, textTiling } from './text-tiling.ts'
import { utiyamaIsahara } from './utiyama-isahara.ts'

const about = (...words: string[]): string[] =>
  Array.from({ length: 30 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => words[(i + j) % words.length]).join(' '),
  )
const sentences = [
  ...about('wallet', 'seed', 'backup', 'signature'),
  ...about('bread', 'flour', 'oven', 'yeast'),
  ...about('rocket', 'orbit', 'engine', 'fuel'),
]

test('even split', () => {
  assert.deepEqual(evenSplit(10, 3), [0, 3, 7])
})

test('TextTiling measures valleys from the nearest peaks', () => {
  const values = depths([0.8, 0.2, 0.6, 0.5, 0.9])
  assert.deepEqual(
    values.map((value) => Math.round(value * 10) / 10),
    [0, 1, 0, 0.5, 0],
  )
})

test('TextTiling finds plain changes of subject', () => {
  assert.deepEqual(textTiling(sentences, 'en', 3), [0, 30, 60])
})

test('Utiyama-Isahara finds plain changes of subject, at any place or at those given', () => {
  assert.deepEqual(utiyamaIsahara(sentences, 'en', 3), [0, 30, 60])
  assert.deepEqual(utiyamaIsahara(sentences, 'en', 3, [0, 28, 45, 61]), [0, 28, 61])
})

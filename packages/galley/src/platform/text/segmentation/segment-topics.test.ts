import assert from 'node:assert/strict'
import { test } from 'node:test'
import { segmentTopics } from './segment-topics.ts'

const subjects = [
  ['wallet', 'keys', 'seed', 'backup', 'signature', 'hardware'],
  ['bread', 'flour', 'oven', 'yeast', 'dough', 'crust'],
  ['rocket', 'orbit', 'engine', 'launch', 'fuel', 'satellite'],
  ['violin', 'concert', 'orchestra', 'melody', 'conductor', 'bow'],
]

/** `perSubject` sentences on each subject, every one with three of its six words. */
function lecture(perSubject: number, count = subjects.length): string[] {
  return subjects.slice(0, count).flatMap((words) =>
    Array.from({ length: perSubject }, (_, i) => {
      const pick = (n: number): string => words[(i + n) % words.length]!
      return `The ${pick(0)} is with the ${pick(2)} and then the ${pick(3)}.`
    }),
  )
}

test('finds where the subject changes', () => {
  const input = { sentences: lecture(9), language: 'en' }
  assert.deepEqual(segmentTopics(input, { sections: 4 }), [0, 9, 18, 27])
})

test('chooses the number of sections itself', () => {
  const sentences = lecture(40)
  assert.deepEqual(segmentTopics({ sentences, language: 'en' }), [0, 40, 80, 120])
})

test('gives exactly as many sections as asked, and never more than sentences', () => {
  const input = { sentences: lecture(9), language: 'en' }
  for (const sections of [1, 2, 3, 7, 36]) {
    const starts = segmentTopics(input, { sections })
    assert.equal(starts.length, sections)
    assert.equal(starts[0], 0)
    assert.ok(starts.every((start, i) => i === 0 || start > starts[i - 1]!))
  }
  assert.equal(segmentTopics(input, { sections: 99 }).length, 36)
  assert.deepEqual(segmentTopics({ sentences: [], language: 'en' }, { sections: 3 }), [])
  assert.deepEqual(segmentTopics({ sentences: ['Hello.'], language: 'en' }), [0])
})

test('keeps to the bounds on an open number', () => {
  const input = { sentences: lecture(40), language: 'en' }
  assert.equal(segmentTopics(input, { maxSections: 2 }).length, 2)
  assert.ok(segmentTopics(input, { minSections: 6, maxSections: 8 }).length >= 6)
  assert.ok(segmentTopics(input, { minSections: 12 }).length >= 12)
  assert.deepEqual(segmentTopics({ sentences: lecture(2, 1), language: 'en' }), [0])
})

test('starts sections only at breaks, while there are enough of them', () => {
  const sentences = lecture(9)
  const breaks = sentences.map((_, i) => i % 5 === 0)
  const starts = segmentTopics({ sentences, language: 'en', breaks }, { sections: 4 })
  assert.deepEqual(starts, [0, 10, 20, 25])
  const few = sentences.map((_, i) => i === 20)
  assert.deepEqual(
    segmentTopics({ sentences, language: 'en', breaks: few }, { sections: 4 }),
    [0, 9, 18, 27],
  )
})

test('takes a change of speaker for a break', () => {
  const sentences = lecture(9)
  const speakers = sentences.map((_, i) => (Math.floor(i / 6) % 2 === 0 ? 'Ada' : 'Ben'))
  const starts = segmentTopics({ sentences, language: 'en', speakers }, { sections: 4 })
  assert.ok(starts.every((start) => start % 6 === 0))
})

test('a cue phrase decides where the words leave it open', () => {
  const filler = Array.from({ length: 12 }, (_, i) => `It was about thing${i} over there.`)
  const sentences = filler.with(5, "Okay, let's talk about thing5 over there.")
  assert.deepEqual(segmentTopics({ sentences, language: 'en' }, { sections: 2 }), [0, 5])
})

test('needs no word lists', () => {
  const about = (a: string, b: string): string[] =>
    Array.from({ length: 8 }, (_, i) =>
      i % 2 === 0 ? `${a}は${b}です。` : `${b}と${a}があります。`,
    )
  const sentences = [
    ...about('財布', '暗号鍵'),
    ...about('小麦粉', '台所'),
    ...about('宇宙', '衛星'),
  ]
  assert.deepEqual(segmentTopics({ sentences, language: 'ja' }, { sections: 3 }), [0, 8, 16])
  const finnish = [
    ...Array.from({ length: 8 }, () => 'Lompakko säilyttää avaimet ja lompakko on turvallinen.'),
    ...Array.from({ length: 8 }, () => 'Leipä paistetaan uunissa ja jauhot ovat leivässä.'),
  ]
  assert.deepEqual(segmentTopics({ sentences: finnish, language: 'fi' }, { sections: 2 }), [0, 8])
})

test('a very long text is cut too, the same way each time', () => {
  const sentences = Array.from({ length: 1500 }, (_, i) => {
    const words = subjects[Math.floor(i / 300) % subjects.length]!
    return `The ${words[i % 6]} and the ${words[(i + 2) % 6]} of day${i}.`
  })
  const starts = segmentTopics({ sentences, language: 'en' }, { sections: 5 })
  assert.deepEqual(starts, segmentTopics({ sentences, language: 'en' }, { sections: 5 }))
  starts.forEach((start, i) => assert.ok(Math.abs(start - i * 300) <= 2, `${start}`))
})

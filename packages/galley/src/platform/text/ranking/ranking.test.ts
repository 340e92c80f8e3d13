import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { centrality, chooseRuns, sentenceVectors, similarity } from './index.ts'
import type { RunItem } from './index.ts'

const item = (gain: number, over: Partial<RunItem> = {}): RunItem => ({
  gain,
  words: 10,
  startCost: 0,
  endCost: 0,
  follows: true,
  ...over,
})

describe('sentence vectors and centrality', () => {
  it('measures likeness from 0 to 1', () => {
    const [one, same, other, none] = sentenceVectors([
      ['key', 'wallet'],
      ['wallet', 'key'],
      ['lunch'],
      [],
    ])
    assert.ok(Math.abs(similarity(one!, same!) - 1) < 1e-9)
    assert.equal(similarity(one!, other!), 0)
    assert.equal(similarity(one!, none!), 0)
  })

  it('puts what the text is about above an aside, beyond one window too', () => {
    const sentences = Array.from({ length: 900 }, (_, at) =>
      at === 450 ? ['lunch', 'sandwich'] : ['wallet', 'key', `topic${at % 30}`],
    )
    const central = centrality(sentenceVectors(sentences))
    assert.equal(central.length, 900)
    assert.ok(central.every((score) => score >= 0 && score <= 1))
    assert.equal(central.indexOf(Math.min(...central)), 450)
  })
})

describe('chooseRuns', () => {
  it('prefers neighbours to scattered sentences of the same worth', () => {
    const items = [item(2), item(1), item(1), item(2), item(2), item(2), item(1), item(1), item(2)]
    assert.deepEqual(chooseRuns(items, 30), [{ start: 3, end: 6 }])
  })

  it('never opens with what cannot stand alone, nor crosses a break', () => {
    const items = [
      item(1),
      item(5, { startCost: Infinity }),
      item(0.1, { follows: false }),
      item(4, { follows: false }),
      item(4),
    ]
    for (const run of chooseRuns(items, 40)) {
      assert.notEqual(run.start, 1)
      for (let at = run.start + 1; at < run.end; at++) assert.ok(items[at]!.follows)
    }
  })

  it('keeps to the words it may use', () => {
    const items = Array.from({ length: 200 }, (_, at) =>
      item(((at * 7919) % 13) / 4, { words: 5 + (at % 20), follows: at % 9 !== 0 }),
    )
    for (const most of [0, 40, 150, 400]) {
      const words = chooseRuns(items, most)
        .flatMap((run) => items.slice(run.start, run.end))
        .reduce((sum, { words }) => sum + words, 0)
      assert.ok(words <= most)
      if (most >= 40) assert.ok(words >= most * 0.5, `${words} of ${most}`)
    }
    assert.deepEqual(chooseRuns([], 100), [])
  })
})

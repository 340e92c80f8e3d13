import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { createMemory } from './memory.ts'

const failure = new Error('unknown')
const unknown = async () => {
  throw failure
}

describe('the memory of credentials', () => {
  it('asks once for many at the same time, and again after less than a second', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
    try {
      const memory = createMemory<number>()
      let asked = 0
      const find = async () => ++asked
      assert.deepEqual(await Promise.all([1, 2, 3].map(() => memory.recall('a', find))), [1, 1, 1])
      mock.timers.tick(899)
      assert.equal(await memory.recall('a', find), 1)
      mock.timers.tick(1)
      assert.equal(await memory.recall('a', find), 2)
    } finally {
      mock.timers.reset()
    }
  })

  it('counts from the question: nobody joins one, or believes its answer, that is too old', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
    try {
      const memory = createMemory<string>()
      const slow = Promise.withResolvers<string>()
      const first = memory.recall('a', () => slow.promise)
      mock.timers.tick(950)
      assert.equal(await memory.recall('a', async () => 'revoked meanwhile'), 'revoked meanwhile')
      slow.resolve('before it was revoked')
      assert.equal(await first, 'before it was revoked')
      assert.equal(await memory.recall('a', async () => 'new'), 'revoked meanwhile')
    } finally {
      mock.timers.reset()
    }
  })

  it('does not remember what failed', async () => {
    const memory = createMemory<number>()
    await assert.rejects(memory.recall('a', unknown))
    assert.equal(await memory.recall('a', async () => 1), 1)
  })

  it('keeps those it knows through a flood of unknown ones, and does not grow by it', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
    const memory = createMemory<string>()
    await memory.recall('known', async () => 'anna')
    for (let wave = 0; wave < 3; wave++) {
      const flood = Array.from({ length: 3_000 }, (_, index) =>
        memory.recall(`wrong ${wave} ${index}`, unknown).catch(() => null),
      )
      await Promise.all(flood)
    }
    assert.equal(memory.size, 1)
    assert.equal(await memory.recall('known', unknown), 'anna')
    mock.timers.reset()
  })

  it('lets the oldest go when it is full', async () => {
    const memory = createMemory<number>()
    for (let index = 0; index <= 10_000; index++) await memory.recall(`${index}`, async () => index)
    assert.equal(memory.size, 10_000)
    await assert.rejects(memory.recall('0', unknown))
    assert.equal(await memory.recall('10000', unknown), 10_000)
  })
})

import assert from 'node:assert/strict'
import { setImmediate as nextTick } from 'node:timers/promises'
import { it } from 'node:test'
import { inParallel } from './parallel.ts'

it('works on as many items at once as allowed, and on all of them', async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1
    most = Math.max(most, running)
    await nextTick()
    running -= 1
    done.push(item)
  })
  assert.equal(most, 3)
  assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5, 6, 7])
})

it('takes nothing more after a failure, closes the source, and ends when all work has', async () => {
  let taken = 0
  let isClosed = false
  let running = 0
  async function* endless() {
    try {
      for (;;) yield ++taken
    } finally {
      isClosed = true
    }
  }
  const work = async (item: number) => {
    running += 1
    await nextTick()
    running -= 1
    if (item === 2) throw new Error('item 2 failed')
  }
  let failures = 0
  const all = inParallel(endless(), 2, work, () => (failures += 1))
  await assert.rejects(all, /item 2 failed/)
  assert.ok(taken <= 4, `${taken} were taken`)
  assert.deepEqual({ isClosed, running, failures }, { isClosed: true, running: 0, failures: 1 })
})

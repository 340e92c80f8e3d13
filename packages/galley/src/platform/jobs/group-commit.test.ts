import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroupCommit } from './group-commit.ts'

const always = { sizeOf: () => 1, signal: new AbortController().signal }

test('what arrives during a commit goes into the next one, in order', async () => {
  const batches: number[][] = []
  const group = createGroupCommit<number, number>({
    ...always,
    isTransient: () => false,
    async write(items) {
      batches.push(items)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return items.map((item) => item * 2)
    },
  })
  const first = group.add(1)
  await Promise.resolve()
  await Promise.resolve()
  const rest = [2, 3, 4].map((item) => group.add(item))
  assert.deepEqual(await Promise.all([first, ...rest]), [2, 4, 6, 8])
  assert.deepEqual(batches, [[1], [2, 3, 4]])
})

test('one item that cannot be written fails alone; a passing failure fails nobody', async () => {
  let outages = 2
  const group = createGroupCommit<string, string>({
    ...always,
    isTransient: (error) => (error as Error).message === 'away',
    async write(items) {
      if (outages > 0) {
        outages -= 1
        throw new Error('away')
      }
      if (items.includes('bad')) throw new Error('refused')
      return items
    },
  })
  const results = await Promise.allSettled(['a', 'bad', 'c'].map((item) => group.add(item)))
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
})

test('a batch holds no more than its size, and at least one item', async () => {
  const batches: string[][] = []
  const group = createGroupCommit<string, string>({
    ...always,
    sizeOf: (item) => item.length,
    maximumSize: 5,
    isTransient: () => false,
    async write(items) {
      batches.push(items)
      return items
    },
  })
  await Promise.all(['aaaaaaaaa', 'bb', 'cc', 'dd'].map((item) => group.add(item)))
  assert.deepEqual(batches, [['aaaaaaaaa'], ['bb', 'cc'], ['dd']])
})

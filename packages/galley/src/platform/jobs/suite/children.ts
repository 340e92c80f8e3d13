import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidError } from '../../error.ts'
import { hang, kind, until } from './stage.ts'
import type { Stage } from './stage.ts'

export function childTests(stage: () => Stage): void {
  test('children run once each, and their parent waits without a worker', async () => {
    const { startWorker, enqueue, finished, takeAway, newWorkspace } = stage()
    let children = 0
    const child = kind(async (_run, input: { n: number }) => {
      children += 1
      if (input.n === 2) throw new InvalidError({ code: 'odd', message: 'Odd one out.' })
      return input.n * 10
    })
    const parent = kind(async (run) => {
      const ids: string[] = []
      for (const n of [1, 2, 3]) {
        ids.push(await run.spawn(`child-${n}`, { name: child.name, version: 1, input: { n } }))
      }
      await run.step('cut', async () => {
        if (run.job.attempts === 1) await takeAway(run.job.id)
      })
      const ended = await run.join(ids)
      return ended.map((job) => job.output ?? job.error?.code)
    })
    const workspace = newWorkspace()
    // One slot: a parent that held it would wait for ever.
    await startWorker([parent, child], { concurrency: 1 })
    const job = await finished(workspace, await enqueue(workspace, parent))
    assert.deepEqual([job.output, children], [[10, 'odd', 30], 3])
  })

  test('cancelling a parent cancels its children, at any depth', async () => {
    const { startWorker, enqueue, cancel, finished, newWorkspace } = stage()
    const ids: string[] = []
    const leaf = kind(async (run) => {
      ids.push(run.job.id)
      await run.step('hang', ({ signal }) => hang(signal))
    })
    const middle = kind(async (run) => {
      ids.push(run.job.id)
      const jobId = await run.spawn('leaf', { name: leaf.name, version: 1, input: null })
      await run.join([jobId])
    })
    const root = kind(async (run) => {
      const jobId = await run.spawn('middle', { name: middle.name, version: 1, input: null })
      await run.join([jobId])
    })
    const workspace = newWorkspace()
    await startWorker([root, middle, leaf])
    const jobId = await enqueue(workspace, root)
    await until(async () => (ids.length >= 2 ? true : undefined), 'the leaf')
    await cancel(workspace, jobId)
    for (const id of [jobId, ...ids]) {
      assert.equal((await finished(workspace, id)).status, 'cancelled')
    }
  })

  test('cancelling a child wakes its parent', async () => {
    const { startWorker, enqueue, cancel, finished, newWorkspace } = stage()
    let childId: string | undefined
    const child = kind(async (run) => run.step('hang', ({ signal }) => hang(signal)))
    const parent = kind(async (run) => {
      childId = await run.spawn('child', { name: child.name, version: 1, input: null })
      const [ended] = await run.join([childId])
      return ended!.status
    })
    const workspace = newWorkspace()
    await startWorker([parent, child])
    const jobId = await enqueue(workspace, parent)
    await until(async () => childId, 'the child')
    await cancel(workspace, childId!)
    assert.equal((await finished(workspace, jobId)).output, 'cancelled')
  })

  test('many children of many parents end without a deadlock', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const child = kind(async (_run, input: number) => input)
    const parent = kind(async (run) => {
      const ids = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => run.spawn(`c${n}`, { name: child.name, version: 1, input: n })),
      )
      const ended = await run.join(ids)
      return ended.reduce((sum, job) => sum + (job.output as number), 0)
    })
    const workspace = newWorkspace()
    await Promise.all([1, 2].map(() => startWorker([parent, child], { concurrency: 8 })))
    const ids = await Promise.all(Array.from({ length: 12 }, () => enqueue(workspace, parent)))
    for (const id of ids) assert.equal((await finished(workspace, id)).output, 15)
  })
}

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { CancelledError, ConflictError, UnavailableError } from '../error.ts'
import type { Isolation, IsolationLimits } from './contract.ts'

/** What a driver may declare that it cannot do. */
export type IsolationGap = 'busy tasks are stopped' | 'memory is limited' | 'crashes are contained'

const module = import.meta.resolve('./suite-tasks.ts')
const roomy: IsolationLimits = { timeoutMs: 20_000, memoryMb: 600 }

/** Every promise of the contract, for every driver; the gaps are declared, never skipped in silence. */
export function describeIsolation(
  name: string,
  create: () => Promise<Isolation>,
  gaps: IsolationGap[] = [],
): void {
  describe(`isolation: ${name}`, () => {
    let isolation: Isolation
    before(async () => void (isolation = await create()))
    after(() => isolation.close())

    const run = <O>(task: string, input: unknown = {}, limits: Partial<IsolationLimits> = {}) =>
      isolation.run<O>({ module, export: task }, input, { ...roomy, ...limits })
    const skip = (gap: IsolationGap) =>
      gaps.includes(gap) ? `${name} declares the gap: ${gap}` : false
    const isAlive = async () => assert.equal(await run('double', { value: 21 }), 42)

    it('calls the default export and brings back what it returns', async () => {
      const input = {
        text: 'é',
        bytes: new Uint8Array([1, 2, 255]),
        when: new Date(0),
        map: new Map([[1, 'a']]),
      }
      assert.deepEqual(await isolation.run({ module }, input, roomy), input)
    })

    it('calls a named export', () => isAlive())

    it('carries a view of a larger buffer as the bytes it shows', async () => {
      const view = new Uint8Array(1000).fill(7).subarray(10, 13)
      assert.deepEqual([...(await isolation.run<Uint8Array>({ module }, view, roomy))], [7, 7, 7])
    })

    it('throws the GalleyError that the task threw', async () => {
      await assert.rejects(run('throwConflict'), (error: unknown) => {
        assert.ok(error instanceof ConflictError)
        assert.equal(error.code, 'egg_broken')
        assert.equal(error.message, 'Egg 7 is broken; take another.')
        assert.deepEqual(error.details, { egg: 7, marks: ['a', 'b'] })
        return true
      })
    })

    it('says what failed where a task throws something else', async () => {
      await assert.rejects(run('throwPlain'), (error: unknown) => {
        assert.ok(error instanceof UnavailableError)
        assert.equal(error.code, 'isolation_task_failed')
        assert.match(error.message, /throwPlain failed: TypeError: not on purpose/)
        return true
      })
    })

    it('stops waiting for a task that is late', async () => {
      await assert.rejects(run('sleep', { ms: 5_000 }, { timeoutMs: 50 }), {
        code: 'isolation_timed_out',
      })
      await isAlive()
    })

    it('stops at once when it is cancelled, before and during the work', async () => {
      await assert.rejects(
        run('sleep', { ms: 5_000 }, { signal: AbortSignal.abort() }),
        CancelledError,
      )
      const controller = new AbortController()
      const running = run('sleep', { ms: 5_000 }, { signal: controller.signal })
      setTimeout(() => controller.abort(), 50)
      await assert.rejects(running, { code: 'isolation_cancelled' })
      await isAlive()
    })

    it('does many tasks at once, each with its own result', async () => {
      const values = Array.from({ length: 20 }, (_, value) => value)
      const results = await Promise.all(values.map((value) => run<number>('double', { value })))
      assert.deepEqual(
        results,
        values.map((value) => value * 2),
      )
    })

    it('stops a task that never gives way', { skip: skip('busy tasks are stopped') }, async () => {
      await assert.rejects(run('spin', {}, { timeoutMs: 300 }), { code: 'isolation_timed_out' })
      await isAlive()
    })

    for (const task of ['grow', 'growHeap']) {
      it(
        `stops a task that takes too much memory: ${task}`,
        { skip: skip('memory is limited') },
        async () => {
          await assert.rejects(run(task, {}, { memoryMb: 250 }), {
            code: 'isolation_out_of_memory',
          })
          await isAlive()
        },
      )
    }

    for (const task of ['crash', 'exit']) {
      it(
        `survives the end of its process: ${task}`,
        { skip: skip('crashes are contained') },
        async () => {
          await assert.rejects(run(task), { code: 'isolation_crashed' })
          await isAlive()
        },
      )
    }

    it('refuses tasks once it is closed', async () => {
      const closing = await create()
      await closing.close()
      await assert.rejects(closing.run({ module }, 1, roomy), { code: 'isolation_closed' })
    })
  })
}

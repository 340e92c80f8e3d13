import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kind } from './stage.ts'
import type { Stage } from './stage.ts'

export function outputTests(stage: () => Stage): void {
  const exact: [string, unknown][] = [
    ['undefined', undefined],
    ['null', null],
    ['a NUL character', { text: 'a\u0000b' }],
    ['half a surrogate pair', ['\ud800', 'x\udc00y']],
    ['numbers', [0.1, 1e300, 5e-324, Number.MAX_SAFE_INTEGER, -1.5]],
    ['keys', { b: 1, a: 2, '': 3, '\u0000': 4, ключ: { nested: [[]] } }],
    ['quotes and backslashes', '"\\\'{},\\"NULL'],
    ['the word NULL', 'NULL'],
    ['10 MB', 'ü'.repeat(5_000_000)],
  ]
  test('what a step returns, a later owner gets letter by letter', async () => {
    const { startWorker, enqueue, finished, takeAway, newWorkspace } = stage()
    let replayed: unknown[] = []
    const faithful = kind(async (run) => {
      const outputs: unknown[] = []
      for (const [name, value] of exact) outputs.push(await run.step(name, async () => value))
      await run.step('cut', async () => {
        if (run.job.attempts === 1) await takeAway(run.job.id)
      })
      replayed = outputs
      return exact[3]![1]
    })
    const workspace = newWorkspace()
    await startWorker([faithful])
    const job = await finished(workspace, await enqueue(workspace, faithful))
    assert.equal(job.attempts, 2)
    assert.deepEqual(
      replayed,
      exact.map(([, value]) => value),
    )
    assert.deepEqual(Object.keys(replayed[5] as object), Object.keys(exact[5]![1] as object))
    assert.deepEqual(job.output, exact[3]![1])
  })

  class Point {
    x = 1
  }
  const cycle: unknown[] = []
  cycle.push(cycle)
  const refused: [string, unknown, RegExp][] = [
    ['a BigInt', { deep: [1n] }, /bigint at "\/deep\/0"/],
    ['a Date', new Date(0), /a Date at "\/"/],
    ['a Map', { map: new Map() }, /a Map at "\/map"/],
    ['bytes', new Uint8Array(2), /a Uint8Array/],
    ['an instance', new Point(), /a Point/],
    ['NaN', [Number.NaN], /NaN at "\/0"/],
    ['a hole', [undefined, 1], /undefined at "\/0"/],
    ['a function', { f: () => 1 }, /function at "\/f"/],
    ['a cycle', cycle, /a cycle at "\/0"/],
  ]
  test('what JSON would bend is refused, at once and by name', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    let tries = 0
    const bent = kind(async (run, input: number) =>
      run.step('bent', async () => {
        tries += 1
        return refused[input]![1]
      }),
    )
    const workspace = newWorkspace()
    await startWorker([bent])
    for (const [index, [name, , message]] of refused.entries()) {
      const job = await finished(workspace, await enqueue(workspace, bent, { input: index }))
      assert.equal(job.error?.code, 'job_not_json', name)
      assert.match(job.error!.message, message)
    }
    assert.equal(tries, refused.length)
  })

  test('a property that is undefined is absent, for the first owner too', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const sparse = kind(async (run) => {
      const value = await run.step('sparse', async () => ({ a: 1, b: undefined }))
      return Object.keys(value)
    })
    const workspace = newWorkspace()
    await startWorker([sparse])
    assert.deepEqual((await finished(workspace, await enqueue(workspace, sparse))).output, ['a'])
  })

  test('an error with characters that jsonb refuses still ends the job', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const odd = kind(async (run) => {
      run.progress(0.1, 'a\u0000\ud800')
      await run.step('odd', async () => Promise.reject(new Error('bad\u0000 \ud83d')), {
        retry: { attempts: 1 },
      })
    })
    const workspace = newWorkspace()
    await startWorker([odd])
    const job = await finished(workspace, await enqueue(workspace, odd))
    assert.deepEqual([job.status, job.error?.message], ['failed', 'bad \ufffd'])
  })
}

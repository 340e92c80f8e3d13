import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidError, RateLimitError } from '../../error.ts'
import { kind, pause } from './stage.ts'
import type { Stage } from './stage.ts'

const paid = (costMicros: number | null) => ({
  calls: 1,
  inputTokens: 10,
  outputTokens: 5,
  cachedTokens: 0,
  costMicros,
  models: ['model-a'],
})
const limited = { code: 'limited', message: 'Slow down.' }

export function stepTests(stage: () => Stage): void {
  test('a finished step is never done again, whoever continues the job', async () => {
    const { startWorker, enqueue, finished, takeAway, newWorkspace } = stage()
    const done: string[] = []
    const three = kind(async (run) => {
      const first = await run.step('first', async () => done.push('first'))
      const second = await run.step('second', async () => {
        done.push('second')
        if (done.filter((key) => key === 'second').length === 1) await takeAway(run.job.id)
        return 'by the second owner'
      })
      return { first, second, third: await run.step('third', async () => done.push('third')) }
    })
    const workspace = newWorkspace()
    await startWorker([three])
    const job = await finished(workspace, await enqueue(workspace, three))
    assert.equal(job.status, 'succeeded')
    assert.deepEqual(job.output, { first: 1, second: 'by the second owner', third: 4 })
    assert.deepEqual(done, ['first', 'second', 'second', 'third'])
  })

  test('an owner that lost its job can write nothing, and hears of it', async () => {
    const { startWorker, enqueue, finished, takeAway, newWorkspace, events } = stage()
    const outcomes: string[] = []
    const slow = kind(async (run) => {
      const isFirst = run.job.attempts === 1
      await run.step('only', async ({ signal }) => {
        if (!isFirst) return
        await takeAway(run.job.id)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        outcomes.push('aborted')
      })
      if (isFirst) outcomes.push('went on')
      return isFirst ? 'zombie' : 'owner'
    })
    const workspace = newWorkspace()
    await startWorker([slow])
    const job = await finished(workspace, await enqueue(workspace, slow))
    assert.equal(job.output, 'owner')
    await pause(50)
    assert.deepEqual(outcomes, ['aborted'])
    const stored = (await events(workspace, job.id)).filter((e) => e.type === 'job.step_succeeded')
    assert.equal(stored.length, 1)
  })

  test('a failed attempt is tried again, and what it used counts', async () => {
    const { startWorker, enqueue, finished, newWorkspace, steps, events } = stage()
    const flaky = kind(async (run) =>
      run.step(
        'flaky',
        async (step) => {
          step.recordUsage(paid(7))
          if (step.attempt === 1) {
            throw new RateLimitError(limited, { retryAfterSeconds: 0.12 })
          }
          if (step.attempt === 2) throw new Error('reset by peer')
          return step.attempt
        },
        { retry: { attempts: 3, baseMs: 1 }, step: 'text.write@2' },
      ),
    )
    const workspace = newWorkspace()
    await startWorker([flaky])
    const job = await finished(workspace, await enqueue(workspace, flaky))
    assert.equal(job.output, 3)
    assert.deepEqual(job.usage, { ...paid(21), calls: 3, inputTokens: 30, outputTokens: 15 })
    const [step] = await steps(workspace, job.id)
    assert.deepEqual(step!.usage, job.usage)
    assert.equal(step!.step, 'text.write@2')
    const seen = await events(workspace, job.id)
    const kinds = seen.map((event) => event.type).filter((type) => type !== 'job.step_started')
    assert.deepEqual(kinds, [
      'job.queued',
      'job.started',
      'job.step_retrying',
      'job.step_retrying',
      'job.step_succeeded',
      'job.succeeded',
    ])
    const retrying = seen.find((event) => event.type === 'job.step_retrying')!
    assert.ok((retrying.data.delayMs as number) >= 120, 'Retry-After is a lower bound')
    assert.equal((retrying.data.error as { code: string }).code, 'limited')
  })

  test('an unknown price makes the sum unknown, not smaller', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const mixed = kind(async (run) => {
      await run.step('a', async (step) => step.recordUsage(paid(5)))
      await run.step('b', async (step) => step.recordUsage(paid(null)))
      await run.step('c', async (step) => step.recordUsage(paid(5)))
    })
    const workspace = newWorkspace()
    await startWorker([mixed])
    const { usage } = await finished(workspace, await enqueue(workspace, mixed))
    assert.deepEqual([usage.calls, usage.costMicros], [3, null])
  })

  test('what trying again cannot change is not tried again', async () => {
    const { startWorker, enqueue, finished, newWorkspace, steps } = stage()
    let tries = 0
    const wrong = kind(async (run) =>
      run.step('wrong', async () => {
        tries += 1
        throw new InvalidError({ code: 'too_short', message: 'The text is too short.' })
      }),
    )
    const workspace = newWorkspace()
    await startWorker([wrong])
    const job = await finished(workspace, await enqueue(workspace, wrong))
    assert.equal(tries, 1)
    assert.equal(job.status, 'failed')
    const { code, message, step } = job.error!
    assert.deepEqual([code, message, step], ['too_short', 'The text is too short.', 'wrong'])
    assert.equal((await steps(workspace, job.id))[0]!.status, 'failed')
  })

  test('a step that takes too long is cut off by its signal and tried again', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    let wasAborted = false
    const late = kind(async (run) =>
      run.step(
        'late',
        async ({ attempt, signal }) => {
          if (attempt > 1) return 'in time'
          signal.addEventListener('abort', () => (wasAborted = true))
          return new Promise(() => undefined)
        },
        { timeoutMs: 40, retry: { baseMs: 1 } },
      ),
    )
    const workspace = newWorkspace()
    await startWorker([late])
    const job = await finished(workspace, await enqueue(workspace, late))
    assert.deepEqual([job.output, wasAborted], ['in time', true])
  })

  test('a key names one step only', async () => {
    const { startWorker, enqueue, finished, newWorkspace } = stage()
    const twice = kind(async (run) => {
      await run.step('same', async () => 1)
      await run.step('same', async () => 2)
    })
    const workspace = newWorkspace()
    await startWorker([twice])
    const job = await finished(workspace, await enqueue(workspace, twice))
    assert.equal(job.error?.code, 'job_step_key_repeated')
  })

  test('map keeps order and its limit; after a failure what is under way is still kept', async () => {
    const { startWorker, enqueue, finished, newWorkspace, redrive } = stage()
    let active = 0
    let most = 0
    const calls: number[] = []
    let isBroken = true
    const mapped = kind(async (run) =>
      run.map(
        'item',
        [0, 1, 2, 3, 4, 5],
        async (item) => {
          calls.push(item)
          active += 1
          most = Math.max(most, active)
          await pause(item === 1 ? 5 : 40)
          active -= 1
          if (item === 1 && isBroken) throw new InvalidError({ code: 'bad', message: 'Bad item.' })
          return item * 10
        },
        { concurrency: 3, keyOf: (item) => `no-${item}` },
      ),
    )
    const workspace = newWorkspace()
    await startWorker([mapped])
    const failed = await finished(workspace, await enqueue(workspace, mapped))
    assert.equal(failed.error?.step, 'item/no-1')
    assert.deepEqual(calls, [0, 1, 2])
    isBroken = false
    await redrive(workspace, failed.id)
    const job = await finished(workspace, failed.id)
    assert.deepEqual(job.output, [0, 10, 20, 30, 40, 50])
    assert.deepEqual(calls.toSorted(), [0, 1, 1, 2, 3, 4, 5])
    assert.equal(most, 3)
  })

  test('a failure that the code has handled is the same failure for a later owner', async () => {
    const { startWorker, enqueue, finished, takeAway, newWorkspace } = stage()
    let tries = 0
    const careful = kind(async (run) => {
      const way = await run
        .step('first choice', async () => {
          tries += 1
          throw new InvalidError({ code: 'refused', message: 'No.' })
        })
        .catch((error: InvalidError) => error.code)
      await run.step('cut', async () => {
        if (run.job.attempts === 1) await takeAway(run.job.id)
      })
      return way
    })
    const workspace = newWorkspace()
    await startWorker([careful])
    const job = await finished(workspace, await enqueue(workspace, careful))
    assert.deepEqual([job.output, tries, job.attempts], ['refused', 1, 2])
  })

  test('long waits give the worker back, and the first moment counts', async () => {
    const { startWorker, enqueue, finished, reaches, newWorkspace } = stage()
    let runs = 0
    const sleepy = kind(async (run) => {
      runs += 1
      await run.sleepUntil('nap', new Date(Date.now() + 400))
      await run.step(
        'later',
        async ({ attempt }) => {
          if (attempt === 1) throw new RateLimitError(limited, { retryAfterSeconds: 0.5 })
        },
        { retry: { baseMs: 1 } },
      )
      return 'awake'
    })
    const workspace = newWorkspace()
    const worker = await startWorker([sleepy])
    const jobId = await enqueue(workspace, sleepy)
    await reaches(workspace, jobId, 'waiting')
    assert.equal(worker.activeCount, 0)
    const job = await finished(workspace, jobId)
    assert.deepEqual([job.output, job.attempts, runs], ['awake', 1, 3])
  })

  test('steps under way and progress can be seen; progress never goes back', async () => {
    const { startWorker, enqueue, finished, newWorkspace, steps, read, takeAway, events } = stage()
    let seen: unknown
    const visible = kind(async (run) => {
      run.progress(0.5, 'half way')
      await run.step('slow', async () => {
        if (run.job.attempts > 1) return
        await pause(120)
        const job = await read(run.job.workspaceId, run.job.id)
        const [step] = await steps(run.job.workspaceId, run.job.id)
        seen = [job.progress, job.progressMessage, step?.status, step?.attempts]
        await takeAway(run.job.id)
      })
    })
    const workspace = newWorkspace()
    await startWorker([visible])
    const job = await finished(workspace, await enqueue(workspace, visible))
    assert.deepEqual(seen, [0.5, 'half way', 'running', 1])
    const progressed = (await events(workspace, job.id)).filter((e) => e.type === 'job.progressed')
    assert.deepEqual(
      progressed.map((event) => event.data),
      [{ progress: 0.5, message: 'half way', costMicros: 0 }],
    )
    assert.equal(job.progress, 1)
  })
}

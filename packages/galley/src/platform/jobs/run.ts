import { GalleyError, InvalidError, NotFoundError, UnavailableError } from '../error.ts'
import { newId } from '../id.ts'
import { jobCodes } from './codes.ts'
import type { JobError, Run, StepOptions, StepRun } from './contract.ts'
import { toJson } from './json.ts'
import { failedSteps, stepFacts, toStepWrite } from './live-run.ts'
import type { ActiveStep, LiveRun } from './live-run.ts'
import { defaultRetry, isRetryable, retryDelay, toJobError } from './retry.ts'
import { addUsage } from './usage.ts'

type Work<T> = (step: StepRun) => Promise<T>

/** The run as its author sees it. */
export function createRun(live: LiveRun): Run {
  return {
    job: live.job.record,
    signal: live.signal,
    step: (key, work, options = {}) => runStep(live, key, work, options),
    map: (key, items, work, options = {}) => runMap(live, key, items, work, options),
    sleepUntil: (key, at) => sleepUntil(live, key, at),
    spawn: (key, request) => spawn(live, key, request),
    join: (jobIds) => join(live, jobIds),
    progress: (fraction, message) => live.setProgress(fraction, message),
  }
}

async function runStep<T>(
  live: LiveRun,
  key: string,
  work: Work<T>,
  options: StepOptions,
): Promise<T> {
  live.useKey(key)
  const memo = live.job.memo.get(key)
  if (memo?.status === 'succeeded') return (memo.has_output ? memo.output : undefined) as T
  if (memo?.status === 'failed') throw recordedError(key, memo.error)

  const active: ActiveStep = {
    key,
    step: options.step ?? null,
    // An attempt that a crash cut short is not the step's fault.
    attempts: memo ? memo.attempts - (memo.status === 'running' ? 1 : 0) : 0,
    startedAt: memo ? Date.parse(memo.started_at) : live.host.now(),
    usage: memo?.usage ?? null,
    attemptStarted: 0,
    isAnnounced: false,
  }
  let wakeAt = memo?.wake_at ? Date.parse(memo.wake_at) : null
  for (;;) {
    if (wakeAt !== null) await live.waitUntil(wakeAt, live.host.limits.inlineRetryMs)
    const result = await live.whileBusy(() => tryStep(live, active, work, options))
    if ('value' in result) return result.value
    wakeAt = result.wakeAt
  }
}

/** One attempt, and its commit. Once the work is done, only the commit is ever repeated. */
async function tryStep<T>(
  live: LiveRun,
  active: ActiveStep,
  work: Work<T>,
  options: StepOptions,
): Promise<{ value: T } | { wakeAt: number }> {
  const { key } = active
  active.attempts += 1
  active.attemptStarted = performance.now()
  active.isAnnounced = false
  live.active.add(active)
  let result: { text: string | undefined; value: T }
  try {
    result = toJson(`Step "${key}"`, await attempt(live, active, work, options.timeoutMs))
  } catch (error) {
    return await handleFailure(live, active, error, options)
  } finally {
    live.active.delete(active)
  }
  const durationMs = Math.round(performance.now() - active.attemptStarted)
  const { costMicros } = live
  const data = {
    ...stepFacts(active),
    attempts: active.attempts,
    durationMs,
    usage: active.usage,
    costMicros,
  }
  await live.commit(toStepWrite(active, 'succeeded', { output: result.text }), [
    { type: 'job.step_succeeded', data },
  ])
  return { value: result.value }
}

/** Writes down what failed and what it used; throws unless it is to be tried again. */
async function handleFailure(
  live: LiveRun,
  active: ActiveStep,
  error: unknown,
  options: StepOptions,
): Promise<{ wakeAt: number }> {
  if (live.signal.aborted) throw live.signal.reason
  live.active.delete(active)
  const { key, attempts } = active
  const facts = stepFacts(active)
  const { costMicros } = live
  const policy = { ...defaultRetry, ...options.retry }
  const jobError = toJobError(error, key)
  if (isRetryable(error) && attempts < policy.attempts) {
    const delayMs = retryDelay(policy, attempts, error)
    const wakeAt = live.host.now() + delayMs
    await live.commit(toStepWrite(active, 'retrying', { wakeAt, error: jobError }), [
      {
        type: 'job.step_retrying',
        data: {
          ...facts,
          attempt: attempts,
          error: jobError,
          delayMs,
          usage: active.usage,
          costMicros,
        },
      },
    ])
    return { wakeAt }
  }
  await live.commit(toStepWrite(active, 'failed', { error: jobError }), [
    {
      type: 'job.step_failed',
      data: { ...facts, attempts, error: jobError, usage: active.usage, costMicros },
    },
  ])
  if (typeof error === 'object' && error !== null) failedSteps.set(error, key)
  throw error
}

/** Races the work against its timeout and the run's end. */
async function attempt<T>(
  live: LiveRun,
  active: ActiveStep,
  work: Work<T>,
  timeoutMs: number | undefined,
): Promise<T> {
  const abort = new AbortController()
  const stopped = Promise.withResolvers<never>()
  const onAbort = () => {
    abort.abort(live.signal.reason)
    stopped.reject(live.signal.reason)
  }
  const onTimeout = () => {
    const details = { key: active.key, seconds: timeoutMs! / 1000 }
    const reason = new UnavailableError(jobCodes.JOB_STEP_TIMED_OUT, details)
    abort.abort(reason)
    stopped.reject(reason)
  }
  live.signal.addEventListener('abort', onAbort, { once: true })
  const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs)
  try {
    const scope: StepRun = {
      key: active.key,
      attempt: active.attempts,
      signal: abort.signal,
      idempotencyKey: `${live.job.record.id}/${active.key}`,
      recordUsage: (usage) => {
        active.usage = addUsage(active.usage, usage)
        live.recordUsage(usage)
      },
    }
    return await Promise.race([live.track((async () => work(scope))()), stopped.promise])
  } finally {
    clearTimeout(timer)
    live.signal.removeEventListener('abort', onAbort)
  }
}

async function runMap<I, T>(
  live: LiveRun,
  key: string,
  items: readonly I[],
  work: (item: I, step: StepRun) => Promise<T>,
  options: StepOptions & {
    concurrency?: number
    keyOf?: (item: I, index: number) => string
  },
): Promise<T[]> {
  const { concurrency = 4, keyOf = (_, index) => String(index), ...stepOptions } = options
  const results: T[] = Array.from({ length: items.length })
  const failures: unknown[] = []
  let next = 0
  async function lane(): Promise<void> {
    while (next < items.length && failures.length === 0) {
      const index = next
      next += 1
      const item = items[index] as I
      const itemKey = `${key}/${keyOf(item, index)}`
      await runStep(live, itemKey, (step) => work(item, step), stepOptions).then(
        (value) => (results[index] = value),
        (error: unknown) => failures.push(error),
      )
    }
  }
  // After a failure nothing new starts, but what is under way is paid for, so it may finish.
  const lanes = Math.max(1, Math.min(concurrency, items.length))
  await Promise.all(Array.from({ length: lanes }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}

async function sleepUntil(live: LiveRun, key: string, at: Date): Promise<void> {
  live.useKey(key)
  const memo = live.job.memo.get(key)
  if (memo?.status === 'succeeded') return
  const known = memo?.wake_at ? Date.parse(memo.wake_at) : null
  const until = known ?? at.getTime()
  if (Number.isNaN(until)) throw new InvalidError(jobCodes.JOB_SLEEP_INVALID, { key })
  const startedAt = memo ? Date.parse(memo.started_at) : live.host.now()
  const row = { key, step: null, attempts: 1, startedAt, usage: null }
  const active = { ...row, attemptStarted: 0, isAnnounced: true }
  if (known === null) {
    await live.whileBusy(() => live.commit(toStepWrite(active, 'running', { wakeAt: until }), []))
  }
  await live.waitUntil(until, live.host.limits.inlineSleepMs)
  await live.whileBusy(() => live.commit(toStepWrite(active, 'succeeded'), []))
}

async function spawn(
  live: LiveRun,
  key: string,
  request: { name: string; version: number; input: unknown },
): Promise<string> {
  live.useKey(key)
  const memo = live.job.memo.get(key)
  if (memo?.status === 'succeeded') return memo.output as string
  const child = {
    id: newId('job'),
    name: request.name,
    version: request.version,
    input: toJson('The input', request.input).text,
  }
  return live.whileBusy(async () => {
    const verdict = await live.host.store.spawn(live.job, key, child)
    if (verdict === 'cancelled') live.cancel()
    if (verdict === 'lost') live.lose()
    live.signal.throwIfAborted()
    return child.id
  })
}

async function join(live: LiveRun, jobIds: readonly string[]) {
  const { workspaceId } = live.job.record
  const records = await live.whileBusy(() => live.host.store.read(workspaceId, jobIds))
  const byId = new Map(records.map((record) => [record.id, record]))
  const found = jobIds.map((jobId) => {
    const record = byId.get(jobId)
    if (!record) throw new NotFoundError(jobCodes.JOB_CHILD_UNKNOWN, { jobId })
    return record
  })
  if (found.some((record) => record.finishedAt === null)) return live.waitForChildren(jobIds)
  return found
}

/** An earlier run's error, thrown again so that the code takes the same way. */
function recordedError(key: string, error: JobError | null): Error {
  const recorded = new RecordedError(error ?? { code: 'internal', message: 'The step failed.' })
  failedSteps.set(recorded, key)
  return recorded
}

class RecordedError extends GalleyError {
  readonly kind: string

  constructor({ code, kind = 'recorded', message }: JobError) {
    super({ code, message: '{message}' }, { message })
    this.kind = kind
  }
}

import { CancelledError, GalleyError, InvalidError, UnavailableError } from '../error.ts'
import type { StepUsage } from '../models/usage.ts'
import type { Logger } from '../telemetry/contract.ts'
import { jobCodes } from './codes.ts'
import { toJobError } from './retry.ts'
import { readStepKey } from './step-key.ts'
import type { ClaimedJob, FinishWrite, JobDelta, JobEvent, JobStore, StepWrite } from './store.ts'
import { addUsage } from './usage.ts'

export interface RunHost {
  store: JobStore
  logger: Logger
  /** The database's clock, in milliseconds. */
  now(): number
  /** Resolves when the lease is certain; a run that was lost meanwhile has been told so. */
  ensureLease(): Promise<void>
  limits: {
    /** Waits shorter than this keep the worker's slot. */
    inlineRetryMs: number
    inlineSleepMs: number
    /** How long aborted work may take to say what it has used. */
    settleMs: number
    /** Age at which a step is shown as running. */
    announceMs: number
  }
}

export type RunEnd = Pick<FinishWrite, 'status' | 'output' | 'error' | 'runAt' | 'waitFor'>

/** A step that is being worked on. */
export interface ActiveStep {
  key: string
  step: string | null
  attempts: number
  startedAt: number
  /** Of all attempts. */
  usage: StepUsage | null
  attemptStarted: number
  isAnnounced: boolean
}

interface Wait {
  until: number | null
  inlineMs: number
  children: readonly string[]
}

const never = new Promise<never>(() => undefined)

/**
 * The part of a run that its author does not see: what is under way, when it may give the worker
 * back, and how it ends. A run that waits for long is left hanging on promises that never resolve;
 * a later one continues from the checkpoints.
 */
export class LiveRun {
  readonly job: ClaimedJob
  readonly host: RunHost
  readonly claimedAt = performance.now()
  readonly active = new Set<ActiveStep>()
  lastActivity = Date.now()
  isFinishing = false
  #abort = new AbortController()
  #abortEnd: RunEnd | 'lost' | undefined
  #end = Promise.withResolvers<RunEnd | 'lost'>()
  #keys = new Set<string>()
  #works = new Set<Promise<unknown>>()
  #waits = new Set<Wait>()
  #busy = 0
  #isDraining = false
  #isOver = false
  #usage: StepUsage | null = null
  #spent: StepUsage
  #progress: JobDelta['progress'] = null
  #shown: { fraction: number; message: string | null }

  constructor(job: ClaimedJob, host: RunHost) {
    this.job = job
    this.#shown = { fraction: job.record.progress, message: job.record.progressMessage }
    this.#spent = job.record.usage
    this.host = host
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Runs the job's code to its end, its parking or its abortion, whichever comes first. */
  async execute(work: () => Promise<string | undefined>): Promise<RunEnd | 'lost'> {
    const deadline = this.#watchDeadline()
    const finished = work().then(
      (output): RunEnd => ({ ...blankEnd, status: 'succeeded', output }),
      (error: unknown): RunEnd => ({ ...blankEnd, status: 'failed', error: this.#toError(error) }),
    )
    const first = await Promise.race([finished, this.#end.promise])
    clearTimeout(deadline)
    this.#isOver = true
    const end = this.#abortEnd ?? first
    this.#abort.abort(new CancelledError(jobCodes.JOB_CANCELLED))
    if (end === 'lost' || this.#works.size === 0) return end
    const settled = Promise.allSettled(this.#works)
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise(
      (resolve) => (timer = setTimeout(resolve, this.host.limits.settleMs)),
    )
    await Promise.race([settled, patience])
    clearTimeout(timer)
    return end
  }

  #watchDeadline(): ReturnType<typeof setTimeout> | undefined {
    if (this.job.deadlineAt === null) return undefined
    const remaining = this.job.deadlineAt - this.host.now()
    if (remaining > 2 ** 31 - 1) return undefined
    return setTimeout(() => this.#expire(), Math.max(0, remaining))
  }

  #expire(): void {
    const reason = new UnavailableError(jobCodes.JOB_DEADLINE)
    this.#abortWith(reason, { ...blankEnd, status: 'failed', error: toJobError(reason) })
  }

  #toError(error: unknown) {
    const key = typeof error === 'object' && error !== null ? failedSteps.get(error) : undefined
    if (!(error instanceof GalleyError)) {
      const name = error instanceof Error ? error.name : typeof error
      this.host.logger.warn({ job_id: this.job.record.id, step: key, error: name }, 'job failed')
    }
    return toJobError(error, key)
  }

  #abortWith(reason: Error, end: RunEnd | 'lost'): void {
    if (this.#isOver || this.#abortEnd) return
    this.#abortEnd = end
    this.#abort.abort(reason)
    this.#end.resolve(end)
  }

  /** Someone asked for its end. */
  cancel(): void {
    this.#abortWith(new CancelledError(jobCodes.JOB_CANCELLED), {
      ...blankEnd,
      status: 'cancelled',
    })
  }

  /** Another worker owns it now: nothing that this run does counts any more. */
  lose(): void {
    if (!this.isFinishing) this.#abortWith(new CancelledError(jobCodes.JOB_LOST), 'lost')
  }

  /** Hands the job back as soon as the steps under way are done. */
  drain(): void {
    this.#isDraining = true
    this.#parkWhenIdle()
  }

  /** Hands the job back now; the steps under way are cut off. */
  stop(): void {
    this.#abortWith(new CancelledError(jobCodes.JOB_STOPPING), { ...blankEnd, status: 'queued' })
  }

  useKey(key: string): void {
    if (typeof key !== 'string' || !/^[^\p{C}]{1,300}$/u.test(key)) {
      throw new InvalidError(jobCodes.JOB_STEP_KEY_INVALID, { key: JSON.stringify(key) })
    }
    if (this.#keys.has(key)) {
      const job = `${this.job.record.name}@${this.job.record.version}`
      throw new InvalidError(jobCodes.JOB_STEP_KEY_REPEATED, { key, job })
    }
    this.#keys.add(key)
  }

  /** Does `work` while the run counts as busy. Nothing new starts in a run that is on its way out. */
  async whileBusy<T>(work: () => Promise<T>): Promise<T> {
    if (this.signal.aborted && !this.#isOver) throw this.signal.reason
    if (this.#isOver) return never
    if (this.#isDraining) {
      this.#parkWhenIdle()
      return never
    }
    this.#busy += 1
    try {
      await this.host.ensureLease()
      this.signal.throwIfAborted()
      return await work()
    } finally {
      this.#busy -= 1
      this.lastActivity = Date.now()
      this.#parkWhenIdle()
    }
  }

  /** Resolves at that moment, or never: then a later run gets there. */
  waitUntil(until: number, inlineMs: number): Promise<void> {
    const remaining = until - this.host.now()
    if (remaining <= 0) return Promise.resolve()
    const wait: Wait = { until, inlineMs, children: [] }
    this.#waits.add(wait)
    this.#parkWhenIdle()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          this.#waits.delete(wait)
          this.signal.removeEventListener('abort', onAbort)
          if (until > this.host.now() + 1) resolve(this.waitUntil(until, inlineMs))
          else resolve()
        },
        Math.min(remaining, 2 ** 31 - 1),
      )
      const onAbort = () => {
        clearTimeout(timer)
        if (!this.#isOver) reject(this.signal.reason as Error)
      }
      this.signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  waitForChildren(children: readonly string[]): Promise<never> {
    this.#waits.add({ until: null, inlineMs: 0, children })
    this.#parkWhenIdle()
    return new Promise((_, reject) => {
      const onAbort = () => !this.#isOver && reject(this.signal.reason as Error)
      this.signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  /** A turn of the event loop later, so that code behind a finished step may start the next. */
  #parkWhenIdle(): void {
    if (this.#busy > 0 || (this.#waits.size === 0 && !this.#isDraining)) return
    setTimeout(() => {
      if (this.#busy > 0 || this.#isOver || this.signal.aborted) return
      if (this.#isDraining) this.#end.resolve({ ...blankEnd, status: 'queued' })
      else if (this.#waits.size > 0 && this.#everyWaitIsLong()) this.#end.resolve(this.#parking())
    }, 0)
  }

  #everyWaitIsLong(): boolean {
    const now = this.host.now()
    return [...this.#waits].every((wait) => wait.until === null || wait.until - now > wait.inlineMs)
  }

  #parking(): RunEnd {
    const waits = [...this.#waits]
    const moments = waits.flatMap((wait) => (wait.until === null ? [] : [wait.until]))
    const children = waits.flatMap((wait) => wait.children)
    const parked = { ...blankEnd, status: 'waiting' as const }
    if (moments.length === 0) return { ...parked, waitFor: children }
    // A moment and children: it looks at the children every few seconds.
    if (children.length > 0) moments.push(this.host.now() + 5000)
    return { ...parked, runAt: Math.min(...moments) }
  }

  /** Keeps count of work that is under way, so that its usage is heard even after an abort. */
  track<T>(work: Promise<T>): Promise<T> {
    const entry = work.catch(() => undefined).finally(() => this.#works.delete(entry))
    this.#works.add(entry)
    return work
  }

  recordUsage(usage: StepUsage): void {
    this.#usage = addUsage(this.#usage, usage)
    this.#spent = addUsage(this.#spent, usage)
  }

  /** What the job has cost so far, with all earlier runs; null when that is not known. */
  get costMicros(): number | null {
    return this.#spent.costMicros
  }

  /** Never backwards: a run that continues from its checkpoints passes its old marks again. */
  setProgress(fraction: number, message: string | undefined): void {
    const next = Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0))
    const text = message?.replaceAll('\u0000', '').slice(0, 500).toWellFormed() ?? null
    const known = this.#shown
    if (next < known.fraction || (next === known.fraction && text === known.message)) return
    this.#shown = { fraction: next, message: text }
    this.#progress = this.#shown
  }

  /** What the job's own row has to learn; handed out once. */
  takeDelta(events: JobEvent[]): JobDelta & { events: JobEvent[] } {
    const delta = { usage: this.#usage, progress: this.#progress }
    if (this.#progress) {
      const { fraction, message } = this.#progress
      events.push({
        type: 'job.progressed',
        data: { progress: fraction, message, costMicros: this.costMicros },
      })
    }
    this.#usage = null
    this.#progress = null
    return { ...delta, events }
  }

  /** Stores a step's state. Throws when the run has no right to it any more. */
  async commit(step: StepWrite['step'], events: JobEvent[]): Promise<void> {
    const write = { job: this.job, step, ...this.takeDelta(events) }
    const verdict = await this.host.store.commitStep(write)
    if (verdict === 'stored') return
    // What was used is owed even though the step does not count.
    if (write.usage && verdict === 'cancelled') this.recordUsage(write.usage)
    if (verdict === 'cancelled') this.cancel()
    else this.lose()
    this.signal.throwIfAborted()
    throw new CancelledError(jobCodes.JOB_LOST)
  }

  /** Shows progress and the steps that take long enough to be seen; called every moment. */
  announce(): void {
    if (this.#isOver || this.signal.aborted) return
    const oldest = performance.now() - this.host.limits.announceMs
    for (const active of this.active) {
      if (active.isAnnounced || active.attemptStarted > oldest) continue
      active.isAnnounced = true
      const data = { ...stepFacts(active), attempt: active.attempts }
      const event = { type: 'job.step_started', data }
      this.commit(toStepWrite(active, 'running'), [event]).catch(() => undefined)
    }
    if (this.#progress) this.commit(undefined, []).catch(() => undefined)
  }
}

const blankEnd = { output: undefined, error: null, runAt: null, waitFor: null } as const

/** What an event says of a step: enough to draw it in its place. */
export function stepFacts({ key, step }: Pick<ActiveStep, 'key' | 'step'>) {
  return { key, step, ...readStepKey(key) }
}

/** Which step an error came out of. */
export const failedSteps = new WeakMap<object, string>()

export function toStepWrite(
  active: ActiveStep,
  status: NonNullable<StepWrite['step']>['status'],
  rest: Partial<NonNullable<StepWrite['step']>> = {},
): NonNullable<StepWrite['step']> {
  const { key, step, attempts, startedAt, usage } = active
  const base = { key, step, status, attempts, startedAt, usage }
  return { ...base, wakeAt: null, error: null, output: undefined, ...rest }
}

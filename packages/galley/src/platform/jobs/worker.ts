import type { Database } from '../db/index.ts'
import { newId } from '../id.ts'
import { silentLogger } from '../telemetry/contract.ts'
import type { Logger } from '../telemetry/contract.ts'
import type { CronDefinition, JobDefinition } from './contract.ts'
import { startCrons } from './cron.ts'
import { postgresWakeUp } from './drivers/postgres.ts'
import { toJson } from './json.ts'
import { LiveRun } from './live-run.ts'
import type { RunEnd, RunHost } from './live-run.ts'
import { joinWorkers } from './membership.ts'
import type { Membership } from './membership.ts'
import { toJobError } from './retry.ts'
import { createRun } from './run.ts'
import { openSessionLock } from './session-lock.ts'
import { createJobStore } from './store.ts'
import type { ClaimedJob, Heartbeat, JobStore } from './store.ts'
import { startStuckWatch } from './stuck.ts'
import type { StuckJob } from './stuck.ts'
import type { WakeUp } from './wake-up.ts'

export interface WorkerOptions {
  db: Database
  definitions: readonly JobDefinition[]
  /** Bells to listen to. Default: PostgreSQL's. The sweep works without any. */
  wakeUps?: readonly WakeUp[]
  crons?: readonly CronDefinition[]
  logger?: Logger
  /** Jobs at once in this process. Default 10. */
  concurrency?: number
  /** Jobs at once of one workspace, over all workers; `job_lanes.cap` overrides it. Default 8. */
  workspaceConcurrency?: number
  /** Called for jobs that do not move, once a minute each. */
  onStuck?: (job: StuckJob) => void
  /** Called when a run of a job ends here: for good, or to go on later (`queued`, `waiting`). */
  onEnd?: (job: { name: string; status: string }) => void
  /** False behind a transaction pooler: dead workers are then noticed by their lease only. */
  hasSessionLock?: boolean
  /** How often in a row a job may lose its worker before it is dead itself. Default 3. */
  crashLimit?: number
  timing?: Partial<WorkerTiming>
}

/** All in milliseconds; for tests and unusual deployments. */
export interface WorkerTiming {
  lease: number
  heartbeat: number
  /** Between two looks at the other workers' session locks. */
  watch: number
  /** Between two looks at the queue when no bell rings. */
  sweep: number
  /** Age at which a step is shown as running. */
  announce: number
  /** Retry delays up to this keep the worker's slot. */
  inlineRetry: number
  inlineSleep: number
  /** How long aborted work may take to say what it has used. */
  settle: number
  stuckAfter: number
}

const defaultTiming: WorkerTiming = {
  lease: 15_000,
  heartbeat: 5_000,
  watch: 1_000,
  sweep: 5_000,
  announce: 100,
  inlineRetry: 30_000,
  inlineSleep: 1_000,
  settle: 2_000,
  stuckAfter: 15 * 60_000,
}

/** Between two looks at the queue of a worker that has something to do already. */
const GATHER_MS = 3

export interface Worker {
  readonly id: string
  /** Jobs under way. */
  readonly activeCount: number
  /** Stops claiming, lets steps finish for `graceMs` (default 10 s), hands the rest back. */
  stop(options?: { graceMs?: number }): Promise<void>
}

/**
 * Starts to work on jobs.
 *
 * @example
 * const worker = await createWorker({ db, definitions: [greet] })
 * process.once('SIGTERM', () => void worker.stop())
 */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const worker = new WorkerLoop(options)
  try {
    await worker.start()
  } catch (error) {
    await worker.stop({ graceMs: 0 })
    throw error
  }
  return worker
}

class WorkerLoop implements Worker {
  readonly id = newId('wrk')
  #options: WorkerOptions
  #wakeUps: readonly WakeUp[]
  #timing: WorkerTiming
  #logger: Logger
  #shutdown = new AbortController()
  #store: JobStore
  #host: RunHost
  #membership: Membership | undefined
  #definitions: Map<string, JobDefinition>
  #live = new Map<string, LiveRun>()
  #ends = new Set<Promise<void>>()
  #clockOffset = 0
  #crashLimit: number
  #isStopping = false
  #claiming: Promise<void> | undefined
  #claimAgain = false
  #claimStartedAt = 0
  #orphans = new Map<string, { epoch: number; sentAt: number }>()
  #claimTimer: ReturnType<typeof setTimeout> | undefined
  #cleanups: (() => unknown)[] = []

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#wakeUps = options.wakeUps ?? [postgresWakeUp(options.db)]
    this.#crashLimit = options.crashLimit ?? 3
    this.#timing = { ...defaultTiming, ...options.timing }
    this.#logger = options.logger ?? silentLogger
    this.#definitions = new Map(options.definitions.map((item) => [kindOf(item), item]))
    this.#store = createJobStore(options.db, this.id, this.#shutdown.signal)
    this.#host = {
      store: this.#store,
      logger: this.#logger,
      now: () => Date.now() + this.#clockOffset,
      ensureLease: () => this.#membership!.ensureLease(),
      limits: {
        inlineRetryMs: this.#timing.inlineRetry,
        inlineSleepMs: this.#timing.inlineSleep,
        settleMs: this.#timing.settle,
        announceMs: this.#timing.announce,
      },
    }
  }

  get activeCount(): number {
    return this.#live.size
  }

  async start(): Promise<void> {
    const { db, hasSessionLock = true } = this.#options
    const onError = (error: unknown) => this.#logError(error)
    const lock = hasSessionLock ? await openSessionLock(db, onError) : null
    this.#cleanups.push(() => lock?.close())
    this.#membership = await joinWorkers({
      store: this.#store,
      logger: this.#logger,
      lock,
      leaseMs: this.#timing.lease,
      heartbeatMs: this.#timing.heartbeat,
      watchMs: this.#timing.watch,
      crashLimit: this.#crashLimit,
      onHeartbeat: (beat, sentAt) => this.#compare(beat, sentAt),
      onError,
    })
    for (const wakeUp of this.#wakeUps) {
      const stop = await wakeUp.listen((hint) => {
        if (hint.isCancel && this.#live.size > 0) this.#membership!.beat().catch(onError)
        if (!hint.isCancel || hint.workspaceId) this.#claim()
      })
      this.#cleanups.push(stop)
    }
    const ticker = setInterval(() => {
      for (const run of this.#live.values()) run.announce()
    }, this.#timing.announce)
    this.#cleanups.push(() => clearInterval(ticker), ...(await this.#startDuties(onError)))
    this.#claim()
  }

  async #startDuties(onError: (error: unknown) => void): Promise<(() => unknown)[]> {
    const { db, crons = [], onStuck } = this.#options
    const stops: (() => unknown)[] = []
    if (crons.length > 0)
      stops.push(await startCrons({ db, crons, wakeUps: this.#wakeUps, onError }))
    if (onStuck) {
      const runs = () => [...this.#live.values()]
      const kinds = [...this.#definitions.keys()]
      const afterMs = this.#timing.stuckAfter
      stops.push(startStuckWatch({ db, runs, kinds, afterMs, onStuck, onError }))
    }
    return stops
  }

  /** Looks for work, one look at a time; a bell during a look means another one after it. */
  #claim(): void {
    if (this.#claiming) {
      this.#claimAgain = true
      return
    }
    const want = (this.#options.concurrency ?? 10) - this.#live.size
    if (this.#isStopping || want <= 0) return
    // A busy worker gathers: a look for each freed slot would cost more than the work.
    const waitMs =
      this.#live.size === 0 ? 0 : GATHER_MS - (performance.now() - this.#claimStartedAt)
    if (waitMs > 0) {
      clearTimeout(this.#claimTimer)
      this.#claimTimer = setTimeout(() => this.#claim(), waitMs)
      return
    }
    this.#claimAgain = false
    this.#claiming = this.#lookForWork(want).finally(() => {
      this.#claiming = undefined
      if (this.#claimAgain) this.#claim()
    })
  }

  async #lookForWork(want: number): Promise<void> {
    clearTimeout(this.#claimTimer)
    let nextLookMs = this.#timing.sweep
    this.#claimStartedAt = performance.now()
    try {
      const cap = this.#options.workspaceConcurrency ?? 8
      const kinds = [...this.#definitions.keys()]
      const claim = await this.#store.claim(kinds, {
        want,
        cap,
        leaseMs: this.#timing.lease,
        suspectCrashes: Math.max(1, this.#crashLimit - 1),
      })
      this.#clockOffset = claim.now - Date.now()
      for (const job of claim.jobs) this.#begin(job)
      if (claim.jobs.length === want) this.#claimAgain = true
      if (claim.dueInMs !== null) nextLookMs = Math.min(nextLookMs, Math.max(1, claim.dueInMs + 1))
      if (claim.isContended) nextLookMs = Math.min(nextLookMs, 5 + Math.random() * 20)
    } catch (error) {
      nextLookMs = Math.min(nextLookMs, 500)
      this.#logError(error)
    }
    if (!this.#isStopping) this.#claimTimer = setTimeout(() => this.#claim(), nextLookMs)
  }

  #begin(job: ClaimedJob): void {
    // Our own older run of it was taken for dead; its end is void now.
    this.#live.get(job.record.id)?.lose()
    const run = new LiveRun(job, this.#host)
    this.#live.set(job.record.id, run)
    if (this.#isStopping) run.drain()
    const end = this.#carryOut(run)
      .catch((error: unknown) => this.#logError(error))
      .finally(() => {
        if (this.#live.get(job.record.id) === run) this.#live.delete(job.record.id)
        this.#ends.delete(end)
        this.#claim()
      })
    this.#ends.add(end)
  }

  async #carryOut(run: LiveRun): Promise<void> {
    const { record } = run.job
    const definition = this.#definitions.get(kindOf(record))!
    const end = await run.execute(async () => {
      const output = await definition.run(createRun(run), record.input)
      return toJson(`Job ${kindOf(record)}`, output).text
    })
    if (end === 'lost') return
    run.isFinishing = true
    const finish = (how: RunEnd) =>
      this.#store.finish({ job: run.job, ...how, ...run.takeDelta([]) })
    const status = await finish(end).catch(async (error: unknown) => {
      this.#logError(error)
      if (this.#shutdown.signal.aborted) return 'lost'
      // The database will not have this end, so it gets one that it can have.
      return finish({ ...end, status: 'failed', output: undefined, error: toJobError(error) })
    })
    this.#options.onEnd?.({ name: record.name, status })
  }

  /** What the database says is ours, against what we hold. */
  #compare(beat: Heartbeat, sentAt: number): void {
    this.#clockOffset = beat.now - Date.now()
    const owned = new Map((beat.jobs ?? []).map((job) => [job.id, job]))
    for (const [id, run] of this.#live) {
      const job = owned.get(id)
      if (job?.epoch === run.job.epoch) {
        if (job.isCancelled) run.cancel()
        owned.delete(id)
      } else if (run.claimedAt < sentAt) run.lose()
    }
    this.#returnOrphans(owned, sentAt)
  }

  /**
   * Jobs whose claim was answered into a broken connection: ours by the book, held by nobody. Seen
   * twice, and by no claim that is still under way.
   */
  #returnOrphans(owned: Map<string, { id: string; epoch: number }>, sentAt: number): void {
    for (const [id, seen] of this.#orphans) {
      if (owned.get(id)?.epoch !== seen.epoch || this.#live.has(id)) this.#orphans.delete(id)
    }
    for (const { id, epoch } of owned.values()) {
      const seen = this.#orphans.get(id)
      if (!seen) this.#orphans.set(id, { epoch, sentAt })
      else if (!this.#claiming || this.#claimStartedAt > seen.sentAt) {
        this.#orphans.delete(id)
        void this.#store.giveBack(id, epoch).catch((error: unknown) => this.#logError(error))
      }
    }
  }

  async stop({ graceMs = 10_000 }: { graceMs?: number } = {}): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    clearTimeout(this.#claimTimer)
    await this.#claiming?.catch(() => undefined)
    for (const run of this.#live.values()) run.drain()
    await settleWithin(this.#ends, graceMs)
    for (const run of this.#live.values()) run.stop()
    await settleWithin(this.#ends, this.#timing.settle + 3_000)
    this.#membership?.close()
    // Left behind only when the database is away: the lease then does it.
    await settleWithin([this.#store.leave().catch(() => undefined)], 3_000)
    this.#shutdown.abort()
    const cleanups = this.#cleanups.map(async (cleanup) => cleanup())
    await settleWithin(cleanups, 3_000)
  }

  #logError(error: unknown): void {
    if (this.#shutdown.signal.aborted) return
    const { code, message } = error as { code?: string; message?: string }
    this.#logger.warn({ worker: this.id, code, error: message }, 'the job worker met an error')
  }
}

const kindOf = (job: { name: string; version: number }) => `${job.name}@${job.version}`

async function settleWithin(work: Iterable<Promise<unknown>>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([Promise.allSettled(work), timeout])
  clearTimeout(timer)
}

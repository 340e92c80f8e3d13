import type { Logger } from '../telemetry/contract.ts'
import type { SessionLock } from './session-lock.ts'
import type { Heartbeat, JobStore } from './store.ts'

export interface MembershipOptions {
  store: JobStore
  logger: Logger
  lock: SessionLock | null
  leaseMs: number
  heartbeatMs: number
  watchMs: number
  crashLimit: number
  /** Called with each answer of the database; `sentAt` as `performance.now()`. */
  onHeartbeat(beat: Heartbeat, sentAt: number): void
  onError(error: unknown): void
}

export interface Membership {
  /** Renews the lease now. */
  beat(): Promise<void>
  /** Resolves while the lease is certain, else after the next successful heartbeat. */
  ensureLease(): Promise<void>
  close(): void
}

/** A worker among workers: it shows that it lives, and takes the jobs of the dead back. */
export async function joinWorkers(options: MembershipOptions): Promise<Membership> {
  const { store, leaseMs, logger } = options
  let renewedAt = Number.NEGATIVE_INFINITY
  let beating: Promise<void> | undefined
  let suspects = new Set<string>()
  let isClosed = false

  async function send(): Promise<void> {
    const sentAt = performance.now()
    const beat = await store.heartbeat(leaseMs, options.lock?.key ?? null)
    renewedAt = sentAt
    options.onHeartbeat(beat, sentAt)
  }

  function beat(): Promise<void> {
    beating ??= send().finally(() => {
      beating = undefined
    })
    return beating
  }

  /** Two looks in a row, so that a worker that only reconnects is left alone. */
  async function watch(): Promise<void> {
    const absent = options.lock ? await store.suspects() : []
    const dead = absent.filter((worker) => suspects.has(worker))
    suspects = new Set(absent)
    if (dead.length > 0) await reap(dead)
  }

  async function reap(dead: string[]): Promise<void> {
    const count = await store.reap(dead, options.crashLimit)
    if (count) logger.warn({ jobs: count, workers: dead.length }, 'took jobs of dead workers back')
  }

  await beat()
  const timers = [
    every(options.heartbeatMs, async () => {
      await beat()
      await reap([])
    }),
    every(options.watchMs, watch),
  ]

  function every(milliseconds: number, work: () => Promise<void>) {
    let isRunning = false
    return setInterval(() => {
      if (isRunning) return
      isRunning = true
      work()
        .catch((error: unknown) => {
          if (!isClosed) options.onError(error)
        })
        .finally(() => {
          isRunning = false
        })
    }, milliseconds)
  }

  return {
    beat,
    async ensureLease() {
      while (performance.now() - renewedAt > leaseMs && !isClosed) {
        await beat().catch(async () => {
          await new Promise((resolve) => setTimeout(resolve, 200))
        })
      }
    },
    close() {
      isClosed = true
      for (const timer of timers) clearInterval(timer)
    },
  }
}

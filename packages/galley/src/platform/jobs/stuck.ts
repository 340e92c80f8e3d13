import type { Database } from '../db/index.ts'
import type { LiveRun } from './live-run.ts'

export interface StuckJob {
  jobId: string
  /** `name@version`. */
  kind: string
  /** silent: runs here without a sign of life. unclaimed: due, and nobody takes it. */
  reason: 'silent' | 'unclaimed'
  /** Steps under way, when it is silent. */
  steps: string[]
  ageMs: number
}

export interface StuckOptions {
  db: Database
  runs: () => LiveRun[]
  /** What this worker can run: an unclaimed job of another kind has no worker that knows it. */
  kinds: readonly string[]
  afterMs: number
  onStuck(job: StuckJob): void
  onError(error: unknown): void
}

const EVERY_MS = 60_000

/** Reports jobs that do not move. Returns the function that ends it. */
export function startStuckWatch(options: StuckOptions): () => void {
  const look = () => findStuckJobs(options).then((jobs) => jobs.forEach(options.onStuck))
  const timer = setInterval(
    () => void look().catch(options.onError),
    Math.min(EVERY_MS, options.afterMs),
  )
  return () => clearInterval(timer)
}

export async function findStuckJobs(
  options: Pick<StuckOptions, 'db' | 'runs' | 'kinds' | 'afterMs'>,
): Promise<StuckJob[]> {
  const { db, afterMs } = options
  const silent = options.runs().flatMap((run): StuckJob[] => {
    const ageMs = Date.now() - run.lastActivity
    const { id, name, version } = run.job.record
    const steps = [...run.active].map((step) => step.key)
    const job = { jobId: id, kind: `${name}@${version}`, steps, ageMs }
    return ageMs < afterMs ? [] : [{ ...job, reason: 'silent' }]
  })
  // A waiting line is no fault; a kind that no worker takes is. The oldest stands for its kind.
  const { rows } = await db.system.$client.query<{ id: string; kind: string; age: number }>(
    `select distinct on (j.name, j.version) j.id, j.name || '@' || j.version as kind,
       extract(epoch from clock_timestamp() - j.run_at)::float8 * 1000 as age
     from galley.jobs j where j.status in ('queued', 'waiting') and j.waiting_for is null
       and j.run_at < clock_timestamp() - $1 * interval '1 ms'
       and not (j.name || '@' || j.version = any($2)) order by j.name, j.version, j.run_at limit 50`,
    [afterMs, options.kinds],
  )
  const unclaimed = rows.map(({ id, kind, age }): StuckJob => ({
    jobId: id,
    kind,
    reason: 'unclaimed',
    steps: [],
    ageMs: Math.round(age),
  }))
  return [...silent, ...unclaimed]
}

import { readdir, readFile } from 'node:fs/promises'

/** What one contestant reaches on its own fresh database; absent: it does not offer that. */
export interface Measures {
  /** 20 runs at a time, 10 steps each; the start calls are inside the time. */
  seriesStepsPerSecond?: number
  /** The same, of runs that are already in line: no start calls. */
  queuedStepsPerSecond?: number
  /** 20 runs at a time: outline, 8 side by side, seo, compose. */
  fanStepsPerSecond?: number
  /** CPU of this process and the server, in microseconds per step of the series; Linux only. */
  cpuMicrosPerStep?: number
  /** One run alone: milliseconds that a step adds. */
  aloneMsPerStep?: number
  /** Jobs without a step, started and done. */
  jobsPerSecond?: number
  /** From the start call to the first line of the handler, idle worker. */
  startP50Ms?: number
  startP99Ms?: number
}

export const CONCURRENCY = 20
export const SERIES = 10
export const FAN = 11

/** Calls `work` for 0…count-1, `CONCURRENCY` at a time. */
export async function inLanes(count: number, work: (index: number) => Promise<unknown>) {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
}

/** Events per second of what `work` does. */
export async function rate(events: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (events / (performance.now() - started)) * 1000
}

/** CPU per event, which stays comparable when the machine is not quiet. */
export async function cpuPerEvent<T>(
  events: number,
  work: () => Promise<T>,
): Promise<[T, number | undefined]> {
  const server = await serverCpuMicros()
  const own = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(own)
  const serverNow = await serverCpuMicros()
  const isKnown = server !== undefined && serverNow !== undefined
  return [result, isKnown ? (user + system + serverNow - server) / events : undefined]
}

/** Of the server and its children, dead ones included, from `/proc`. */
async function serverCpuMicros(): Promise<number | undefined> {
  const server = process.env.BENCH_SERVER_PID
  const processes = await readdir('/proc').catch(() => [])
  let ticks: number | undefined
  for (const pid of processes.filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number)
    if (pid === server) ticks = (ticks ?? 0) + utime! + stime! + cutime! + cstime!
    else if (fields[1] === server) ticks = (ticks ?? 0) + utime! + stime!
  }
  return ticks === undefined ? undefined : ticks * 10_000
}

/** Starts one job at a time, with pauses, and hears when its handler begins. */
export async function measureStarts(start: (heard: () => void) => Promise<unknown>) {
  const samples: number[] = []
  for (let index = 0; index < 110; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 30))
    const begun = performance.now()
    const heard = Promise.withResolvers<number>()
    await start(() => heard.resolve(performance.now() - begun))
    samples.push(await heard.promise)
  }
  const sorted = samples.slice(10).sort((left, right) => left - right)
  return { startP50Ms: sorted[49]!, startP99Ms: sorted[98]! }
}

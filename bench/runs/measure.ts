/** What one contestant reaches on its own fresh database; absent: it does not offer that. */
export interface Measures {
  /** 20 runs at a time, 10 steps each; the start calls are inside the time. */
  seriesStepsPerSecond?: number
  /** The same, of runs that are already in line: no start calls. */
  queuedStepsPerSecond?: number
  /** 20 runs at a time: outline, 8 side by side, seo, compose. */
  fanStepsPerSecond?: number
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

import { DBOS } from '@dbos-inc/dbos-sdk'
import { CONCURRENCY, cpuPerEvent, FAN, inLanes, measureStarts, rate, SERIES } from './measure.ts'
import type { Measures } from './measure.ts'

/** DBOS at its best here: workflows started directly, not through its polled queue. */
export async function run(url: string): Promise<Measures> {
  let listener: (() => void) | undefined
  const step = (name: string) => DBOS.runStep(() => Promise.resolve(name), { name })
  const times = (count: number) => Array.from({ length: count }, (_, index) => index)
  const register = (name: string, work: () => Promise<unknown>) =>
    DBOS.registerWorkflow(
      async () => {
        listener?.()
        await work()
      },
      { name },
    )
  const empty = register('empty', async () => undefined)
  const series = register('series', async () => {
    for (const index of times(SERIES)) await step(`step-${index}`)
  })
  const fan = register('fan', async () => {
    await step('outline')
    await Promise.all(times(8).map((index) => step(`part-${index}`)))
    await step('seo')
    await step('compose')
  })
  const alone = register('alone', async () => {
    for (const index of times(100)) await step(`step-${index}`)
  })
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: CONCURRENCY,
    logLevel: 'error',
  })
  await DBOS.launch()
  // The workflow's own promise settles with its result: no polling for it.
  const drain = (workflow: () => Promise<void>, count: number) => inLanes(count, () => workflow())

  await drain(series, 40)
  await drain(fan, 20)
  const [seriesStepsPerSecond, cpuMicrosPerStep] = await cpuPerEvent(100 * SERIES, () =>
    rate(100 * SERIES, () => drain(series, 100)),
  )
  const result: Measures = {
    seriesStepsPerSecond,
    cpuMicrosPerStep,
    fanStepsPerSecond: await rate(80 * FAN, () => drain(fan, 80)),
    aloneMsPerStep: 1000 / (await rate(100, () => alone())),
    jobsPerSecond: await rate(400, () => drain(empty, 400)),
    ...(await measureStarts(async (heard) => {
      listener = heard
      await DBOS.startWorkflow(empty)()
    })),
  }
  await DBOS.shutdown()
  return result
}

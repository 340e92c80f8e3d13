import { fileURLToPath } from 'node:url'
import { createDatabase, migrateDatabase } from '../../packages/galley/src/platform/db/index.ts'
import { readRoutines } from '../../packages/galley/src/platform/db/testing.ts'
import { newId } from '../../packages/galley/src/platform/id.ts'
import { createJobs, createWorker } from '../../packages/galley/src/platform/jobs/index.ts'
import type { JobDefinition, Run } from '../../packages/galley/src/platform/jobs/index.ts'
import { CONCURRENCY, cpuPerEvent, FAN, inLanes, measureStarts, rate, SERIES } from './measure.ts'
import type { Measures } from './measure.ts'

const usage = {
  calls: 1,
  inputTokens: 900,
  outputTokens: 300,
  cachedTokens: 0,
  costMicros: 1200,
  models: ['provider:model'],
}
const migrationsFolder = fileURLToPath(new URL('../../packages/galley/migrations', import.meta.url))

/** Galley's engine with everything on: events, usage, sums in the job's row. */
export async function run(url: string): Promise<Measures> {
  await migrateDatabase({ url, migrationsFolder, routines: await readRoutines() })
  const db = createDatabase({ url })
  const jobs = createJobs()
  const workspaceId = newId('ws')
  const heard = new Map<string, () => void>()
  const step = (run: Run, key: string) =>
    run.step(key, async (scope) => {
      scope.recordUsage(usage)
      return key
    })
  const definition = (name: string, work: (run: Run) => Promise<unknown>): JobDefinition => ({
    name,
    version: 1,
    async run(run, input) {
      heard.get(input as string)?.()
      await work(run)
    },
  })
  const times = (count: number) => Array.from({ length: count }, (_, index) => index)
  const options = {
    db,
    concurrency: CONCURRENCY,
    workspaceConcurrency: CONCURRENCY,
    definitions: [
      definition('empty', async () => undefined),
      definition('series', async (run) => {
        for (const index of times(SERIES)) await step(run, `step-${index}`)
      }),
      definition('fan', async (run) => {
        await step(run, 'outline')
        await Promise.all(times(8).map((index) => step(run, `part-${index}`)))
        await step(run, 'seo')
        await step(run, 'compose')
      }),
      definition('alone', async (run) => {
        for (const index of times(300)) await step(run, `step-${index}`)
      }),
    ],
  }
  let worker = await createWorker(options)
  const enqueue = (name: string, input: string | null = null) =>
    db.tenant(workspaceId, (tx) =>
      jobs.enqueue(tx, {
        workspaceId,
        name,
        version: 1,
        input,
        actor: { kind: 'system', id: 'bench' },
        permissions: ['*'],
      }),
    )
  async function drain(name: string, count: number): Promise<void> {
    await inLanes(count, () => enqueue(name))
    await empty(name)
  }
  async function empty(name: string): Promise<void> {
    for (;;) {
      const open = `select 1 from galley.jobs where finished_at is null and name = $1 limit 1`
      if ((await db.system.$client.query(open, [name])).rowCount === 0) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  await worker.stop()
  await inLanes(800, () => enqueue('series'))
  const queuedStepsPerSecond = await rate(800 * SERIES, async () => {
    worker = await createWorker(options)
    await empty('series')
  })
  await drain('fan', 50)
  const [seriesStepsPerSecond, cpuMicrosPerStep] = await cpuPerEvent(800 * SERIES, () =>
    rate(800 * SERIES, () => drain('series', 800)),
  )
  const result: Measures = {
    queuedStepsPerSecond,
    seriesStepsPerSecond,
    cpuMicrosPerStep,
    fanStepsPerSecond: await rate(600 * FAN, () => drain('fan', 600)),
    aloneMsPerStep: 1000 / (await rate(300, () => drain('alone', 1))),
    jobsPerSecond: await rate(2000, () => drain('empty', 2000)),
    ...(await measureStarts((listener) => {
      const input = newId('note')
      heard.set(input, listener)
      return enqueue('empty', input)
    })),
  }
  await worker.stop()
  await db.close()
  return result
}

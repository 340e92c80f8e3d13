import { Logger, makeWorkerUtils, run as runWorker } from 'graphile-worker'
import { CONCURRENCY, inLanes, measureStarts, rate } from './measure.ts'
import type { Measures } from './measure.ts'

/** A queue without checkpoints: jobs only. */
export async function run(url: string): Promise<Measures> {
  const logger = new Logger(() => () => undefined)
  const utils = await makeWorkerUtils({ connectionString: url, logger, maxPoolSize: CONCURRENCY })
  await utils.migrate()
  let done = 0
  let listener: (() => void) | undefined
  const runner = await runWorker({
    connectionString: url,
    logger,
    concurrency: CONCURRENCY,
    maxPoolSize: CONCURRENCY,
    noHandleSignals: true,
    taskList: {
      empty: async () => {
        done += 1
        listener?.()
      },
    },
  })
  const many = async (count: number) => {
    const end = done + count
    await inLanes(count, () => utils.addJob('empty', {}))
    while (done < end) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  await many(200)
  const result: Measures = {
    jobsPerSecond: await rate(1000, () => many(1000)),
    ...(await measureStarts(async (heard) => {
      listener = heard
      await utils.addJob('empty', {})
    })),
  }
  await runner.stop()
  await utils.release()
  return result
}

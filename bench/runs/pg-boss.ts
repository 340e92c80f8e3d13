import { PgBoss } from 'pg-boss'
import { CONCURRENCY, inLanes, measureStarts, rate } from './measure.ts'
import type { Measures } from './measure.ts'

/** A queue without checkpoints: jobs only. Batches for the throughput, NOTIFY for the start. */
export async function run(url: string): Promise<Measures> {
  const boss = new PgBoss({ connectionString: url, max: CONCURRENCY, useListenNotify: true })
  boss.on('error', () => undefined)
  await boss.start()
  let done = 0
  await boss.createQueue('many', { notify: true })
  const many100 = { batchSize: 100, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }
  await boss.work('many', many100, async (batch) => {
    done += batch.length
  })
  let listener: (() => void) | undefined
  await boss.createQueue('one', { notify: true })
  await boss.work('one', { batchSize: 1, pollingIntervalSeconds: 0.5 }, async () => listener?.())
  const many = async (count: number) => {
    const end = done + count
    await inLanes(count, () => boss.send('many', {}))
    while (done < end) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  await many(200)
  const result: Measures = {
    jobsPerSecond: await rate(2000, () => many(2000)),
    ...(await measureStarts(async (heard) => {
      listener = heard
      await boss.send('one', {})
    })),
  }
  await boss.stop({ graceful: false })
  return result
}

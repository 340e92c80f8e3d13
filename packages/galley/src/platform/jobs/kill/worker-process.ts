/** A worker as a process of its own, to be killed. Options come as JSON in the first argument. */
import { createDatabase } from '../../db/index.ts'
import type { WorkerTiming } from '../worker.ts'
import { createWorker } from '../worker.ts'
import { articleJob } from './article.ts'

export interface WorkerProcessOptions {
  url: string
  paidCalls: string
  timing: Partial<WorkerTiming>
  hasSessionLock: boolean
  crashLimit: number
}

const options = JSON.parse(process.argv[2]!) as WorkerProcessOptions
const db = createDatabase({ url: options.url, poolSize: 4 })
await createWorker({
  db,
  definitions: [
    articleJob(options.paidCalls),
    { name: 'poison', version: 1, run: (run) => run.step('deadly', async () => process.exit(13)) },
  ],
  timing: options.timing,
  hasSessionLock: options.hasSessionLock,
  crashLimit: options.crashLimit,
})
process.send?.('ready')

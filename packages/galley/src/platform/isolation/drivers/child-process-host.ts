import { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { packError } from '../transfer-error.ts'
import type { ResultMessage, TaskMessage } from './child-process-messages.ts'

/** The program of a child process: runs one task after the other and reports what came of it. */

const limitBytes = new Float64Array(new SharedArrayBuffer(8))
const watchdog = new Worker(new URL(import.meta.resolve('./child-process-watchdog.ts')), {
  workerData: limitBytes,
  execArgv: [], // the process's own are not all allowed for a thread
})
watchdog.unref()

// Reading a file needs no network; whatever asks for one was talked into it by the file.
const refuse = () => {
  throw new Error('Isolated tasks have no network')
}
Socket.prototype.connect = refuse
globalThis.fetch = async () => refuse()

process.on('message', async ({ task, input, memoryMb }: TaskMessage) => {
  limitBytes[0] = memoryMb * 1024 * 1024
  const result = await runTask(task, input)
  limitBytes[0] = 0
  const residentMb = process.memoryUsage.rss() / 1024 / 1024
  process.send!({ ...result, residentMb } satisfies ResultMessage)
})
process.on('disconnect', () => process.exit())

async function runTask(task: TaskMessage['task'], input: unknown) {
  try {
    const module = (await import(task.module)) as Record<string, (input: unknown) => unknown>
    return { output: await module[task.export ?? 'default']!(input) }
  } catch (error) {
    return { error: packError(error) }
  }
}

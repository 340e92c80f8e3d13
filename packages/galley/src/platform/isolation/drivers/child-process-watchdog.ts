import { isMainThread, workerData } from 'node:worker_threads'
import { OUT_OF_MEMORY_SIGNAL } from './child-process-messages.ts'

/**
 * Watches the memory of its process from a thread of its own, because a decompression bomb or a
 * greedy loop lets nothing else run on the main thread.
 */
if (!isMainThread) {
  const [limitBytes] = [workerData as Float64Array]
  setInterval(() => {
    const limit = limitBytes[0]!
    if (limit > 0 && process.memoryUsage.rss() > limit)
      process.kill(process.pid, OUT_OF_MEMORY_SIGNAL)
  }, 50)
}

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UnavailableError, type GalleyError } from '../../error.ts'
import { isolationCodes } from '../codes.ts'
import { unpackError } from '../transfer-error.ts'
import {
  OUT_OF_MEMORY_SIGNAL,
  type ResultMessage,
  type TaskMessage,
} from './child-process-messages.ts'

/** One child process: at most one task at a time. */
export interface Child {
  /** Resident memory after its last task, in MB. */
  residentMb: number
  run(message: TaskMessage, name: string): Promise<unknown>
  kill(): void
  /** Settles when the process is gone. */
  ended: Promise<void>
}

const host = fileURLToPath(import.meta.resolve('./child-process-host.ts'))

/**
 * Starts a child. It inherits nothing that is secret, may read files but not write them or start
 * processes, and does not keep its parent alive while it has nothing to do.
 */
export function startChild(): Child {
  const process_ = fork(host, [], {
    serialization: 'advanced',
    env: { NODE_ENV: 'production', TZ: 'UTC' },
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
      '--disallow-code-generation-from-strings',
      '--no-warnings',
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  process_.stderr!.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => {
    process_.once('close', () => resolve())
  })
  setAwaited(process_, false)
  const child: Child = {
    residentMb: 0,
    ended,
    kill: () => {
      setAwaited(process_, true) // whoever waits for its end must live to see it
      process_.kill('SIGKILL')
    },
    run: async (message, name) => {
      setAwaited(process_, true)
      try {
        const result = await exchange(process_, message, () =>
          describeEnd(process_, lastWords, message, name),
        )
        child.residentMb = result.residentMb
        if (result.error) throw unpackError(result.error, name)
        return result.output
      } finally {
        setAwaited(process_, false)
      }
    },
  }
  return child
}

/** Sends a task and waits for its result or for the end of the process. */
function exchange(
  process_: ChildProcess,
  message: TaskMessage,
  describe: () => GalleyError,
): Promise<ResultMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<ResultMessage>()
  const onMessage = (result: unknown) => resolve(result as ResultMessage)
  const onEnd = () => reject(describe())
  process_.once('message', onMessage)
  process_.once('close', onEnd)
  process_.once('error', onEnd)
  process_.send(message, (error) => error && onEnd())
  return promise.finally(() => {
    process_.off('message', onMessage)
    process_.off('close', onEnd)
    process_.off('error', onEnd)
  })
}

function describeEnd(
  process_: ChildProcess,
  lastWords: string,
  message: TaskMessage,
  task: string,
): GalleyError {
  const { signalCode, exitCode } = process_
  const isOutOfMemory =
    signalCode === OUT_OF_MEMORY_SIGNAL || /out of memory|allocation failed/i.test(lastWords)
  if (isOutOfMemory) {
    return new UnavailableError(isolationCodes.ISOLATION_OUT_OF_MEMORY, {
      task,
      memoryMb: message.memoryMb,
    })
  }
  return new UnavailableError(isolationCodes.ISOLATION_CRASHED, {
    task,
    reason: signalCode ?? `exit code ${exitCode}`,
  })
}

/** A parent waits for a child at work, and for none that is idle. */
function setAwaited(process_: ChildProcess, isAwaited: boolean): void {
  const stderr = process_.stderr as unknown as { ref(): void; unref(): void } | null
  for (const handle of [process_, process_.channel, stderr]) {
    if (isAwaited) handle?.ref()
    else handle?.unref()
  }
}

import { CancelledError, UnavailableError } from '../../error.ts'
import { isolationCodes } from '../codes.ts'
import type { IsolatedTask, Isolation, IsolationLimits } from '../contract.ts'
import { taskName } from '../task-name.ts'
import { packError, unpackError } from '../transfer-error.ts'

/**
 * Runs tasks where they are asked for. Time is limited as far as a task lets others run; memory and
 * crashes are not contained.
 */
export function createInProcessIsolation(): Isolation {
  let isClosed = false
  return {
    run: async (task, input, limits) => {
      if (isClosed)
        throw new UnavailableError(isolationCodes.ISOLATION_CLOSED, { task: taskName(task) })
      return runHere(task, input, limits)
    },
    close: async () => {
      isClosed = true
    },
  }
}

async function runHere<O>(task: IsolatedTask, input: unknown, limits: IsolationLimits): Promise<O> {
  const name = taskName(task)
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>()
  const cancel = () => stop(new CancelledError(isolationCodes.ISOLATION_CANCELLED, { task: name }))
  const { timeoutMs, signal } = limits
  const timer = setTimeout(
    () => stop(new UnavailableError(isolationCodes.ISOLATION_TIMED_OUT, { task: name, timeoutMs })),
    timeoutMs,
  )
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel)
  try {
    return await Promise.race([stopped, callTask<O>(task, input, name)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
}

async function callTask<O>(task: IsolatedTask, input: unknown, name: string): Promise<O> {
  try {
    const module = (await import(task.module)) as Record<string, (input: unknown) => Promise<O>>
    return structuredClone(await module[task.export ?? 'default']!(structuredClone(input)))
  } catch (error) {
    throw unpackError(packError(error), name)
  }
}

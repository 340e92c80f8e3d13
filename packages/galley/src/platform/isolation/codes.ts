import { defineCodes } from '../error.ts'

/** What can happen to a task that runs apart. `{task}` is its function. */
export const isolationCodes = defineCodes({
  ISOLATION_TIMED_OUT:
    '{task} took longer than {timeoutMs} ms and was stopped. Give it less to do.',
  ISOLATION_OUT_OF_MEMORY:
    '{task} needed more than {memoryMb} MB of memory and was stopped. Give it less to do.',
  ISOLATION_CRASHED: '{task} crashed its process ({reason}). Others are not affected.',
  ISOLATION_TASK_FAILED: '{task} failed: {reason}',
  ISOLATION_CANCELLED: '{task} was cancelled.',
  ISOLATION_CLOSED: '{task} was not run: the isolation is closed.',
})

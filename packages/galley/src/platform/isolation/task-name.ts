import type { IsolatedTask } from './contract.ts'

/** How messages name a task: `parseSource` or, without an export, its file. */
export function taskName(task: IsolatedTask): string {
  return task.export ?? task.module.slice(task.module.lastIndexOf('/') + 1)
}

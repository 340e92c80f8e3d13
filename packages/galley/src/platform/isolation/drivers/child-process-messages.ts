import type { IsolatedTask } from '../contract.ts'
import type { TransferredError } from '../transfer-error.ts'

/** From the parent: do this. */
export interface TaskMessage {
  task: IsolatedTask
  input: unknown
  memoryMb: number
}

/** From the child: this came of it. */
export interface ResultMessage {
  output?: unknown
  error?: TransferredError
  /** Resident memory afterwards, in MB: a process that has grown is not used again. */
  residentMb: number
}

/** How a child ends that outgrew its memory: a signal, as only that ends a busy process at once. */
export const OUT_OF_MEMORY_SIGNAL = 'SIGUSR2'

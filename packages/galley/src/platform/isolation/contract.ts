/** Work that runs apart from the process that asks for it. */
export interface IsolatedTask {
  /** The href of a file URL; the module is imported where the work runs. */
  module: string
  /** The function to call with the input; `default` when absent. */
  export?: string
}

/** What a task may take. */
export interface IsolationLimits {
  timeoutMs: number
  /** Resident memory of the whole process that runs the task. */
  memoryMb: number
  signal?: AbortSignal
}

/**
 * Runs a function of a module under limits of time and memory. Input and output are copied by
 * structured clone; a GalleyError that the function throws arrives as the same class, code and
 * details.
 *
 * @example
 * const isolation = await createIsolation({ driver: 'child-process' })
 * await isolation.run({ module: import.meta.resolve('./render.ts'), export: 'render' }, { deck },
 *   { timeoutMs: 30_000, memoryMb: 512 })
 */
export interface Isolation {
  /**
   * @throws UnavailableError `isolation_timed_out`, `isolation_out_of_memory`, `isolation_crashed`,
   *   `isolation_task_failed` (the function threw something unexpected), `isolation_closed`;
   *   CancelledError `isolation_cancelled`; whatever GalleyError the function throws.
   */
  run<O>(task: IsolatedTask, input: unknown, limits: IsolationLimits): Promise<O>
  /** Stops what runs and refuses what comes. */
  close(): Promise<void>
}

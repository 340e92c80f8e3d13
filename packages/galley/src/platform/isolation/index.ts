import type { Isolation } from './contract.ts'

export { isolationCodes } from './codes.ts'
export type { Isolation } from './contract.ts'

/** Each loads on first use, so that Workers never see what only Node has. */
const drivers = {
  'child-process': async () =>
    (await import('./drivers/child-process.ts')).createChildProcessIsolation,
  'in-process': async () => (await import('./drivers/in-process.ts')).createInProcessIsolation,
}
export type IsolationDriver = keyof typeof drivers

/** What a driver may be told. */
export interface IsolationOptions {
  /** How many tasks run at once; the number of processors less one when absent. */
  size?: number
  /** How long a process without work is kept. */
  idleMs?: number
}

/**
 * Makes the place where heavy and untrusted work runs. `child-process` keeps all its promises;
 * `in-process` is for Workers and small tests, and can only stop waiting, not stop the work.
 *
 * @example
 * const isolation = await createIsolation({ driver: 'child-process' })
 */
export async function createIsolation(
  options: IsolationOptions & { driver: IsolationDriver },
): Promise<Isolation> {
  const create = await drivers[options.driver]()
  return create(options)
}

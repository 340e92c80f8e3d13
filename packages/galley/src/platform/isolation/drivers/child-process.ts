import { availableParallelism } from 'node:os'
import { CancelledError, UnavailableError } from '../../error.ts'
import { isolationCodes } from '../codes.ts'
import type { IsolatedTask, Isolation, IsolationLimits } from '../contract.ts'
import { taskName } from '../task-name.ts'
import { startChild, type Child } from './child.ts'

/** A task in line, or at work in a child. */
interface Ticket {
  name: string
  task: IsolatedTask
  input: unknown
  limits: IsolationLimits
  settle: PromiseWithResolvers<unknown>
}

/**
 * Runs tasks in child processes: a few, started when there is work, kept warm between tasks, and
 * replaced when one had to be killed or has grown. A task that is late, cancelled or too big dies
 * with its process, and with nothing else.
 */
export function createChildProcessIsolation(
  options: { size?: number; idleMs?: number } = {},
): Isolation {
  const size = options.size ?? Math.max(1, availableParallelism() - 1)
  return new ChildPool(size, options.idleMs ?? 30_000)
}

class ChildPool implements Isolation {
  private readonly size: number
  private readonly idleMs: number
  private readonly waiting: Ticket[] = []
  private readonly idle = new Map<Child, ReturnType<typeof setTimeout>>()
  private readonly busy = new Set<Child>()
  private isClosed = false

  constructor(size: number, idleMs: number) {
    this.size = size
    this.idleMs = idleMs
  }

  async run<O>(task: IsolatedTask, input: unknown, limits: IsolationLimits): Promise<O> {
    const name = taskName(task)
    if (this.isClosed) throw new UnavailableError(isolationCodes.ISOLATION_CLOSED, { task: name })
    if (limits.signal?.aborted) throw cancelled(name)
    const ticket: Ticket = { name, task, input, limits, settle: Promise.withResolvers() }
    const leave = () => {
      const place = this.waiting.indexOf(ticket)
      if (place === -1) return // at work: its own watch stops it
      this.waiting.splice(place, 1)
      ticket.settle.reject(cancelled(name))
    }
    limits.signal?.addEventListener('abort', leave)
    this.waiting.push(ticket)
    this.serve()
    try {
      return (await ticket.settle.promise) as O
    } finally {
      limits.signal?.removeEventListener('abort', leave)
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const ticket of this.waiting.splice(0)) {
      ticket.settle.reject(
        new UnavailableError(isolationCodes.ISOLATION_CLOSED, { task: ticket.name }),
      )
    }
    const children = [...this.idle.keys(), ...this.busy]
    for (const child of this.idle.keys()) this.dismiss(child)
    for (const child of this.busy) child.kill()
    await Promise.all(children.map((child) => child.ended))
  }

  private serve(): void {
    while (this.waiting.length > 0 && this.busy.size < this.size) {
      const ticket = this.waiting.shift()!
      const child = this.takeChild(ticket.limits.memoryMb)
      this.busy.add(child)
      void this.work(child, ticket)
    }
  }

  /** A warm child with room left, or a new one. */
  private takeChild(memoryMb: number): Child {
    for (const child of this.idle.keys()) {
      const hasRoom = child.residentMb < memoryMb / 2
      if (!hasRoom) {
        this.dismiss(child)
        continue
      }
      clearTimeout(this.idle.get(child))
      this.idle.delete(child)
      return child
    }
    return startChild()
  }

  private async work(child: Child, ticket: Ticket): Promise<void> {
    const { limits, name, task, input } = ticket
    let stopped: Error | null = null
    const stop = (reason: Error) => {
      stopped ??= reason
      child.kill()
    }
    const cancel = () => stop(cancelled(name))
    const { timeoutMs, memoryMb, signal } = limits
    const timer = setTimeout(
      () =>
        stop(new UnavailableError(isolationCodes.ISOLATION_TIMED_OUT, { task: name, timeoutMs })),
      timeoutMs,
    )
    signal?.addEventListener('abort', cancel)
    let isAlive = true
    void child.ended.then(() => (isAlive = false))
    try {
      ticket.settle.resolve(await child.run({ task, input, memoryMb }, name))
    } catch (error) {
      ticket.settle.reject(this.isClosed && !isAlive ? closed(name) : (stopped ?? error))
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      this.busy.delete(child)
      await Promise.resolve() // lets `ended` be seen
      if (isAlive && !stopped && !this.isClosed) this.keep(child)
      else child.kill()
      this.serve()
    }
  }

  private keep(child: Child): void {
    const timer = setTimeout(() => this.dismiss(child), this.idleMs)
    timer.unref()
    this.idle.set(child, timer)
    void child.ended.then(() => this.dismiss(child))
  }

  private dismiss(child: Child): void {
    const timer = this.idle.get(child)
    if (timer === undefined) return
    clearTimeout(timer)
    this.idle.delete(child)
    child.kill()
  }
}

function cancelled(task: string): CancelledError {
  return new CancelledError(isolationCodes.ISOLATION_CANCELLED, { task })
}

function closed(task: string): UnavailableError {
  return new UnavailableError(isolationCodes.ISOLATION_CLOSED, { task })
}

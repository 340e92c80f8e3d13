/** Where there is something to do; without a workspace: look everywhere. */
export interface WakeUpHint {
  workspaceId?: string
  /** Running jobs were cancelled: look at them now. */
  isCancel?: boolean
}

/**
 * A doorbell between processes. It carries no work: a ring that is lost, late or doubled costs a
 * moment (the sweep repairs it), never a job. Drivers: in-process, PostgreSQL NOTIFY.
 */
export interface WakeUp {
  /** Rings after the commit that made it true. Must not throw when the transport is down. */
  ring(hint: WakeUpHint): Promise<void>
  /** Calls the handler at each ring, and once after a lost connection came back. */
  listen(handler: (hint: WakeUpHint) => void): Promise<() => Promise<void>>
}

/** One way to go wrong. */
export type Fault =
  /** Accepts the request and never answers. */
  | { kind: 'hang' }
  /** Closes the connection before doing anything. */
  | { kind: 'disconnect' }
  /** Does what was asked, then closes the connection without an answer. */
  | { kind: 'dropAnswer' }
  /** Refuses, e.g. 503 `SlowDown`. */
  | { kind: 'status'; status: number; code: string; retryAfterSeconds?: number }
  /** Sends this many bytes of the body, then nothing more. */
  | { kind: 'slowBody'; afterBytes: number }
  /** Sends this many bytes of the body, then closes the connection. */
  | { kind: 'cutBody'; afterBytes: number }

export interface Misbehaviour {
  fault: Fault
  /** Requests that it hits; all when absent. `url` is path and query. */
  match?: (request: { method: string; url: string }) => boolean
  /** How many requests it hits; 1 when absent. */
  times?: number
}

/** The faults still to come, in the order in which they were added. */
export class FaultList {
  #pending: Required<Misbehaviour>[] = []

  add({ fault, match = () => true, times = 1 }: Misbehaviour): void {
    this.#pending.push({ fault, match, times })
  }

  take(request: { method: string; url: string }): Fault | undefined {
    const hit = this.#pending.find(({ match }) => match(request))
    if (!hit) return undefined
    hit.times -= 1
    if (hit.times === 0) this.#pending = this.#pending.filter((entry) => entry !== hit)
    return hit.fault
  }
}

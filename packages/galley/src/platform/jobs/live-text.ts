/** Words of an answer that is being written: seen by whoever watches, stored by nobody. */
export interface LiveText {
  text: string
  /** Which of several texts, from 0. */
  index: number
}

/** Hands words from a job's work to those who watch it in the same process. */
export interface LiveTextHub {
  publish(jobId: string, piece: LiveText): void
  /** Hears what is published from now on. Returns the way out. */
  subscribe(jobId: string, listener: (piece: LiveText) => void): () => void
}

export function createLiveTextHub(): LiveTextHub {
  const listeners = new Map<string, Set<(piece: LiveText) => void>>()
  return {
    publish(jobId, piece) {
      for (const listener of listeners.get(jobId) ?? []) listener(piece)
    },
    subscribe(jobId, listener) {
      const group = listeners.get(jobId) ?? new Set()
      listeners.set(jobId, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0 && listeners.get(jobId) === group) listeners.delete(jobId)
      }
    },
  }
}

const hubs = new WeakMap<object, LiveTextHub>()

/** The hub that the worker and the HTTP app of one process share: they have one database. */
export function liveTextOf(db: object): LiveTextHub {
  const hub = hubs.get(db) ?? createLiveTextHub()
  hubs.set(db, hub)
  return hub
}

/** What a slow reader has not taken yet, put together: a text each, however many pieces came. */
export interface TextMailbox {
  put(piece: LiveText): void
  /** All of it, in the order in which the texts were first heard of. */
  take(): LiveText[]
}

export function createTextMailbox(): TextMailbox {
  let waiting = new Map<number, string>()
  return {
    put({ text, index }) {
      waiting.set(index, (waiting.get(index) ?? '') + text)
    },
    take() {
      const pieces = [...waiting].map(([index, text]) => ({ index, text }))
      waiting = new Map()
      return pieces
    },
  }
}

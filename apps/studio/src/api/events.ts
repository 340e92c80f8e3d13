import { readEventStream } from '../../../../packages/sdk/src/event-stream.ts'
import type { GalleyEvent } from '../../../../packages/sdk/src/event-stream.ts'
import { send } from './call.ts'
import { ApiError } from './errors.ts'

export type { GalleyEvent }
export type ConnectionState = 'connecting' | 'open' | 'broken'

type Listener = (event: GalleyEvent) => void
type StateListener = () => void

/** Silence of more than this is a dead connection: the server says something every 15 seconds. */
const IDLE_MS = 45_000
const RETRY_MS = [500, 1000, 2000, 4000, 8000]

/**
 * The workspace's events over one connection for the whole page. It resumes behind the last event
 * it saw, however often the server or the network goes away in between.
 *
 * @example
 * const feed = createEventFeed()
 * const stop = feed.subscribe((event) => { if (event.type === 'document.versioned') … })
 * feed.start()
 */
export function createEventFeed(open: typeof send = send) {
  const listeners = new Set<Listener>()
  const stateListeners = new Set<StateListener>()
  let state: ConnectionState = 'connecting'
  let running: AbortController | null = null
  let lastEventId = ''

  function setState(next: ConnectionState): void {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener()
  }

  async function readOnce(signal: AbortSignal): Promise<void> {
    const idle = new AbortController()
    let timer = setTimeout(() => idle.abort(), IDLE_MS)
    const response = await open(
      'GET /events',
      {},
      {
        signal: AbortSignal.any([signal, idle.signal]),
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId && { 'last-event-id': lastEventId }),
        },
      },
    )
    setState('open')
    try {
      for await (const event of readEventStream(response.body!)) {
        clearTimeout(timer)
        timer = setTimeout(() => idle.abort(), IDLE_MS)
        if (!event) continue
        if (event.id) lastEventId = event.id
        for (const listener of listeners) listener(event)
      }
    } finally {
      clearTimeout(timer)
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await readOnce(signal)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return
        setState('broken')
        failures++
      }
      await pause(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 0, signal)
    }
  }

  return {
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** For useSyncExternalStore. */
    watchState(listener: StateListener): () => void {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    state: (): ConnectionState => state,
    start(): void {
      if (running) return
      running = new AbortController()
      void run(running.signal)
    },
    /** Also forgets where it was: another workspace counts its events anew. */
    stop(): void {
      running?.abort()
      running = null
      lastEventId = ''
      setState('connecting')
    },
  }
}

/** Until the time is over, the network is back, or nobody waits any more. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal.addEventListener('abort', done, { once: true })
  })
}

import type { Database } from '../db/index.ts'

/** Tells streams that there is something to look at. Hints, never the truth. */
export interface EventHub {
  /** Calls `wake` after each commit that announced events of this workspace. Returns the way out. */
  subscribe(workspaceId: string, wake: () => void): Promise<() => void>
  /** Calls `wake` when what this person or key may do could have changed. Returns the way out. */
  watchAccess(actorId: string, wake: () => void): Promise<() => void>
}

/**
 * One database listener a channel for all streams of a process, opened by the first of them.
 *
 * @example
 * const hub = createEventHub(db)
 * const unsubscribe = await hub.subscribe(workspaceId, () => readMore())
 */
export function createEventHub(db: Pick<Database, 'listen'>): EventHub {
  return {
    subscribe: createBell(db, 'galley_events'),
    watchAccess: createBell(db, 'galley_access'),
  }
}

/** Wakes whoever subscribed to the topic that a notification names. */
function createBell(db: Pick<Database, 'listen'>, channel: string) {
  const streams = new Map<string, Set<() => void>>()
  let listening: Promise<unknown> | undefined

  function ring(topic: string | null): void {
    // Null follows a broken connection: anybody may have missed something.
    const groups = topic === null ? streams.values() : [streams.get(topic) ?? new Set()]
    for (const group of groups) for (const wake of group) wake()
  }

  return async (topic: string, wake: () => void): Promise<() => void> => {
    const group = streams.get(topic) ?? new Set()
    streams.set(topic, group.add(wake))
    const unsubscribe = () => {
      group.delete(wake)
      if (group.size === 0 && streams.get(topic) === group) streams.delete(topic)
    }
    try {
      listening ??= db.listen(channel, ring)
      await listening
    } catch (error) {
      listening = undefined
      unsubscribe()
      throw error
    }
    return unsubscribe
  }
}

const hubs = new WeakMap<object, EventHub>()

/** The hub that all streams of one database share. */
export function eventHubOf(db: Pick<Database, 'listen'>): EventHub {
  const hub = hubs.get(db) ?? createEventHub(db)
  hubs.set(db, hub)
  return hub
}

import type { Database } from '../db/index.ts'

/** Tells streams that their workspace may have new events. A hint, never the truth. */
export interface EventHub {
  /** Calls `wake` after each commit that announced events of this workspace. Returns the way out. */
  subscribe(workspaceId: string, wake: () => void): Promise<() => void>
}

/**
 * One database listener for all streams of a process, opened by the first of them.
 *
 * @example
 * const hub = createEventHub(db)
 * const unsubscribe = await hub.subscribe(workspaceId, () => readMore())
 */
export function createEventHub(db: Pick<Database, 'listen'>): EventHub {
  const streams = new Map<string, Set<() => void>>()
  let listening: Promise<unknown> | undefined

  function ring(workspaceId: string | null): void {
    // Null follows a broken connection: anybody may have missed something.
    const groups = workspaceId === null ? streams.values() : [streams.get(workspaceId) ?? new Set()]
    for (const group of groups) for (const wake of group) wake()
  }

  return {
    async subscribe(workspaceId, wake) {
      const group = streams.get(workspaceId) ?? new Set()
      streams.set(workspaceId, group.add(wake))
      const unsubscribe = () => {
        group.delete(wake)
        if (group.size === 0 && streams.get(workspaceId) === group) streams.delete(workspaceId)
      }
      try {
        listening ??= db.listen('galley_events', ring)
        await listening
      } catch (error) {
        listening = undefined
        unsubscribe()
        throw error
      }
      return unsubscribe
    },
  }
}

const hubs = new WeakMap<object, EventHub>()

/** The hub that all streams of one database share. */
export function eventHubOf(db: Pick<Database, 'listen'>): EventHub {
  const hub = hubs.get(db) ?? createEventHub(db)
  hubs.set(db, hub)
  return hub
}
